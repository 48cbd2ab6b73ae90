# Everything a person needs: make demo, make test. Everything a change needs: make check.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
READY := $(VENV)/.ready
# One worker more than there are processors: a quarter of the time, a test waits for a disk or a browser.
WORKERS = $$($(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')
SOURCES := bot cogs archive config demo tests benchmarks

.PHONY: help demo test soak check format lock texts schema reference docs clean

help: ## Show this list.
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit(f"Staffroom needs Python 3.11 or newer; this is {v[0]}.{v[1]}. Try: make PYTHON=python3.12 ...")'
	@test -w . || { echo "Staffroom sets itself up in this folder, and you may not write to it. Clone it into one of yours."; exit 1; }
	@echo "Setting up .venv, once: fetching and installing the pinned packages takes one to three minutes"
	@stopped() { echo "The set-up stopped half way. The same command again goes on from there."; exit 1; }; trap stopped INT TERM; \
	$(PYTHON) -c 'import signal, venv; signal.signal(signal.SIGINT, signal.SIG_DFL); venv.main()' $(VENV) && $(INSTALL) --require-hashes --requirement requirements/dev.txt && \
	$(INSTALL) --no-build-isolation --no-deps --editable . && touch $@ || stopped

demo: $(READY) ## Try Staffroom on an invented network. ARGS="--once" plays it without a browser.
	@$(BIN)/python -m demo $(ARGS)

# compiled modules are kept, whatever the environment says: the tests start the command line a hundred times
test: $(READY) ## Run all tests.
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

soak: $(READY) ## The long proofs: servers by the million, hostile forms and clicks, who wrote what, whole programmes matched, digests killed, the tour at each width, code made wrong, the first hour.
	@$(BIN)/python -m tests.soak.visibility
	@$(BIN)/python -m tests.soak.anonymize
	@$(BIN)/python -m tests.soak.anonymity
	@$(BIN)/python -m tests.soak.unnamed
	@$(BIN)/python -m tests.soak.web
	@$(BIN)/python -m tests.soak.clicks
	@$(BIN)/python -m tests.soak.digest_attack
	@$(BIN)/python -m tests.soak.matching
	@$(BIN)/python -m tests.soak.mentoring
	@$(BIN)/python -m tests.soak.kills
	@$(BIN)/python -m tests.soak.awaits
	@$(BIN)/python -m tests.soak.keeping
	@$(BIN)/python -m tests.soak.fuzz
	@$(BIN)/python -m tests.soak.time
	@$(BIN)/python -m tests.soak.takeover
	@$(BIN)/python -m tests.soak.handing
	@$(BIN)/python -m tests.soak.vanished
	@$(BIN)/python -m tests.soak.tour
	@$(BIN)/python -m tests.soak.coverage
	@$(BIN)/python -m tests.soak.mutants --share 0.2
	@$(BIN)/python -m tests.soak.first_hour

check: $(READY) ## Lint, formatting, strict types.
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy

format: $(READY) ## Put the code in order.
	@$(BIN)/ruff check --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

lock: $(READY) ## Pin every dependency again, with hashes.
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --output-file requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --constraint requirements/run.txt pyproject.toml --extra demo --group dev --output-file requirements/dev.txt

texts: $(READY) ## Collect the members' texts into the catalogues.
	@$(BIN)/python -m config.texts.collect

schema: $(READY) ## Write docs/data-model.md from the tables.
	@$(BIN)/python -m bot.database.describe > docs/data-model.md
	@$(BIN)/python -m bot.run.held

reference: $(READY) ## Write docs/commands.md and docs/settings.md from the code.
	@$(BIN)/python -m bot.run.reference

# the theme announces its successor with every build unless it is told not to
docs: $(READY) ## Build the documentation's site into build/docs; a dead link stops it.
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "Open build/docs/index.html"

clean: ## Remove what was set up or made here.
	rm -rf $(VENV) .staffroom demo-output build *.egg-info .mypy_cache .ruff_cache

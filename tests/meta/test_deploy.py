"""What deploy/ holds can be read by what it is for, and names what is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer import Exit

from bot.offline import run
from bot.processes.shards import Shards, shards_in
from bot.run.serve import TokenWrong
from config.settings import Settings
from tests.meta.source import ROOT

DEPLOY = ROOT / "deploy"
SETTINGS = {f"STAFFROOM_{name.upper()}" for name in Settings.model_fields}
LIKE_A_SETTING = re.compile(r"\bSTAFFROOM_[A-Z_]+\b")


def test_every_setting_that_is_named_there_is_one() -> None:
    for path in [*DEPLOY.rglob("*.*"), DEPLOY / "Containerfile", ROOT / "docs" / "operations.md"]:
        if path.is_file():
            assert set(LIKE_A_SETTING.findall(path.read_text(encoding="utf-8"))) <= SETTINGS, path


def test_the_image_is_made_of_files_that_are_here_and_holds_the_whole_house() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = {source for line in lines if line.startswith("COPY ") for source in line.split()[1:-1]}
    assert {source for source in copied if not (ROOT / source).exists()} == set()
    assert copied >= {"bot", "cogs", "archive", "config", "requirements/run.txt", "pyproject.toml"}
    assert "USER staffroom" in lines
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1] == "*", "else the token, the keyring and the codes of this folder are sent to the builder"
    assert {line[1:] for line in ignored if line.startswith("!")} == copied


def test_compose_names_only_volumes_services_and_variables_that_are_there() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    compose: Any = yaml.safe_load(text)
    services = compose["services"]
    assert set(services) == {"bot", "database", "mail"}
    for name, service in services.items():
        assert {volume.split(":")[0] for volume in service["volumes"]} <= set(compose["volumes"]), name
        assert set(service.get("depends_on", ())) <= set(services)
        assert not [port for port in service.get("ports", ()) if not port.startswith("127.0.0.1:")], "open to the world"
    example = (DEPLOY / "compose.env.example").read_text(encoding="utf-8")
    used = set(re.findall(r"\$\{([A-Z_]+)", text))
    assert used == set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    of_the_image = {"STAFFROOM_WEB_HOST", "STAFFROOM_WEB_PORT", "STAFFROOM_MAIL_SPOOL", "STAFFROOM_EMBEDDINGS_DIR"}
    of_the_image |= {name for name in SETTINGS if name.endswith("_DIR")}
    assert set(services["bot"]["environment"]) == SETTINGS - of_the_image, "a setting that doesn't reach the bot"


def test_commands_of_the_host_get_the_folders_that_the_service_has() -> None:
    named = re.compile(r"\b(STAFFROOM_[A-Z_]+_DIR)=(\S+)")
    service = named.findall((DEPLOY / "staffroom.service").read_text(encoding="utf-8"))
    assert dict(service) == dict(named.findall((DEPLOY / "staffroom.sh").read_text(encoding="utf-8")))
    assert len(service) == 4


def test_the_service_stays_down_where_only_the_host_can_mend_what_ended_it() -> None:
    async def work() -> None:
        raise TokenWrong

    with pytest.raises(Exit) as end:
        run(work())
    unit = (DEPLOY / "staffroom.service").read_text(encoding="utf-8")
    [told] = re.findall(r"^RestartPreventExitStatus=(.*)$", unit, re.MULTILINE)
    assert told.split() == ["2", str(end.value.exit_code)]


def test_with_two_in_compose_each_has_other_shards_and_another_port() -> None:
    text = (DEPLOY / "compose.two.yaml").read_text(encoding="utf-8")
    services: Any = yaml.safe_load(text.replace("!override", ""))["services"]
    chosen = [_shards_of(service["command"]) for service in services.values()]
    assert sorted(shard for shards in chosen for shard in shards.ids) == list(range(chosen[0].count))
    assert services["bot-2"]["extends"] == {"file": "compose.yaml", "service": "bot"}
    assert all(port.startswith("127.0.0.1:") and ":8080:" not in port for port in services["bot-2"]["ports"])


def test_standing_by_changes_only_what_the_kubernetes_example_has() -> None:
    folder = DEPLOY / "kubernetes-standby"
    changes: Any = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
    parts: list[Any] = list(yaml.safe_load_all((DEPLOY / "kubernetes" / "staffroom.yaml").read_text(encoding="utf-8")))
    for patch in changes["patches"]:
        of_kind = [part for part in parts if part["kind"] == patch["target"]["kind"]]
        assert of_kind
        for operation in yaml.safe_load(patch["patch"]):
            for part in of_kind:
                assert operation["op"] == "replace"
                assert operation["path"].split("/")[2] in part["spec"], operation
    if shutil.which("kubectl") is not None:
        subprocess.run(["kubectl", "kustomize", str(folder)], check=True, capture_output=True)


def _shards_of(command: list[str]) -> Shards:
    options = dict(zip(command[1::2], command[2::2], strict=True))
    return shards_in(options["--shards"], int(options["--shard-count"]))


def test_the_kubernetes_example_mounts_only_volumes_that_are_claimed() -> None:
    parts: list[Any] = list(yaml.safe_load_all((DEPLOY / "kubernetes" / "staffroom.yaml").read_text(encoding="utf-8")))
    claims = {part["metadata"]["name"] for part in parts if part["kind"] == "PersistentVolumeClaim"}
    [deployment] = [part for part in parts if part["kind"] == "Deployment"]
    pod = deployment["spec"]["template"]["spec"]
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    assert {volume["persistentVolumeClaim"]["claimName"] for name, volume in volumes.items() if name != "tmp"} == claims
    [container] = pod["containers"]
    assert {mount["name"] for mount in container["volumeMounts"]} == set(volumes)
    assert deployment["spec"]["selector"]["matchLabels"] == deployment["spec"]["template"]["metadata"]["labels"]
    if shutil.which("kubectl") is not None:
        subprocess.run(["kubectl", "kustomize", str(DEPLOY / "kubernetes")], check=True, capture_output=True)


def test_litestream_replicates_the_file_that_staffroom_writes() -> None:
    config: Any = yaml.safe_load((DEPLOY / "litestream.yml").read_text(encoding="utf-8"))
    assert [database["path"] for database in config["dbs"]] == ["/var/lib/staffroom/data/staffroom.db"]
    assert config["snapshot"]["retention"] == f"{24 * Settings.model_fields['backup_keep'].default}h"


@pytest.mark.parametrize(
    ("settings", "ended", "says"),
    [
        (False, 0, "/etc/staffroom.env can't be read: run this with sudo, once docs/operations.md, Install, is done."),
        (
            True,
            203,
            "systemd could not start /opt/staffroom/.venv/bin/staffroom (203): see docs/operations.md.",
        ),
        (True, 1, ""),
        (True, 255, ""),
    ],
    ids=["no settings", "what systemd can't start", "a refusal of its own", "a signal"],
)
def test_a_command_of_the_host_that_was_never_started_says_so(
    tmp_path: Path, *, settings: bool, ended: int, says: str
) -> None:
    """With --quiet, systemd-run says nothing; where it can't be asked, as here, another stands for it."""
    script, env = tmp_path / "staffroom.sh", tmp_path / "staffroom.env"
    if settings:
        env.touch()
    script.write_text((DEPLOY / script.name).read_text(encoding="utf-8").replace("/etc/staffroom.env", str(env)))
    (tmp_path / "systemd-run").write_text(f"#!/bin/sh\nexit {ended}\n")
    (tmp_path / "systemd-run").chmod(0o755)
    done = subprocess.run(
        ["sh", script, "doctor"], env={"PATH": f"{tmp_path}:/bin"}, capture_output=True, text=True, check=False
    )
    assert done.stderr.strip() == says.replace("/etc/staffroom.env", str(env))
    assert done.returncode == (ended or 1)


@pytest.mark.skipif(shutil.which("promtool") is None, reason="Prometheus isn't installed")
def test_prometheus_takes_the_alert_rules() -> None:
    subprocess.run(
        ["promtool", "check", "rules", DEPLOY / "monitoring" / "alerts.yml"], check=True, capture_output=True
    )


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd isn't installed")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "staffroom.service").read_text(encoding="utf-8")
    here = tmp_path / "staffroom.service"
    here.write_text(unit.replace("/opt/staffroom/.venv/bin/staffroom", "/bin/true"), encoding="utf-8")
    said = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "Unknown key" not in said.stderr


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda script: script.name)
def test_scripts_are_whole_and_may_be_run(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", script], check=True)

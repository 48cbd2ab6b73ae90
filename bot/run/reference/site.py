"""What `mkdocs.yml` leaves to code: the list of decisions, so that a new record is on the site by being there."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def on_config(config: Any) -> Any:  # noqa: ANN401 -- mkdocs' own class; mkdocs is no dependency of the house
    """Fill the section *Decisions*; mkdocs calls this by its name."""
    folder = Path(config["docs_dir"]) / "decisions"
    records = [f"decisions/{record.name}" for record in sorted(folder.glob("*.md"))]
    for part in config["nav"]:
        for section in part.values():
            if isinstance(section, list):
                section[:] = [{"Decisions": records} if "Decisions" in entry else entry for entry in section]
    return config

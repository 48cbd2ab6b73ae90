"""What `--once` leaves behind: the digest in its three forms, without anybody's link."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile, gettempdir

from archive.digest.desk import standing
from archive.digest.files import edition_files
from archive.digest.store import EditionStore
from demo.stage import Stage


async def write_digest(stage: Stage, folder: Path) -> list[Path]:
    """Write every sent edition as it stands, as HTML, text and PDF; return the files. Raises `OSError`."""
    network, written = await stage.network(), []
    async with network.read() as tx:
        sent = [
            (kept, await standing(stage.house, network, tx, kept)) for kept in await EditionStore(tx).in_state("sent")
        ]
    for kept, (edition, _) in sent:
        files = await edition_files(stage.house, edition, made_at=kept.built_at)
        written += await asyncio.to_thread(_write, folder, files)
    return written


def check_temporary() -> None:
    """See that there is a place for what the demo keeps while it runs; raises `OSError` with a sentence."""
    try:
        gettempdir()
    except OSError as error:
        raise OSError(
            "There is nowhere to keep the demo's files while it runs. Free some space, or name a folder that you may "
            "write to: TMPDIR=/a/folder make demo"
        ) from error


def check_folder(folder: Path) -> None:
    """See that files can be made in the folder, before anything is played; raises `OSError` with a sentence."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        why = (error.strerror or "it can't be made").lower()
        raise OSError(f"{folder} can't be written: {why}. Start it in a folder that you may write to.") from error


def _write(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]

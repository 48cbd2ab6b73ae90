"""`make demo`: where it listens, and how it stops."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

from tests.demo.running import FILLING, leftovers, started


def test_it_chooses_another_port_says_so_and_stops_cleanly_on_sigterm(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with started(tmp_path, "--port", port, until=FILLING) as (process, address, printed):
            assert f"Port {port} is taken, so this is another one." in printed
            assert not address.endswith(port)
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=30)
            assert process.returncode == 0, said
            assert "Traceback" not in said
    assert leftovers(tmp_path) == []

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import StoreBroken, StoreBusy
from graph.lock import LOCK, take_lock

HOLDING = """
import sys
from pathlib import Path
from graph.lock import take_lock
held = take_lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_busy_store_names_who_holds_it(tmp_path: Path) -> None:
    with take_lock(tmp_path), pytest.raises(StoreBusy) as caught:
        take_lock(tmp_path)
    assert f"process {os.getpid()} on {socket.gethostname()}, since 20" in str(caught.value)


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(StoreBusy, match=f"process {child.pid} on "):
            take_lock(tmp_path)
        child.send_signal(signal.SIGKILL)
    take_lock(tmp_path).close()


@pytest.mark.parametrize("content", ["", "{", '{"pid": 1}', "7"])
def test_a_lock_that_names_nobody_is_a_lock(tmp_path: Path, content: str) -> None:
    with take_lock(tmp_path):
        (tmp_path / LOCK).write_text(content, encoding="utf-8")
        with pytest.raises(StoreBusy, match="another zeren is writing here"):
            take_lock(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    with pytest.raises(StoreBroken, match=str(taken)):
        take_lock(taken)

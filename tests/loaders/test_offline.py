"""The second wall: a process that reads what strangers wrote reaches nobody, whatever its reader lets through."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from loaders.limits import Limits
from loaders.workers import Workers
from tests.networks import needs_leaving

CALLS_OUT = "__import__('socket').create_connection(('127.0.0.1', {}), 2).close()"
pytestmark = needs_leaving


@pytest.fixture
def port() -> Iterator[int]:
    """Where a listener waits that nobody must reach."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(0)
        yield listener.getsockname()[1]
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_process_that_left_the_network_reaches_nobody(port: int) -> None:
    script = f"from loaders.offline import leave_network; leave_network(); {CALLS_OUT.format(port)}"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "Network is unreachable" in ran.stderr


def test_a_reader_of_documents_has_left_it(port: int) -> None:
    with Workers(eval, Limits(seconds=20)) as workers:
        assert "Network is unreachable" in str(workers.answer(CALLS_OUT.format(port)))

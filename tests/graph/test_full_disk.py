"""A full disk: a clear message, the last release untouched, and the same command finishes when there is room."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.disk import room_on_disk
from graph.errors import StoreFull
from graph.release import current_release, open_store
from graph.store import WorkStore
from tests.graph.test_integrity import publish

FILLING = """
import resource, sys
from pathlib import Path
from graph.errors import StoreFull
from graph.publishing import Publication
from graph.store import WorkStore
from tests.graph.test_store import entry

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with WorkStore(Path(sys.argv[1])) as store:
        for number in range(int(sys.argv[3])):
            lines = [f'<https://example.org/{number}/{line}> <https://example.org/p> "x" .' for line in range(500)]
            graph = f"https://example.org/graph/{number}"
            store.replace_document(f"file:///{number}", entry(graph), lines, [])
        print(store.publish(Publication.now()).documents)
except StoreFull as error:
    print(error)
"""
NO_LIMIT = 10**9


def fill(directory: Path, file_bytes: int, documents: int = 20) -> str:
    """Write documents where no file may outgrow a limit: what a full disk and a quota do to a program."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", FILLING, str(directory), str(file_bytes), str(documents)]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


@pytest.mark.parametrize("file_bytes", [1_000, 200_000, 1_000_000])
def test_it_is_said_and_nothing_is_half_done(tmp_path: Path, file_bytes: int) -> None:
    [release] = publish(tmp_path, "one")
    assert fill(tmp_path, file_bytes) == f"{StoreFull(tmp_path)}\n"
    assert current_release(tmp_path) == release
    assert len(open_store(tmp_path)) == 1
    with WorkStore(tmp_path) as store:
        for graph, kept in store.ledger.graphs.items():
            if kept.owner:
                assert sum(quad.graph_name.value == graph for quad in store.store) == 500
    assert fill(tmp_path, NO_LIMIT) == "20\n"
    assert len(open_store(tmp_path)) == 20 * 500 + 1


def test_other_failures_keep_their_name(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="is a directory"), room_on_disk(tmp_path):
        raise IsADirectoryError(21, "is a directory")


@pytest.mark.parametrize(
    "message", ["IO error: No space left on device: While appending to file: x", "Disk quota exceeded"]
)
def test_the_words_of_the_engine_are_understood(tmp_path: Path, message: str) -> None:
    with pytest.raises(StoreFull, match="no space left"), room_on_disk(tmp_path):
        raise OSError(message)

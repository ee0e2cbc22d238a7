"""Memory in huge pages, so that forks are quick."""

import subprocess
import sys

import pytest

from api.workers.huge_pages import HUGE, whole_pages

ANONYMOUS = "rw-p 00000000 00:00 0"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"00200000-00a00000 {ANONYMOUS}", [(HUGE, 4 * HUGE)]),
        (f"00300000-00900000 {ANONYMOUS}  [heap]", [(2 * HUGE, 2 * HUGE)]),
        (f"00300000-00500000 {ANONYMOUS}", []),
        ("00200000-00a00000 r--p 00000000 00:00 0", []),
        ("00200000-00a00000 rw-p 00000000 fe:00 77  /lib/a.so", []),
        ("00200000-00a00000 rw-s 00000000 00:01 9  /dev/zero (deleted)", []),
    ],
    ids=["whole pages", "begins between pages", "too short", "not written", "a file's", "shared"],
)
def test_only_whole_pages_of_own_memory_are_gathered(line: str, found: list[tuple[int, int]]) -> None:
    assert list(whole_pages([line])) == found


PROGRAM = """
import re
from pathlib import Path
from api.workers.huge_pages import gather_into_huge_pages

held = bytearray(b"x" * 16_000_000)
gather_into_huge_pages()
assert set(held) == {ord("x")}
print(re.search("AnonHugePages: *([0-9]+)", Path("/proc/self/smaps_rollup").read_text("ascii"))[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="huge pages are gathered on Linux only")
def test_what_a_process_holds_comes_to_lie_in_huge_pages() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    if not int(ran.stdout):
        pytest.skip("this kernel has no huge pages, or is older than 6.1")
    assert int(ran.stdout) * 1024 >= 6 * HUGE

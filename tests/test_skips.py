"""A skip is a plain reason on one's own machine and a failure where everything is installed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = {
    "a test": "import pytest\n\ndef test_it():\n    pytest.skip('no such program')\n",
    "a module": "import pytest\n\npytest.skip('no such program', allow_module_level=True)\n",
    "a fixture": "def test_it(java):\n    pass\n",
}
WITHOUT_CORPUS = "def test_it(shared):\n    pass\n"


@pytest.mark.parametrize("skipper", SKIPPING)
def test_skip_passes_on_ones_own_machine(repository: Path, tmp_path: Path, skipper: str) -> None:
    assert outcome(repository, tmp_path, SKIPPING[skipper], require_all="0") == "1 skipped"


@pytest.mark.parametrize(
    ("skipper", "expected"), [("a test", "1 failed"), ("a module", "1 error"), ("a fixture", "1 error")]
)
def test_skip_fails_where_everything_is_installed(
    repository: Path, tmp_path: Path, skipper: str, expected: str
) -> None:
    assert outcome(repository, tmp_path, SKIPPING[skipper], require_all="1") == expected


def test_missing_corpus_may_always_be_skipped(repository: Path, tmp_path: Path) -> None:
    assert outcome(repository, tmp_path, WITHOUT_CORPUS, require_all="1") == "1 skipped"


def outcome(repository: Path, folder: Path, module: str, require_all: str) -> str:
    """Counts from the last line of a pytest run that has no programs on its path and no corpus beside it."""
    (folder / "tests").mkdir()
    shutil.copy(repository / "tests" / "conftest.py", folder / "tests")
    (folder / "tests" / "test_it.py").write_text(module, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "ZEREN"))}
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), "tests"],
        cwd=folder,
        env={
            **kept,
            "PATH": str(folder),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "ZEREN_SHARED": str(folder / "absent"),
            "ZEREN_REQUIRE_ALL": require_all,
        },
        capture_output=True,
        text=True,
    )
    return result.stdout.splitlines()[-1].split(" in ")[0]

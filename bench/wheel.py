"""A wheel of zeren, built from a copy of the checkout that holds no earlier build, and unpacked.

python -m bench.wheel FOLDER    builds the wheel of a release into FOLDER: with the reading rules compiled
"""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parent.parent
PACKAGES: Final = ("loaders", "ontology", "graph", "queries", "viz", "api", "examples")
_FILES: Final = ("pyproject.toml", "setup.py", "README.md", "LICENSE")
_BUILD: Final = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


class NotBuilt(Exception):
    """The wheel could not be built; what the compiler said is its text."""


def build_wheel(folder: Path, *, compiled: bool) -> Path:
    """The wheel, in a folder; ``compiled`` needs mypy and a C compiler and takes about a minute. Raises NotBuilt."""
    with TemporaryDirectory() as scratch:
        source = Path(scratch)
        for name in PACKAGES:
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
        for name in _FILES:
            shutil.copy(ROOT / name, source)
        built = subprocess.run(
            [sys.executable, "-c", _BUILD, str(folder.resolve())],
            cwd=source,
            env={**os.environ, "ZEREN_COMPILE": "1" if compiled else "0"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    if built.returncode:
        raise NotBuilt(built.stderr.strip() or built.stdout.strip())
    return folder / built.stdout.splitlines()[-1]


def unpack(wheel: Path, folder: Path) -> Path:
    """The folder, with what the wheel holds in it: on the path, it is zeren as it would be installed."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def main(arguments: Sequence[str]) -> int:
    """Build the wheel of a release and say where it is."""
    try:
        wheel = build_wheel(Path(*arguments), compiled=True)
    except NotBuilt as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{wheel}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

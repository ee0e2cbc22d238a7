"""Wheels of a release carry the reading rules compiled; all else of the build is said in pyproject.toml.

    ZEREN_COMPILE=1 python -m pip wheel --no-deps --no-build-isolation .

is what ``make wheel`` does: it needs mypy, whose compiler translates the modules by their types, and a C compiler.
Without the variable the wheel is Python alone, with the same answers. A module whose frozen values go from process to
process (record.py, extraction.py), or are checked by pydantic, stays Python: a compiled one cannot be unpickled.
"""

import os
import tomllib
from pathlib import Path

from setuptools import Extension, setup


def compiled_modules() -> list[Extension]:
    """The modules that pyproject.toml names, as extensions; none unless they are asked for."""
    if os.environ.get("ZEREN_COMPILE") != "1":
        return []
    from mypyc.build import mypycify

    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
    modules: list[Extension] = mypycify(project["tool"]["zeren"]["compiled"], opt_level="2")
    return modules


setup(ext_modules=compiled_modules())

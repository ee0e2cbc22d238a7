"""What several tests share, and the rule that nothing may be skipped where everything is installed."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ZEREN_SHARED", ROOT.parent / "shared"))
NO_SHARED = "the shared folder with the corpus is not here; name it in ZEREN_SHARED"
REQUIRE_ALL = os.environ.get("ZEREN_REQUIRE_ALL") == "1"

# How hard properties are tried. What is slow is the drawing of long documents, or a busy machine: no test of speed.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("usual", PATIENT)
settings.register_profile("nightly", PATIENT, max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """Root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with ``corpus/`` and ``gold/``, which are test input and never part of the project."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium to look at pages with."""
    return _program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a process, which may start no second one."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def java() -> str:
    """Path of a Java runtime, which the reasoner needs."""
    return _program("java")


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of a LibreOffice to open exported files with."""
    return _program("soffice")


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory of a store built from the examples; read only."""
    from graph.build import build

    directory = tmp_path_factory.mktemp("examples") / "store"
    build([ROOT / "examples"], directory)
    return directory


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"{names[0]} is not installed")
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With ZEREN_REQUIRE_ALL=1 a skipped test is a failed one."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips itself."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = str(report.longrepr)
    if REQUIRE_ALL and report.skipped and NO_SHARED not in reason:
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped here (ZEREN_REQUIRE_ALL=1): {reason}"

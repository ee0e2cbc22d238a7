"""The repository as a whole: what may stand in its files, how long a module may be, what the lock pins."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "tools", "core"}
MODULE_LINES = 300
COPIED_CHARACTERS = 32

# One letter of each stands in brackets, so that this file does not hold what it looks for.
FOREIGN_HOSTS = re.compile(
    r"py[p]i\.org|pythonhoste[d]\.org|npm[j]s\.|un[p]kg\.com|jsdeliv[r]|cdn[j]s\.|googleapi[s]\.com|gstati[c]\.com"
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]/\w+|Use[r]s/\w+|tm[p]/\w+)/")


@pytest.fixture(scope="module")
def tracked(repository: Path) -> tuple[Path, ...]:
    """Every file of the checkout that Git knows or would take."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a Git checkout")
    return tuple(path for name in listed.split("\0") if name and (path := repository / name).is_file())


def text_of(path: Path) -> str:
    """The file's text; one example is encoded as county portals do."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def offending_lines(paths: tuple[Path, ...], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.name}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_registry_or_a_content_network(tracked: tuple[Path, ...]) -> None:
    assert not offending_lines(tracked, FOREIGN_HOSTS)


def test_no_file_names_a_path_of_one_machine(tracked: tuple[Path, ...]) -> None:
    assert not offending_lines(tracked, MACHINE_PATHS)


def test_no_module_outgrows_its_job(tracked: tuple[Path, ...]) -> None:
    modules = (path for path in tracked if path.suffix == ".py")
    long = {path.name: lines for path in modules if (lines := len(text_of(path).splitlines())) > MODULE_LINES}
    assert not long


def test_names_of_files_say_what_is_inside(tracked: tuple[Path, ...]) -> None:
    assert not [path for path in tracked if path.stem in VAGUE_NAMES]


def test_nothing_is_copied_from_the_corpus(tracked: tuple[Path, ...], shared: Path) -> None:
    sources = [path for folder in ("corpus", "corpus_more") for path in (shared / folder).glob("*")]
    theirs = {stretch for path in sources for stretch in stretches(text_of(path))}
    copied = {path.name: found for path in tracked if (found := theirs & stretches(text_of(path)))}
    assert not copied


def stretches(text: str) -> set[str]:
    """Every run of Chinese letters and digits of the length that counts as copied; punctuation and markup drop out."""
    letters = "".join(re.findall(r"[\u4e00-\u9fff0-9]", text))
    return {letters[begin : begin + COPIED_CHARACTERS] for begin in range(len(letters) - COPIED_CHARACTERS + 1)}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_pins_versions_by_hash_without_addresses(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    pins = re.findall(r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+) \\\n    --hash=sha256:", text, re.MULTILINE)
    requirements = re.findall(r"^[a-z0-9]", text, re.MULTILINE)
    assert pins
    assert len(pins) == len(requirements)
    assert not re.search(r"://|^--|@", text, re.MULTILINE)


def test_locks_agree_on_every_version(repository: Path) -> None:
    run, develop = (pinned(repository / name) for name in ("requirements.lock", "requirements-dev.lock"))
    assert run.items() <= develop.items()


def test_every_declared_dependency_is_pinned(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [name for names in project["project"]["optional-dependencies"].values() for name in names]
    declared = [*project["project"]["dependencies"], *extras, *project["dependency-groups"]["dev"]]
    names = {re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower().replace("_", "-") for requirement in declared}
    assert names <= pinned(repository / "requirements-dev.lock").keys()


def pinned(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))

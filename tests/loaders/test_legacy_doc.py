"""The converter is played by a small program of that name: what zeren asks of it, and what becomes of its answers."""

import sys
from pathlib import Path

import pytest

from loaders.errors import UnreadableFile
from loaders.legacy_doc import convert
from loaders.limits import Limits

OLD = b"\xd0\xcf\x11\xe0 an old Word file"
COPIES = """
arguments = sys.argv[1:]
folder, source = Path(arguments[arguments.index("--outdir") + 1]), Path(arguments[-1])
assert "--headless" in arguments and source.suffix == ".doc"
folder.mkdir()
(folder / "source.docx").write_bytes(b"converted " + source.read_bytes())
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are looked for; it is empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(folder: Path, program: str) -> None:
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n{program}", encoding="utf-8")
    path.chmod(0o755)


def test_an_old_file_is_converted_and_nothing_is_left_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder / "temporary"))
    install(folder, COPIES)
    assert convert(OLD, "a.DOC") == b"converted " + OLD
    assert list((folder / "temporary").iterdir()) == []


def test_without_a_converter_the_message_says_what_to_install(folder: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.doc: is an old Word file; install LibreOffice .*save it as \.docx"):
        convert(OLD, "a.doc")


@pytest.mark.parametrize(
    ("program", "reason"),
    [("sys.exit(3)", "LibreOffice could not convert it"), ("", "is no Word file that LibreOffice can open")],
)
def test_a_converter_that_fails_is_named(folder: Path, program: str, reason: str) -> None:
    install(folder, program)
    with pytest.raises(UnreadableFile, match=f"a.doc: {reason}"):
        convert(OLD, "a.doc")


def test_a_converter_that_hangs_is_stopped(folder: Path) -> None:
    install(folder, "import threading; threading.Event().wait()")
    with pytest.raises(UnreadableFile, match=r"did not finish"):
        convert(OLD, "a.doc", Limits(seconds=1))


def test_an_empty_file_is_not_converted(folder: Path) -> None:
    with pytest.raises(UnreadableFile, match="is empty"):
        convert(b" ", "a.doc")

import os
import stat
from pathlib import Path

import pytest

from api.files import CannotWrite, whole_file, whole_folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    output.write_bytes(b"old")
    with whole_file(output) as target:
        target.write(b"new")
        target.flush()
        assert output.read_bytes() == b"old"
    assert (output.read_bytes(), names(tmp_path)) == (b"new", ["out.txt"])


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    output = tmp_path / "out.txt"
    output.write_bytes(b"old")
    with pytest.raises(UnicodeEncodeError), whole_file(output) as target:
        target.writelines([b"new", "\ud800".encode()])
    assert (output.read_bytes(), names(tmp_path)) == (b"old", ["out.txt"])


def test_a_file_keeps_its_permissions_and_a_link_leads_on(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    with whole_file(link) as target:
        target.write(b"new")
    assert (real.read_bytes(), link.is_symlink()) == (b"new", True)
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_what_is_no_ordinary_file_is_written_as_it_comes() -> None:
    with whole_file(Path(os.devnull)) as target:
        target.write(b"away")
    assert not Path(os.devnull).is_file()


def test_a_missing_folder_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="there is no folder"), whole_file(tmp_path / "none" / "out.txt"):
        pass
    with pytest.raises(CannotWrite, match="is a folder"), whole_file(tmp_path):
        pass


def test_a_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    output = tmp_path / "tables"
    output.mkdir()
    with whole_folder(output) as folder:
        (folder / "a.csv").write_text("a", encoding="utf-8")
        assert names(output) == []
    assert (names(output), names(tmp_path)) == (["a.csv"], ["tables"])


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWrite, match="holds something already"), whole_folder(tmp_path):
        pass
    assert names(tmp_path) == ["mine.txt"]


def test_a_failure_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError), whole_folder(tmp_path / "tables") as folder:
        (folder / "a.csv").write_text("\ud800", encoding="utf-8")
    assert names(tmp_path) == []

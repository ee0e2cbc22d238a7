"""A backup gives the same store elsewhere; one that is not whole, or no backup, changes nothing."""

import io
import tarfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.backup import restore_backup, save_backup
from graph.errors import BadBackup, StoreBroken, StoreMissing
from graph.release import current_release, open_store
from graph.store import WorkStore
from tests.graph.test_integrity import lose, publish
from tests.graph.test_store import entry, line

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
NAME = Path("backup.tar")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    directory = tmp_path / "store"
    publish(directory, "one")
    with WorkStore(directory) as work:  # not published: only the work store has it
        work.replace_document("file:///a", entry(), [line("two")], [])
    (directory / "aliases.tsv").write_text("alias\tname\n", encoding="utf-8")
    return directory


def saved(directory: Path) -> bytes:
    target = io.BytesIO()
    save_backup(directory, target, NOON)
    return target.getvalue()


def restore(data: bytes, directory: Path, *, over: bool = False) -> None:
    restore_backup(io.BytesIO(data), NAME, directory, replace=over)


def test_a_restored_store_is_the_same(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    restore(saved(store), other)
    restored = replace(current_release(other), path=current_release(store).path)
    assert restored == current_release(store)
    assert set(map(str, open_store(other))) == set(map(str, open_store(store)))
    assert (other / "aliases.tsv").read_text(encoding="utf-8") == "alias\tname\n"
    with WorkStore(other) as work:
        assert work.ledger.document_count() == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "store"]


def test_saving_leaves_the_store_as_it_was(store: Path) -> None:
    before = sorted(path.name for path in store.iterdir())
    saved(store)
    assert sorted(path.name for path in store.iterdir()) == before


def test_a_store_that_is_there_is_replaced_only_when_told(store: Path, tmp_path: Path) -> None:
    data = saved(store)
    publish(store, "three")
    with pytest.raises(BadBackup, match="holds something already"):
        restore(data, store)
    restore(data, store, over=True)
    assert current_release(store).number == 1
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_a_backup_that_was_cut_off_anywhere_is_refused(store: Path, tmp_path: Path) -> None:
    data = saved(store)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        places = [*[entry.offset for entry in tar][1:], len(data) // 2, 700]
    for place in places:
        with pytest.raises(BadBackup, match=r"backup\.tar: is "):
            restore(data[:place], tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_backup_with_a_changed_byte_is_refused(store: Path, tmp_path: Path) -> None:
    data = saved(store)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        places = [entry.offset_data + entry.size // 2 for entry in tar if entry.size][1:]
    for place in places:
        spoilt = bytearray(data)
        spoilt[place] ^= 1
        with pytest.raises(BadBackup, match=r"backup\.tar: is damaged"):
            restore(bytes(spoilt), tmp_path / "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"no tar", b"\0" * 10_240, archive({"a.txt": b"x"})):
        with pytest.raises(BadBackup, match=r"backup\.tar: is "):
            restore(data, tmp_path / "other")


@pytest.mark.parametrize("member", ["../outside", "/outside", "a/../../outside"])
def test_no_member_leads_out_of_the_store(tmp_path: Path, member: str) -> None:
    with pytest.raises(BadBackup, match="outside is not of one"):
        restore(archive({"zeren-backup.json": b"{}", member: b"x"}), tmp_path / "other")
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = io.BytesIO(archive({"zeren-backup.json": b"{}"}))
    with tarfile.open(fileobj=target, mode="a") as tar:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(link)
    with pytest.raises(BadBackup, match="link is not of one"):
        restore(target.getvalue(), tmp_path / "other")


def archive(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def test_a_damaged_release_is_not_saved_as_if_it_were_whole(store: Path) -> None:
    lose(current_release(store))
    with pytest.raises(StoreBroken, match="damaged"):
        saved(store)


def test_without_a_store_there_is_nothing_to_save(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        saved(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []

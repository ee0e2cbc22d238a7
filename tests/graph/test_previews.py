"""What waits to be published: bounded in number, size and age, each for its owner, and gone when it is discarded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.errors import RefusedUpload
from graph.previews import PREVIEWS, Bounds, Preview, Previews
from graph.uploads import UPLOADS, move_upload, uploaded_sources

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def previews(tmp_path: Path) -> Previews:
    return Previews(tmp_path, Bounds(documents=2, bytes=1000, seconds=7200))


def keep(previews: Previews, owner: str = "li", name: str = "a.txt", size: int = 10, at: datetime = NOW) -> Preview:
    preview, _ = previews.keep(owner, name, [b"x" * size], at)
    previews.note(preview, "{}")
    return preview


def files(previews: Previews) -> list[Path]:
    return sorted(previews.folder.glob("*"))


def test_what_is_kept_is_its_owners_alone(previews: Previews) -> None:
    kept = keep(previews)
    assert previews.of("li", NOW) == (kept,)
    assert previews.find("wang", kept.id, NOW) is None
    assert previews.read(kept) == "{}"


def test_nothing_remains_of_what_is_discarded(previews: Previews) -> None:
    previews.discard(keep(previews))
    assert files(previews) == []


def test_too_many_that_wait_are_refused_and_those_that_are_done_give_way(previews: Previews) -> None:
    first, _ = keep(previews), keep(previews, at=NOW + HOUR / 60)
    with pytest.raises(RefusedUpload, match="2 documents wait already"):
        keep(previews)
    keep(previews, owner="wang")
    previews.note(replace(first, release="r1"))
    third = keep(previews, at=NOW + HOUR / 30)
    assert [one.id for one in previews.of("li", NOW)][1:] == [third.id]


def test_a_document_for_which_there_is_no_room_leaves_nothing(previews: Previews) -> None:
    keep(previews, owner="wang", size=900)
    before = files(previews)
    with pytest.raises(RefusedUpload, match="no room"):
        keep(previews, size=200)
    assert files(previews) == before


def test_what_is_old_is_forgotten(previews: Previews) -> None:
    keep(previews, at=NOW - 3 * HOUR)
    assert previews.of("li", NOW) == ()
    young = keep(previews, owner="wang")
    assert {path.name.partition(".")[0] for path in files(previews)} == {young.id}


def test_what_became_of_a_document_is_known_and_its_content_is_not(previews: Previews) -> None:
    kept = keep(previews)
    previews.refuse("li", "../<b>.txt", "is empty", None, NOW)
    previews.note(replace(kept, release="r1"))
    names = [one.name for one in previews.of("li", NOW)]
    assert sorted(names) == ["<b>.txt", "a.txt"]
    assert {path.suffix for path in files(previews)} == {".about"}


def test_a_file_that_is_none_of_ours_is_passed_over(previews: Previews) -> None:
    kept = keep(previews)
    (previews.folder / "x.about").write_text('{"id": 1}', encoding="utf-8")
    assert previews.of("li", NOW) == (kept,)


def test_a_document_moves_whole_and_back(previews: Previews, tmp_path: Path) -> None:
    source = previews.source(keep(previews))
    assert source is not None
    moved = move_upload(source, tmp_path / UPLOADS)
    assert [one.called for one in uploaded_sources(tmp_path)] == ["a.txt"]
    assert uploaded_sources(tmp_path, PREVIEWS) == []
    back = move_upload(moved, previews.folder)
    assert (back, uploaded_sources(tmp_path)) == (source, [])

"""A damaged release is noticed, the last good one offered, and going back to it leaves a store that builds on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from graph.errors import NoSuchRelease, ReleaseDamaged, StoreMissing
from graph.integrity import damage_of, sound_release
from graph.publishing import Publication
from graph.release import Release, current_release, open_store, releases
from graph.rollback import roll_back
from graph.store import WorkStore

NOON = Publication(datetime(2026, 1, 2, 12, tzinfo=UTC), keep=3)
GRAPH = NamedNode("https://example.org/graph/a")
ALL = 10**9

Damage = Callable[[Release], None]


def publish(directory: Path, *names: str) -> list[Release]:
    with WorkStore(directory) as store:
        return [_publish(store, name) for name in names]


def _publish(store: WorkStore, name: str) -> Release:
    store.replace_graph(GRAPH, [f'<https://example.org/{name}> <https://example.org/p> "x" .'])
    return store.publish(NOON)


def _largest(release: Release) -> Path:
    return max(release.store_path.glob("*.sst"), key=lambda path: path.stat().st_size)


def flip(release: Release) -> None:
    path = _largest(release)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()  # other releases have the same file by a hard link
    path.write_bytes(content)


def cut(release: Release) -> None:
    path = _largest(release)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:-1])


def lose(release: Release) -> None:
    _largest(release).unlink()


def spoil_description(release: Release) -> None:
    (release.path / "release.json").write_text("{", encoding="utf-8")


DAMAGES: dict[Damage, str] = {
    flip: "another content",
    cut: "another size",
    lose: "missing",
    spoil_description: "description",
}


def test_a_whole_release_is_sound(tmp_path: Path) -> None:
    [release] = publish(tmp_path, "one")
    assert sound_release(tmp_path, ALL) == release


def test_reading_a_release_does_not_change_it(tmp_path: Path) -> None:
    [release] = publish(tmp_path, "one")
    assert len(open_store(tmp_path)) == 1
    assert damage_of(release, ALL) is None


def test_without_a_store_that_is_what_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        sound_release(tmp_path, ALL)


@pytest.mark.parametrize(("damage", "reason"), DAMAGES.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_damage_is_noticed_and_the_last_good_release_is_offered(tmp_path: Path, damage: Damage, reason: str) -> None:
    first, second = publish(tmp_path, "one", "two")
    damage(second)
    with pytest.raises(ReleaseDamaged, match=reason) as caught:
        sound_release(tmp_path, ALL)
    assert caught.value.good == first.id
    assert f"zeren rollback --store {tmp_path}" in str(caught.value)
    assert roll_back(tmp_path, ALL) == first == sound_release(tmp_path, ALL)
    [third] = publish(tmp_path, "two")
    assert (third.number, sound_release(tmp_path, ALL)) == (3, third)


def test_of_a_larger_release_than_is_read_the_sizes_count(tmp_path: Path) -> None:
    [published] = publish(tmp_path, "one")
    release = replace(published, files={name: (size, "") for name, (size, _) in published.files.items()})
    assert damage_of(release, whole_bytes=0) is None
    assert damage_of(release, ALL) is not None
    lose(release)
    assert damage_of(release, whole_bytes=0) is not None


def test_where_no_release_is_whole_a_backup_is_offered(tmp_path: Path) -> None:
    [release] = publish(tmp_path, "one")
    lose(release)
    with pytest.raises(ReleaseDamaged, match="zeren restore") as caught:
        sound_release(tmp_path, ALL)
    assert caught.value.good is None
    with pytest.raises(NoSuchRelease, match="zeren restore"):
        roll_back(tmp_path, ALL)


@pytest.mark.parametrize("wanted", ["1", "id"])
def test_a_release_is_chosen_by_number_or_id(tmp_path: Path, wanted: str) -> None:
    first, *_ = publish(tmp_path, "one", "two", "three")
    assert roll_back(tmp_path, ALL, first.id if wanted == "id" else wanted) == first
    assert current_release(tmp_path) == first


def test_a_release_that_is_not_there_cannot_be_chosen(tmp_path: Path) -> None:
    publish(tmp_path, "one")
    with pytest.raises(NoSuchRelease, match="no whole release 9"):
        roll_back(tmp_path, ALL, "9")


def test_a_build_that_changes_nothing_publishes_again_where_files_are_gone(tmp_path: Path) -> None:
    [first] = publish(tmp_path, "one")
    lose(first)
    [second] = publish(tmp_path, "one")
    assert (second.number, sound_release(tmp_path, ALL)) == (2, second)


def test_a_release_that_cannot_be_described_stops_no_build_and_goes_in_its_turn(tmp_path: Path) -> None:
    [first] = publish(tmp_path, "one")
    spoil_description(first)
    publish(tmp_path, "two", "three", "four")
    assert [release.number for release in releases(tmp_path)] == [2, 3, 4]
    assert not first.path.exists()


def test_releases_half_removed_are_swept_away(tmp_path: Path) -> None:
    left = tmp_path / "releases" / ".removed-000001-abc"
    left.mkdir(parents=True)
    publish(tmp_path, "one")
    assert not left.exists()

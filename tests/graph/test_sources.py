from pathlib import Path

import pytest

from graph.sources import file_key, file_of, find_sources, is_gone, key_name
from loaders.exchange import as_json_line
from loaders.record import Record


def test_documents_come_before_records_and_each_once(tmp_path: Path, plan: Record) -> None:
    (tmp_path / "a.jsonl").write_text(as_json_line(plan) + "\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("临江市方案", encoding="utf-8")
    sources, unreadable = find_sources([tmp_path / "a.jsonl", tmp_path / "b.txt", tmp_path / "a.jsonl"])
    assert ([source.path.name for source in sources], unreadable) == (["b.txt", "a.jsonl"], [])
    assert sources[1].record == plan
    assert [source.name for source in sources] == [f"{tmp_path}/b.txt", f"{tmp_path}/a.jsonl (临江.txt)"]


def test_records_of_a_folder_are_found(tmp_path: Path, plan: Record) -> None:
    (tmp_path / "a.jsonl").write_text(as_json_line(plan) + "\n", encoding="utf-8")
    sources, _ = find_sources([tmp_path])
    assert [source.record for source in sources] == [plan]


def test_a_digest_tells_contents_apart(tmp_path: Path, plan: Record) -> None:
    path = tmp_path / "a.txt"
    digests = set()
    for text in ("甲", "乙", "甲"):
        path.write_text(text, encoding="utf-8")
        [source], _ = find_sources([path])
        digests.add(source.content_digest())
    assert len(digests) == 2


def test_a_file_has_one_key_however_it_is_spelled(tmp_path: Path) -> None:
    assert file_key(tmp_path / "x" / ".." / "甲 1.txt") == file_key(tmp_path / "甲 1.txt")
    assert file_key(Path("/甲/b c#d.txt")) == "file:///甲/b%20c%23d.txt"


def test_a_key_leads_back_to_what_people_call_it() -> None:
    path = Path("/甲/b c#d.txt")
    assert key_name(file_key(path)) == str(path)
    assert key_name(f"{file_key(path)}#%E7%94%B2%20.txt") == f"{path} (甲 .txt)"
    assert file_of(f"{file_key(path)}#甲.txt") == file_key(path)


@pytest.mark.parametrize(
    ("key", "gone"),
    [
        ("file:///in/a.txt", False),
        ("file:///in/b.txt", True),
        ("file:///in/deep/b.jsonl#x", True),
        ("file:///inn/b.txt", False),
        ("file:///else/b.txt", False),
    ],
)
def test_only_what_a_named_folder_lost_is_gone(key: str, gone: bool) -> None:
    assert is_gone(key, [Path("/in")], {"file:///in/a.txt"}) is gone

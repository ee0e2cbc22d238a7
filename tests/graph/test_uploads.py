"""Uploads are kept under names made here, whole or not at all, and built like any other document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.build import build
from graph.errors import RefusedUpload, StoreFull
from graph.uploads import UPLOADS, clean_name, drop_upload, keep_upload, uploaded_sources

PLAN = "临江市供水保障方案\n一、主要任务\n(一)改造管网。到2026年漏损率降至9%以下。(牵头单位:市水务局)\n".encode()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("方案.txt", "方案.txt"),
        ("../../etc/方案.txt", "方案.txt"),
        ("C:\\文件\\方案.txt", "方案.txt"),
        ("a\x00\x1b[31m\u202e\n.txt", "a[31m.txt"),
        ("长" * 500 + ".docx", "长" * 120 + ".docx"),
        (" . ", ""),
        ("", ""),
    ],
)
def test_a_name_is_its_last_part_without_what_cannot_be_seen(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_what_is_kept_is_found_again_under_the_name_it_had(tmp_path: Path) -> None:
    source = keep_upload(tmp_path, "方案.txt", [PLAN[:20], PLAN[20:]])
    assert source.path.read_bytes() == PLAN
    assert "方案" not in source.path.name
    assert uploaded_sources(tmp_path) == [source]
    drop_upload(source)
    assert (uploaded_sources(tmp_path), list((tmp_path / UPLOADS).iterdir())) == ([], [])


def test_half_of_an_upload_is_none(tmp_path: Path) -> None:
    source = keep_upload(tmp_path, "方案.txt", [PLAN])
    about = source.path.with_suffix(".json")
    about.write_text('{"na', encoding="utf-8")
    assert uploaded_sources(tmp_path) == []
    about.unlink()
    assert uploaded_sources(tmp_path) == []


def test_a_sender_who_leaves_leaves_nothing_behind(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield PLAN
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreFull):
        keep_upload(tmp_path, "方案.txt", pieces())
    assert list((tmp_path / UPLOADS).iterdir()) == []


@pytest.mark.parametrize("name", ["a.exe", "a.zip", "a.jsonl", "a", ".txt", ""])
def test_what_is_no_single_document_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedUpload, match="unknown suffix"):
        keep_upload(tmp_path, name, [PLAN])
    assert list(tmp_path.iterdir()) == []


def test_a_build_of_other_files_builds_uploads_that_were_not_built_yet(tmp_path: Path) -> None:
    other = tmp_path / "另一方案.txt"
    other.write_text("青川市治水方案\n一、任务\n清淤。(责任单位:市水利局)\n", encoding="utf-8")
    (tmp_path / "s").mkdir()
    keep_upload(tmp_path / "s", "方案.txt", [PLAN])
    report = build([other], tmp_path / "s")
    assert sorted(report.built) == sorted([str(other), "方案.txt"])
    assert build([other], tmp_path / "s").removed == []

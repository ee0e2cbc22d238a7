import hashlib
from pathlib import Path

import pytest

from loaders.errors import NoDocuments, UnreadableFile
from loaders.reading import find_documents, read_document


def write(folder: Path, name: str, text: str = "临江市水规划\n一、目标\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["a.txt", "b.TEXT", "c.md", "d.markdown"])
def test_text_is_kept_as_it_is(tmp_path: Path, name: str) -> None:
    document = read_document(write(tmp_path, name, "# 水规划\n\n发布日期:2023-01-05\n"))
    assert document.text == "# 水规划\n\n发布日期:2023-01-05\n"
    assert document.source == name
    (published,) = document.page_fields
    assert document.text[published.span.begin : published.span.end] == "2023-01-05"


def test_a_page_gives_its_text_tables_and_title(tmp_path: Path) -> None:
    table = "<table><tr><td>任务</td><td>单位</td></tr><tr><td>治水</td><td>市水务局</td></tr></table>"
    path = write(tmp_path, "page.html", f"<title>水规划</title><div id=zoom><p>正文</p>{table}</div>")
    document = read_document(path)
    assert (document.page_title, document.text.split("\n")[0], len(document.tables)) == ("水规划", "正文", 1)
    assert document.content_hash == hashlib.sha256(path.read_bytes()).hexdigest()


def test_pipes_in_markdown_are_a_table(tmp_path: Path) -> None:
    assert len(read_document(write(tmp_path, "t.md", "|任务|单位|\n|-|-|\n|治水|市水务局|\n")).tables) == 1


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("empty.txt", "", "is empty"),
        ("blank.html", "<html><body><script>1</script></body></html>", "holds no text"),
        ("scan.tiff", "x", r"unknown suffix \.tiff; zeren reads \.txt"),
        ("noname", "x", r"unknown suffix \(none\)"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason(tmp_path: Path, name: str, text: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=f"{name}: {reason}"):
        read_document(write(tmp_path, name, text))


def test_a_missing_file_and_a_folder_are_no_documents(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file or folder"):
        read_document(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_document(tmp_path / "folder.txt")


def test_a_folder_is_searched_in_order_and_hidden_or_unknown_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.html", "a.md", ".hidden.txt", ".git/x.txt", "picture.png", "saved.jsonl"):
        write(tmp_path, name)
    found = find_documents([tmp_path, tmp_path / "a.md"])
    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.md", "b/1.html", "b/2.txt", "saved.jsonl"]


def test_what_is_named_outright_must_be_readable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file or folder"):
        find_documents([tmp_path / "gone"])
    with pytest.raises(UnreadableFile, match="unknown suffix"):
        find_documents([write(tmp_path, "picture.png")])


def test_nothing_to_read_is_an_error_that_names_the_place(tmp_path: Path) -> None:
    with pytest.raises(NoDocuments, match=str(tmp_path)):
        find_documents([tmp_path])

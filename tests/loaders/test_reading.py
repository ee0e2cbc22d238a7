import hashlib
from pathlib import Path

import pytest

from loaders.errors import NoDocuments, UnreadableFile
from loaders.reading import find_documents, read_document, read_documents
from tests.loaders.office_files import paragraph, write_docx, write_zip
from tests.loaders.pdf_files import Sheet, write_pdf


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
        ("empty.txt", "", "is empty; give the file again"),
        ("empty.docx", " ", "is empty; give the file again"),
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


def test_a_link_to_nothing_is_found_in_a_folder_and_reported(tmp_path: Path) -> None:
    link, unknown = tmp_path / "link.txt", tmp_path / "link.png"
    for path in (link, unknown):
        path.symlink_to(tmp_path / "gone")
    assert find_documents([tmp_path]) == (link,)
    with pytest.raises(UnreadableFile, match=r"link\.txt: is a link to a file that is not there; mend"):
        read_document(link)


def test_what_is_named_outright_must_be_readable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="gone: no such file or folder; check the path"):
        find_documents([tmp_path / "gone"])
    with pytest.raises(UnreadableFile, match="unknown suffix"):
        find_documents([write(tmp_path, "picture.png")])


def test_nothing_to_read_is_an_error_that_names_the_place(tmp_path: Path) -> None:
    with pytest.raises(NoDocuments, match=str(tmp_path)):
        find_documents([tmp_path])


WORD = write_docx(paragraph("临江市水规划"))
PLAIN = "临江市水规划".encode()
INNER = write_zip({"乙.txt": PLAIN, "更深.zip": write_zip({"丙.txt": PLAIN})})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", WORD),
        ("a.DOCM", WORD),
        ("a.doc", WORD),
        ("a.doc", "<html><body>临江市水规划</body></html>".encode("gb18030")),
        ("a.pdf", write_pdf(Sheet().text(80, 200, "临江市水规划"))),
        ("a.zip", write_zip({"规划.txt": PLAIN})),
    ],
)
def test_other_formats_are_read_by_their_suffix(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert read_document(path).text == "临江市水规划"


def zipped(folder: Path, members: dict[str, bytes | str]) -> Path:
    path = folder / "a.zip"
    path.write_bytes(write_zip(members))
    return path


def test_a_zip_file_gives_its_documents_in_order_under_their_own_names(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "b/规划.docx": WORD,
        "a.txt": PLAIN,
        "__MACOSX/a.txt": "x",
        "b/~$规划.docx": "x",
        "c.png": "x",
    }
    documents = list(read_documents(zipped(tmp_path, {**members, ".隐藏.txt": "x", "旧.jsonl": "x"})))
    assert [document.source for document in documents] == ["b/规划.docx", "a.txt"]
    assert documents[1].content_hash == hashlib.sha256(PLAIN).hexdigest()


def test_a_zip_file_in_a_zip_file_is_opened_once(tmp_path: Path) -> None:
    found: list[str] = []
    with pytest.raises(
        UnreadableFile, match=r"1 of 2 documents in it not read: 内\.zip/更深\.zip: is a zip file in a zip"
    ):
        found.extend(document.source for document in read_documents(zipped(tmp_path, {"内.zip": INNER})))
    assert found == ["内.zip/乙.txt"]


def test_what_is_damaged_in_a_zip_file_is_named_after_the_rest_was_read(tmp_path: Path) -> None:
    documents = read_documents(zipped(tmp_path, {"坏.docx": b"x", "好.txt": PLAIN, "空.txt": b""}))
    assert next(documents).source == "好.txt"
    with pytest.raises(
        UnreadableFile, match=r"a\.zip: 2 of 3 documents in it not read: 坏\.docx: .*; 空\.txt: is empty"
    ):
        next(documents)


def test_zip_files_inside_share_one_allowance(tmp_path: Path) -> None:
    dense = write_zip({f"{number}.bin": b"\0" * 9_900_000 for number in range(1)})
    members: dict[str, bytes | str] = {f"{number}.zip": dense for number in range(25)}
    with pytest.raises(UnreadableFile, match="would unpack to more than 200 MB"):
        list(read_documents(zipped(tmp_path, {**members, "a.txt": PLAIN})))


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"a.png": "x"}, r"holds no documents; zeren reads \.txt"),
        ({"a.txt": "甲", "b.txt": "乙"}, "holds 2 documents, not one"),
    ],
)
def test_a_zip_file_that_does_not_hold_one_document_is_none(
    tmp_path: Path, members: dict[str, bytes | str], reason: str
) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_document(zipped(tmp_path, members))


def test_zip_files_and_office_files_are_found_in_folders(tmp_path: Path) -> None:
    for name in ("a.docx", "b.zip", "c.xlsx", "d.pdf", "e.doc", "~$a.docx"):
        write(tmp_path, name)
    assert [path.name for path in find_documents([tmp_path])] == ["a.docx", "b.zip", "c.xlsx", "d.pdf", "e.doc"]


def test_saved_records_are_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="unknown suffix"):
        read_document(write(tmp_path, "a.jsonl"))

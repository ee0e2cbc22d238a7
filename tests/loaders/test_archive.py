from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from loaders.archive import open_archive
from loaders.errors import UnreadableFile
from tests.loaders.office_files import write_zip


def test_members_are_listed_in_order_and_folders_are_none() -> None:
    opened = open_archive(write_zip({"b.txt": "乙", "a/": "", "a/c.txt": "丙"}), "a.zip")
    assert list(opened.names()) == ["b.txt", "a/c.txt"]
    assert opened.read("a/c.txt").decode() == "丙"
    assert (opened.has("b.txt"), opened.has("d.txt")) == (True, False)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_chinese_are_read_though_the_archive_does_not_say_how(encoding: str) -> None:
    name = "治水/规划.txt"
    placeholder = "x" * len(name.encode(encoding))
    data = write_zip({placeholder: "乙"}).replace(placeholder.encode(), name.encode(encoding))
    opened = open_archive(data, "a.zip")
    assert list(opened.names()) == [name]
    assert opened.read(name).decode() == "乙"


@pytest.mark.parametrize("name", ["规划.txt", "naïve.txt"])
def test_names_that_say_how_they_are_written_are_taken_as_they_are(name: str) -> None:
    assert list(open_archive(write_zip({name: "x"}), "a.zip").names()) == [name]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is damaged"),
        (b"PK\x03\x04 and no more", "is damaged"),
        (write_zip({"a": b"\0" * 20_000_000}), "would unpack to more than 100 times its size"),
        (write_zip({str(number): b"\0" * 21_000_000 for number in range(10)}), "would unpack to more than 200 MB"),
        (write_zip({str(number): "" for number in range(2_001)}), "holds more than 2000 files"),
    ],
    ids=["empty", "cut", "dense", "bomb", "many"],
)
def test_what_is_unreasonable_is_refused_before_it_is_unpacked(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=f"a.zip: {reason}"):
        open_archive(data, "a.zip")


def test_a_small_file_may_be_dense() -> None:
    assert open_archive(write_zip({"a": b"\0" * 1_000_000}), "a.zip").expanded == 1_000_000


def test_a_member_without_a_name_is_passed_over() -> None:
    data = write_zip({"a.txt": "甲", "b.txt": "乙"}).replace(b"b.txt", b"\0.txt")
    assert list(open_archive(data, "a.zip").names()) == ["a.txt"]


def encrypted() -> bytes:
    """A zip file whose member says that it is encrypted."""
    data = bytearray(write_zip({"a.txt": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def wrongly_sized() -> bytes:
    """A zip file whose directory promises less than its member holds."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr(ZipInfo("a.txt"), b"\0" * 1_000)
    data = bytearray(target.getvalue())
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (5).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encrypted(), "is protected by a password"),
        (wrongly_sized(), "is damaged: a.txt in it cannot be unpacked"),
        (write_zip({"b.txt": "x"}), "is damaged: a.txt is missing from it"),
    ],
)
def test_a_member_that_cannot_be_read_is_named_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=f"a.zip: {reason}"):
        open_archive(data, "a.zip").read("a.txt")

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.encoding import decode
from loaders.errors import UnreadableFile

SENTENCE = "临江市人民政府关于加强水质管理工作的意见,由市水务局牵头,责任单位为各县(市、区)政府。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5"]
)
def test_chinese_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    text = "臨江市政府關於加強水質管理工作的意見,由市水務局負責。\n" if encoding == "big5" else SENTENCE
    assert decode(text.encode(encoding), "plan.txt") == text


def test_a_declared_charset_covers_the_wider_set_of_its_family() -> None:
    page = f'<meta charset="gb2312"><p>{SENTENCE}㐀</p>'
    assert decode(page.encode("gb18030"), "plan.html") == page


def test_a_few_broken_bytes_do_not_spoil_the_rest() -> None:
    data = (SENTENCE * 20).encode()
    text = decode(data[:300] + b"\xff" + data[300:], "plan.txt")
    assert text.count("市水务局") == 20


def test_line_ends_become_line_feeds() -> None:
    assert decode("一\r\n二\r三\n".encode(), "plan.txt") == "一\n二\n三\n"


@pytest.mark.parametrize("data", [b"", b"  \n\t "])
def test_an_empty_file_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"plan\.txt: is empty"):
        decode(data, Path("plan.txt"))


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 40, b"%PDF-1.7 \xe2\xe3", b"PK\x03\x04\x14\x00", b"\x89PNG\r\n", b"\x7fELF" + b"\0\1\2" * 99],
)
def test_a_binary_file_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"plan\.txt: is .*save it as"):
        decode(data, "plan.txt")


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_give_text_or_a_clear_refusal(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        assert "\r" not in decode(data, "odd.txt")

"""Bytes to text: the one place where characters are decoded.

Order: byte order mark, UTF-8, UTF-16 betrayed by its zero bytes, UTF-8 with a few broken bytes, the charset a page
declares, then the Chinese encoding whose result reads most like Chinese; charset-normalizer is asked last.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import charset_normalizer

from loaders.errors import UnreadableFile

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_:-]{3,20})", re.IGNORECASE)
_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
}
_HEAD: Final = 4096
_SAMPLE: Final = 65_536
_BROKEN_SHARE: Final = 0.005
_CONTROL_SHARE: Final = 0.01
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_COMMON: Final = frozenset(
    "的一是在和有为以对市工作发展管理质量政府部门单位责任建设实施加强及各、。，:《》〔〕年月日第"
)


def decode(data: bytes, path: Path | str) -> str:
    """The text of a file, without byte order mark, every line ended by a line feed alone.

    Raises UnreadableFile, naming ``path``, when the file is empty, binary, or in no known encoding.
    """
    if not data.strip():
        raise UnreadableFile(path, "is empty")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFile(path, f"is {kind}, not text; save it as .txt or .html")
    text = next((text for text in _attempts(data) if _is_text(text)), None)
    if text is None:
        raise UnreadableFile(path, "is binary, or in an encoding zeren does not know; save it as UTF-8")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _attempts(data: bytes) -> Iterator[str]:
    """Decodings in order of trust."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield data[len(mark) :].decode(encoding, errors="replace")
            return
    yield from _strictly(data, "utf-8")
    if b"\0" in data[:_SAMPLE]:
        yield from _best(data, ("utf-16-le", "utf-16-be"))
        return
    mended = data.decode("utf-8", errors="replace")
    if mended.count("\ufffd") <= len(mended) * _BROKEN_SHARE:
        yield mended
    if declared := _DECLARED.search(data[:_HEAD]):
        name = declared[1].decode("ascii").lower()
        yield from _strictly(data, _WIDER.get(name, name))
    yield from _best(data, ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs"))
    guess = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if guess is not None:
        yield from _strictly(data, guess.encoding)


def _strictly(data: bytes, encoding: str) -> Iterator[str]:
    try:
        yield data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return


def _best(data: bytes, encodings: tuple[str, ...]) -> Iterator[str]:
    """The decoding with the largest share of signs that are common in documents, if it breaks few bytes."""
    sample = data[:_SAMPLE]
    ranked = sorted(encodings, key=lambda encoding: -_likeness(sample.decode(encoding, errors="replace")))
    text = data.decode(ranked[0], errors="replace")
    if text.count("\ufffd") <= len(text) * _BROKEN_SHARE + 1:
        yield text


def _likeness(text: str) -> float:
    good = sum(sign in _COMMON or (" " <= sign <= "~") or sign in "\r\n\t" for sign in text)
    return (good - 5 * text.count("\ufffd")) / max(1, len(text))


def _is_text(text: str) -> bool:
    return len(_CONTROLS.findall(text[:_SAMPLE])) <= len(text[:_SAMPLE]) * _CONTROL_SHARE

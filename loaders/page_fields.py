"""The labelled values that a page prints above or below a document: 成文日期:2019年01月12日, in a table or in a line.

Works on text, so that a saved .txt of a portal page is read like the page itself. The labels are data:
``lexicon/page.toml``. A value ends at a tab, at the next label, or with its line.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from loaders.document import PageField
from loaders.lexicon import load_lexicon
from loaders.record import Span
from loaders.width import narrow

_HEAD: Final = 6_000
_TAIL: Final = 1_500
_LONGEST_LINE: Final = 600
_LONGEST_VALUE: Final = 80
_LONGEST_LABEL: Final = 20
_LINE: Final = re.compile(r"[^\n]+")
_MARKS: Final = " \t*-#|[]【】"
_VALUE: Final = re.compile(r"(?:[一-龥]{1,24} ?)?[〔\[(【]? ?(?:19|20)\d\d ?[-./年〕\])】]")
_BLANKS: Final = re.compile(r"[\s\u200b]+")


def find_page_fields(text: str) -> tuple[PageField, ...]:
    """The labelled values in the first and last lines of a text, in order; those without a value are left out."""
    cut = max(_HEAD, len(text) - _TAIL)
    lines = [*_LINE.finditer(text, 0, _HEAD), *_LINE.finditer(text, cut)]
    fields: list[PageField] = []
    for index, line in enumerate(lines):
        if len(line.group()) > _LONGEST_LINE:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        fields.extend(_fields_of_line(text, line.start(), line.end(), following))
    return tuple(fields)


def has_page_field(line: str) -> bool:
    """Whether the line prints a label with its colon, or nothing but labels and values in cells."""
    return any(True for _ in _labels_in(narrow(line), line))


def is_label(printed: str) -> bool:
    """Whether the words are a label and nothing else, blanks aside: 文　　号."""
    return len(printed) <= _LONGEST_LABEL and _BLANKS.sub("", printed) in load_lexicon("page").words["labels"]


def _fields_of_line(text: str, begin: int, end: int, following: re.Match[str] | None) -> Iterator[PageField]:
    line = text[begin:end]
    found = list(_labels_in(narrow(line), line))
    for place, (label, _, value_begin) in enumerate(found):
        value_end = found[place + 1][1] if place + 1 < len(found) else len(line)
        span = _trim(text, begin + value_begin, begin + value_end)
        # A page of blocks prints the label alone; its value is the next line.
        if span.begin == span.end and following and _stands_alone(line, found) and _may_be_value(following.group()):
            span = _trim(text, following.start(), following.end())
        if span.begin < span.end:
            yield PageField(label, span)


def _stands_alone(line: str, found: list[tuple[str, int, int]]) -> bool:
    return len(found) == 1 and not line[: found[0][1]].strip(_MARKS)


def _may_be_value(line: str) -> bool:
    return len(line) <= _LONGEST_VALUE and not has_page_field(line)


def _trim(text: str, begin: int, end: int) -> Span:
    while begin < end and (text[begin].isspace() or text[begin] in _MARKS):
        begin += 1
    first_cell = text.find("\t", begin, end)
    end = first_cell if first_cell >= 0 else end
    while end > begin and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    return Span(begin, end)


def _labels_in(narrowed: str, line: str) -> Iterator[tuple[str, int, int]]:
    """Label, where it begins and where its value may begin, for each label of a line.

    After a first label, further ones need no colon: 文  号 临政办〔2023〕13号  发布机构 临江市人民政府.
    """
    seen = 0
    for match in _label_pattern().finditer(narrowed):
        sign = match["sign"]
        alone_in_cell = (bool(sign) or match.end() == len(line)) and line[: match.start("label")].endswith("\t")
        alone_in_line = match.end() == len(line) and not sign and not narrowed[: match.start("label")].strip(_MARKS)
        in_row = bool(sign) and (seen > 0 or _tells_value(narrowed, match) or _is_row(narrowed, match.start("label")))
        in_row = in_row or _opens_cell(narrowed, match)
        before = narrowed[: match.start("label")]
        bracketed = "】" in sign and before.rstrip(" ").endswith("【") and (seen > 0 or not before.strip(_MARKS))
        if ":" in sign or bracketed or alone_in_cell or alone_in_line or in_row:
            seen += 1
            yield _BLANKS.sub("", match["label"]), match.start("label"), match.end()


def _is_row(narrowed: str, begin: int) -> bool:
    """Whether the line is a row of a table whose cells were parted by blanks: two labels with blanks after them."""
    return begin > 0 and len([1 for match in _label_pattern().finditer(narrowed) if match["sign"]]) > 1


def _tells_value(narrowed: str, label: re.Match[str]) -> bool:
    """Whether a number or a day follows a label that leaves no doubt: 文件编号 临水〔2023〕3号, 公开日期 2023-05-06."""
    return _is_sure(label) and _VALUE.match(narrowed, label.end()) is not None


def _opens_cell(narrowed: str, label: re.Match[str]) -> bool:
    """Whether a label that leaves no doubt fills a cell and the next one holds its value, not a further label."""
    if narrowed[label.end() : label.end() + 1] != "\t" or not _is_sure(label):
        return False
    value = narrowed[label.end() + 1 :].split("\t", 1)[0].strip()
    return bool(value) and not is_label(value)


def _is_sure(label: re.Match[str]) -> bool:
    return _BLANKS.sub("", label["label"]) not in load_lexicon("page").words["common_words"]


@cache
def _label_pattern() -> re.Pattern[str]:
    words = sorted(load_lexicon("page").words["labels"], key=lambda word: (-len(word), word))
    forms = "|".join(r"[ ]{0,4}".join(re.escape(sign) for sign in word) for word in words)
    return re.compile(
        rf"(?:^|(?<=[ \t*|\[【-]))(?P<label>{forms})"
        r"(?P<sign>\*{0,2} {0,2}:\*{0,2} {0,4}| {0,4}】[ \t:]{0,6}| {1,4}|(?=\t)|$)"
    )

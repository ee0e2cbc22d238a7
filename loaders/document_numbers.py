"""Document numbers (发文字号) in every form: 临政发〔2023〕8号, 财政部令第102号, 2014年第33号公告, and damaged ones.

A number is the issuer's code, the year in brackets and the serial (GB/T 9704-2012, 7.2.5). The forms are data:
``lexicon/document_numbers.toml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from loaders.lexicon import Rule, load_lexicon
from loaders.numerals import parse_numeral
from loaders.record import Span
from loaders.width import narrow

# A sign from which a form may go on: looked for as one sign, since an expression that begins wide is tried everywhere.
_ANCHOR: Final = re.compile(
    r"[〔\[(【〈<﹝ 12令公第](?<=(?=[〔\[(【〈<﹝]? ?(?:19|20)\d\d|(?:令|公告|第) ?[\d第(〔一二三四五六七八九十]).)"
)
_SERIAL, _OLD_SERIAL = "号", "號"  # every form ends in one of them
_CODE: Final = re.compile(r"[一-龥]+$")
_LONGEST_CODE: Final = 24
_SHORTEST_CODE: Final = 2
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number in the text: ``printed`` as it stands without blanks, ``canonical`` as it is meant (临政发〔2023〕8号).

    ``damaged`` when a bracket was lost; the canonical form is then a repair.
    """

    span: Span
    printed: str
    canonical: str
    rule: str
    damaged: bool = False


def find_document_numbers(text: str, begin: int = 0, end: int | None = None) -> Iterator[DocumentNumber]:
    """Yield the numbers within [begin, end) in text order, without overlap; spans count from the start of ``text``."""
    stretch = text[begin:end]
    if not has_serial(stretch):
        return
    stretch = narrow(stretch)
    position = 0
    for anchor in _ANCHOR.finditer(stretch):
        if anchor.start() < position:
            continue
        for rule in load_lexicon("document_numbers").rules:
            match = rule.pattern.match(stretch, anchor.start())
            found = _read(stretch, match, rule, position) if match else None
            if match and found:
                span = Span(begin + found[0], begin + match.end())
                printed = normalise(text[span.begin : span.end])
                yield DocumentNumber(span, printed, found[1], rule.id, bool(rule.fields.get("damaged")))
                position = match.end()
                break


def has_serial(stretch: str) -> bool:
    """Whether the sign that ends every document number is there at all."""
    return _SERIAL in stretch or _OLD_SERIAL in stretch


def normalise(number: str) -> str:
    """The number as printed, without blanks of any width."""
    return _BLANKS.sub("", number)


def _read(stretch: str, match: re.Match[str], rule: Rule, floor: int) -> tuple[int, str] | None:
    """Where the number begins, and its canonical form; None when no issuer's code stands there."""
    groups = match.groupdict()
    begin = match.start()
    if "code" not in groups and "act" not in groups:
        begin = _code_begin(stretch, match.start(), floor)
        if match.start() - begin < (_SHORTEST_CODE if rule.fields["kind"] == "number" else 1):
            return None
    code = groups.get("code") or stretch[begin : match.start()].strip()
    serial = str(_serial(groups["serial"]))
    year = groups.get("year")
    if rule.fields["kind"] == "number":
        return begin, f"{code}〔{year}〕{serial}号"
    act = groups.get("act") or ("公告" if rule.id == "announcement" else "令")
    return begin, f"{code}{act}{f'{year}年' if year else ''}第{serial}号"


def _serial(printed: str) -> int:
    return int(printed) if printed.isdigit() else int(parse_numeral(printed))


def _code_begin(stretch: str, end: int, floor: int) -> int:
    """Where the issuer's code that ends at ``end`` begins; ``end`` itself when there is none."""
    low = max(floor, end - _LONGEST_CODE)
    run = _CODE.search(stretch[low:end].rstrip(" "))
    if run is None:
        return end
    begin = low + run.start()
    code = stretch[begin : low + run.end()]
    for lead_in in _lead_in().finditer(code):
        begin = low + run.start() + lead_in.end()
    words = load_lexicon("document_numbers").words
    joined = floor and begin - floor <= _SHORTEST_CODE and stretch[begin : begin + 1] in words["join"]
    if joined or stretch[begin : begin + 1] in words["glue"]:
        begin += 1
    return begin if begin < low + run.end() else end


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(load_lexicon("document_numbers").alternation("lead_in"))

"""Flaws of the text itself: places where it is cut, where annexes are missing, brackets open, paired lists unequal."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from loaders.lexicon import load_lexicon
from loaders.record import Assignment, Span, span_of

# A single sign, or a pair with nothing bracketed in it at once.
_SIGNS: Final = re.compile(r"[(〔【\[)〕】\]](?:(?<=[(〔【\[])[^(〔【\[)〕】\]\n]*[)〕】\]])?")
_OPEN: Final = frozenset("(〔【[")
_CLOSE: Final = frozenset(")〕】]")
_OPEN_TITLE: Final = re.compile(r"《[^《》\n]{0,200}(?=[《\n]|$)")
_CLOSING_REACH: Final = 200
_JOINTS: Final = re.compile(r"、|以及|[和与及]")
_PUNCTUATION: Final = re.compile(r"[\s《》“”\"().、,:;。·\d-]+")
_ITEM_LABEL: Final = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}|\d{1,3})、")
_SHORTEST_NAME: Final = 4
_MOST_ANNEXES: Final = 20  # each looks through the rest of the text


@dataclass(frozen=True, slots=True)
class Flaw:
    """An odd place: its kind is a word of ``lexicon/doubt_kinds.toml``, its detail what is odd, in the text's words."""

    span: Span
    kind: str
    detail: str


def find_flaws(text: str, assignments: Sequence[Assignment]) -> Iterator[Flaw]:
    """The flaws of a narrowed text; ``assignments`` are what was read of it."""
    for match in load_lexicon("doubts").rule("text-cut").finditer(text):
        yield Flaw(span_of(match.span()), "text-cut", match.group())
    yield from _missing_annexes(text)
    yield from _unclosed(text)
    yield from _unequal_lists(text, assignments)


def _missing_annexes(text: str) -> Iterator[Flaw]:
    """The announced annexes of which neither a heading nor the name comes after the announcement."""
    announced, begins = (load_lexicon("doubts").rule(name) for name in ("annex-announced", "annex-begins"))
    matches = (match for match in announced.pattern.finditer(text) if _begins_line(text, match.start()))
    for match in islice(matches, _MOST_ANNEXES):
        rest = text[match.end() :]
        name = _PUNCTUATION.sub("", match["name"])
        again = len(name) >= _SHORTEST_NAME and name in _PUNCTUATION.sub("", rest)
        if not begins.pattern.search(rest) and not again:
            yield Flaw(span_of(match.span("name")), "missing-annex", match["name"].strip())
            return


def _begins_line(text: str, offset: int) -> bool:
    """Whether nothing but blanks stands before the offset in its line."""
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip(" \t")


def _unclosed(text: str) -> Iterator[Flaw]:
    """The brackets and title marks that neither their line nor the next closes; any closing sign closes any bracket."""
    opened: list[int] = []
    last = 0
    for begin, end in (*[match.span() for match in _SIGNS.finditer(text)], (len(text), len(text))):
        if not opened and end - begin > 1:  # a pair, behind nothing that is open
            last = end
            continue
        sign = text[begin:end]
        line_end = text.find("\n", last, begin) if opened else -1
        if line_end >= 0 and not (sign in _CLOSE and begin - (line_end + 1) <= _CLOSING_REACH):
            yield Flaw(Span(opened[0], line_end), "unclosed-bracket", text[opened[0]])
            opened.clear()
        if sign in _OPEN:
            opened.append(begin)
        elif sign in _CLOSE:
            del opened[-1:]
        last = end
    for match in _OPEN_TITLE.finditer(text):
        if "》" not in text[match.end() : match.end() + 60].split("《")[0]:
            yield Flaw(span_of(match.span()), "unclosed-bracket", "《")


def _unequal_lists(text: str, assignments: Sequence[Assignment]) -> Iterator[Flaw]:
    """The sentences whose 分别 takes a list in turn that is longer or shorter than what follows it."""
    in_turn = load_lexicon("doubts").rule("numbers-in-turn").pattern
    named = sorted((one.agent_span.begin, one.agent) for one in assignments)
    begin = text.find("分别")
    while begin >= 0:
        earliest = max(0, begin - 200)
        low = max(earliest, *(text.rfind(sign, earliest, begin) + 1 for sign in ",。;:\n"))
        match = in_turn.match(text, begin)
        ends = [end for sign in "。;\n" if (end := text.find(sign, begin, begin + 300)) >= 0]
        after = Span(begin, match.end() if match else min(ends, default=min(len(text), begin + 300)))
        if match:
            count = len(re.findall(r"\d[\d.]*", match["values"]))
        else:
            first, last = (bisect_left(named, (offset,)) for offset in after)
            count = len({agent for _, agent in named[first:last]})
        shortest, longest = _items(text[low:begin])
        if count > 1 and longest > 1 and not shortest <= count <= longest:
            yield Flaw(Span(low, after.end), "lists-differ", f"{longest} : {count}")
        begin = text.find("分别", after.end)


def _items(listed: str) -> tuple[int, int]:
    """How many items a list has at least and at most: 和 may join two items or stand in a name."""
    listed = _ITEM_LABEL.sub("", listed)
    return listed.count("、") + 1, len(_JOINTS.split(listed))

"""Word's automatic numbering, which stands in no paragraph: 一、 (一) 1. are counted from ``numbering.xml``.

ECMA-376 part 1, 17.9. A paragraph names a list and a level in its own properties or through its style; lists that share
an abstract definition count on together, unless one of them says where it starts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from loaders.list_numerals import print_number
from loaders.word_xml import W, attribute, is_on, number, value

_PLACE: Final = re.compile(r"%([1-9])")
_SYMBOLS: Final = re.compile(r"[\ue000-\uf8ff]")  # letters of Wingdings and its like: bullets
_CLOSED: Final = tuple("、）)】〕］")
_LEVELS: Final = 9
_LONGEST_CHAIN: Final = 20


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted and printed; ``restarts_after`` as in w:lvlRestart, None by default."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restarts_after: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: the definition whose counters it shares, its levels, and where it starts anew."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The counters of one document; paragraphs must come in the document's order."""

    lists: Mapping[str, _List]
    styles: Mapping[str, etree._Element]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, properties: etree._Element | None, style: str | None) -> str:
        """What is printed before a paragraph with these properties (w:pPr) and style; "" where nothing is."""
        identifier, depth = self._place(properties, style)
        found = self.lists.get(identifier or "")
        if found is None or depth not in found.levels:
            return ""
        self._count(identifier or "", found, depth)
        return self._print(found, depth)

    def _place(self, properties: etree._Element | None, style: str | None) -> tuple[str | None, int]:
        """List and level: the paragraph's own, and what it leaves open from its style and those it is based on."""
        identifier, depth = _numbered(properties)
        for name, element in self._chain(style):
            if identifier is not None and depth is not None:
                break
            of_style, depth_of_style = _numbered(element.find(f"{W}pPr"))
            if identifier is None and of_style is not None:
                identifier = of_style
                depth = self._level_of_style(of_style, name) if depth is None else depth
            depth = depth_of_style if depth is None else depth
        return identifier, depth or 0

    def _chain(self, style: str | None) -> Iterator[tuple[str, etree._Element]]:
        for _ in range(_LONGEST_CHAIN):
            if style is None or style not in self.styles:
                return
            yield style, self.styles[style]
            style = value(self.styles[style].find(f"{W}basedOn"))

    def _level_of_style(self, identifier: str, style: str) -> int | None:
        levels = self.lists[identifier].levels if identifier in self.lists else {}
        return next((depth for depth, level in levels.items() if level.style == style), None)

    def _count(self, identifier: str, found: _List, depth: int) -> None:
        counts = self.counts.setdefault(found.counters, {})
        if depth in found.starts and (identifier, depth) not in self.begun:
            self.begun.add((identifier, depth))
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else found.levels[depth].start
        for deeper in [other for other in counts if other > depth]:
            restarts = found.levels[deeper].restarts_after if deeper in found.levels else None
            if restarts is None or (restarts and depth < restarts):
                del counts[deeper]

    def _print(self, found: _List, depth: int) -> str:
        level = found.levels[depth]
        if level.form == "bullet":
            return ""
        counts = self.counts[found.counters]

        def printed(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            counted = found.levels.get(other, Level())
            form = "decimal" if level.legal and counted.form != "decimalZero" else counted.form
            return "" if counted.form == "none" else print_number(counts.get(other, counted.start), form)

        label = _SYMBOLS.sub("", _PLACE.sub(printed, level.text))
        joined = not label or level.suffix == "nothing" or label.endswith((*_CLOSED, " ", "\u3000"))
        return label if joined else f"{label} "


def read_numbering(numbering: etree._Element | None, styles: Mapping[str, etree._Element]) -> Numbering:
    """The lists that ``numbering.xml`` defines; ``styles`` are the document's w:style elements by id."""
    if numbering is None:
        return Numbering({}, styles)
    definitions = {attribute(entry, "abstractNumId"): entry for entry in numbering.findall(f"{W}abstractNum")}
    numbers = {attribute(entry, "numId"): entry for entry in numbering.findall(f"{W}num")}
    lists: dict[str, _List] = {}
    for identifier, entry in numbers.items():
        shared = value(entry.find(f"{W}abstractNumId")) or ""
        shared = _linked(shared, definitions, numbers, styles)
        if identifier and shared in definitions:
            levels = dict(_levels(definitions[shared]))
            lists[identifier] = _overridden(entry, shared, levels)
    return Numbering(lists, styles)


def _linked(
    shared: str,
    definitions: Mapping[str | None, etree._Element],
    numbers: Mapping[str | None, etree._Element],
    styles: Mapping[str, etree._Element],
) -> str:
    """The definition that holds the levels: one may refer to a style of lists instead, which names a list."""
    for _ in range(_LONGEST_CHAIN):
        link = value(definitions[shared].find(f"{W}numStyleLink")) if shared in definitions else None
        if link is None or link not in styles:
            break
        identifier, _depth = _numbered(styles[link].find(f"{W}pPr"))
        if identifier not in numbers:
            break
        shared = value(numbers[identifier].find(f"{W}abstractNumId")) or ""
    return shared


def _overridden(entry: etree._Element, shared: str, levels: dict[int, Level]) -> _List:
    starts: dict[int, int] = {}
    for override in entry.findall(f"{W}lvlOverride"):
        levels.update(_levels(override))
        start = number(override.find(f"{W}startOverride"))
        depth = attribute(override, "ilvl") or ""
        if start is not None and depth.isdecimal():
            starts[int(depth)] = start
    return _List(shared, levels, starts)


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for entry in parent.iterfind(f"{W}lvl"):
        depth = attribute(entry, "ilvl") or ""
        if depth.isdecimal() and int(depth) < _LEVELS:
            form = next(entry.iter(f"{W}numFmt"), None)
            yield (
                int(depth),
                Level(
                    start=number(entry.find(f"{W}start")) or 0,
                    form=value(form) or "decimal",
                    text=value(entry.find(f"{W}lvlText")) or "",
                    suffix=value(entry.find(f"{W}suff")) or "tab",
                    legal=is_on(entry.find(f"{W}isLgl")),
                    restarts_after=number(entry.find(f"{W}lvlRestart")),
                    style=value(entry.find(f"{W}pStyle")),
                ),
            )


def _numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and the level in a w:numPr, each None where it does not say."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None, None
    return value(found.find(f"{W}numId")), number(found.find(f"{W}ilvl"))

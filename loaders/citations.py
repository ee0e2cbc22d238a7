"""The instruments that a document names in 《》: laws, policies, plans and standards, each once.

A document number counts when it stands beside the name, in brackets or not. The document's own title, short names
(以下简称《规划》) and the links of the page around the text are no citations.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple, cast

from loaders.document_numbers import find_document_numbers, normalise
from loaders.jurisdictions import jurisdiction_of
from loaders.lexicon import Rule, load_lexicon
from loaders.outline import lines_of, path_at
from loaders.page_fields import has_page_field
from loaders.record import Citation, DocumentFields, Provision, Relation, Span
from loaders.signatures import is_organ
from loaders.standards import find_standard_numbers
from loaders.titles import Title, about, forwarded_title, plain
from loaders.width import narrow

_OPENING, _CLOSING = re.compile("《"), re.compile("》")  # one sign each, which is found faster than either of two
_LONGEST_TITLE: Final = 200
_NUMBER_REACH: Final = 60
_PAGE_REACH: Final = 4_000
_LONGEST_LABEL: Final = 12
_CLAUSE_REACH: Final = 40
_OPENINGS: Final = frozenset({"", "(", "[", "〔", "【"})
_NUMBERED: Final = re.compile("号|[-–—]")
_CLAUSE_EDGE: Final = re.compile(r"[。;!?\n]")
_LINE_BREAK: Final = re.compile(r"\s*\n\s*")
_GOVERNING_EDGE: Final = re.compile(r"》[^《]*,|,(?=[^《]{20,}$)")
_TAIL: Final = re.compile(r"(?:\([^()]{1,40}\)|[”\"])+$")
_LISTED: Final = re.compile(r"(?:[、,]|和|及|与|以及|并)?(?:[一-龥]{0,12}关于|[一-龥]{0,12})?")
_SERIAL_ALONE: Final = re.compile(r" ?[(]?(?P<number>(?:19|20)\d\d ?年 ?第 ?\d{1,4} ?号)")  # 《…公告》(2014年第33号)
_SHORT_FOR: Final = re.compile(r"(?:简称|简称为|统称)[:“\"]?$")
_PLACE_OR_BODY: Final = re.compile(r".{0,30}(?:省|市|县|区|州|政府|办公室|办公厅|委员会|局|厅|部|国务院)$")


class _Name(NamedTuple):
    """A name in 《》: ``span`` has the marks, ``title`` has neither them nor line breaks."""

    title: str
    span: Span


def find_citations(
    text: str, original: str, provisions: Sequence[Provision], fields: DocumentFields, notice: Title | None = None
) -> tuple[Citation, ...]:
    """One citation for each different title, where it is named first, with the first number that stands beside it.

    ``text`` is the original narrowed; ``notice`` is the title of the notice that forwards the document.
    """
    page = _page_begin(text, provisions)
    own = _own_titles(fields.title, notice)
    found: dict[str, Citation] = {}
    before: Citation | None = None
    for name in _find_names(original):
        known = found.get(plain(name.title))
        if known and (
            known.document_number or not _NUMBERED.search(text, name.span.end, name.span.end + _NUMBER_REACH)
        ):
            continue
        if name.span.begin >= page or not _is_cited(text, name, own, fields.document_number, provisions):
            before = None
            continue
        citation = _citation(original, text, name, before, provisions)
        before = citation
        first = found.setdefault(plain(name.title), citation)
        if first.document_number is None and citation.document_number:
            found[plain(name.title)] = replace(first, document_number=citation.document_number)
    return tuple(found.values())


def _find_names(text: str) -> Iterator[_Name]:
    """Yield the outermost names in 《》; an opening mark without its partner is passed over."""
    opened: list[int] = []
    for mark in sorted((*_OPENING.finditer(text), *_CLOSING.finditer(text)), key=re.Match.start):
        while opened and mark.start() - opened[0] > _LONGEST_TITLE:
            opened.pop(0)
        if mark.group() == "《":
            opened.append(mark.start())
        elif (
            len(opened) > 1 and "》" in text[mark.end() : opened[0] + _LONGEST_TITLE] and _is_nested(text, opened, mark)
        ):
            opened.pop()
        elif opened:
            begin = opened[-1] if not _is_nested(text, opened, mark) else opened[0]
            opened.clear()
            title = _LINE_BREAK.sub("", text[begin + 1 : mark.start()]).strip()
            if title:
                yield _Name(title, Span(begin, mark.end()))


def _is_nested(text: str, opened: Sequence[int], mark: re.Match[str]) -> bool:
    """Whether the marks open one within the other: 《关于印发《水规划》的通知》, and no sentence ends between them."""
    return len(opened) > 1 and not re.search(r"[。；\n]", text[opened[0] : mark.start()])


def _own_titles(title: str | None, notice: Title | None) -> frozenset[str]:
    titles = [title or "", notice.text if notice else ""]
    titles += [forwarded_title(title) or "" for title in titles]
    return frozenset(plain(form).replace("的", "") for title in titles if title for form in (title, about(title)))


def _is_of_another(text: str, name: _Name, own_number: str | None) -> bool:
    """Whether a number stands beside a title, and it is not the document's own."""
    number = next(find_document_numbers(text, name.span.end, name.span.end + _NUMBER_REACH), None)
    if number is None or own_number is None or number.span.begin - name.span.end > len("("):
        return False
    return normalise(number.canonical) != normalise(own_number)


def _is_cited(
    text: str, name: _Name, own: frozenset[str], own_number: str | None, provisions: Sequence[Provision]
) -> bool:
    lexicon = load_lexicon("citations")
    title = narrow(name.title)
    core = _TAIL.sub("", title)
    if core in lexicon.words["short_names"] or _SHORT_FOR.search(text[max(0, name.span.begin - 6) : name.span.begin]):
        return False
    if core.endswith(lexicon.words["no_instruments"]) and not _is_pledge(core):
        return False
    if _is_own(title, own) and not _is_of_another(text, name, own_number):
        return False
    return not _is_page_line(text, name.span, provisions)


def _is_pledge(title: str) -> bool:
    """Whether it is a pledge between governments, 临江市水污染防治目标责任书, and not a form to be signed."""
    return title.endswith("责任书") and jurisdiction_of(title) is not None


def _is_own(title: str, own: frozenset[str]) -> bool:
    """Whether it is the document's own title, written in full or without the place or body it begins with."""
    form = plain(title).replace("的", "")
    return any(
        form == mine or (mine.endswith(form) and bool(_PLACE_OR_BODY.fullmatch(mine.removesuffix(form))))
        for mine in own
    )


def _is_page_line(text: str, span: Span, provisions: Sequence[Provision]) -> bool:
    """Whether the line is the page's rather than the document's: a link, a label, a neighbour's title."""
    begin = text.rfind("\n", max(0, span.begin - 400), span.begin) + 1
    end = text.find("\n", span.end, span.end + 400)
    line = text[max(begin, span.begin - 400) : end if end >= 0 else span.end + 400]
    if "](" in line[span.end - max(begin, span.begin - 400) :] or line.lstrip(" -*>[【").startswith(_neighbours()):
        return True
    in_body = bool(provisions) and provisions[0].span.begin <= span.begin < provisions[-1].span.end
    return not in_body and has_page_field(line)


def _page_begin(text: str, provisions: Sequence[Provision]) -> int:
    """Where, below the document, a line such as 相关文档 begins the page's list of others."""
    low = max(provisions[-1].span.begin if provisions else 0, len(text) - _PAGE_REACH)
    for line in lines_of(text, low):
        if len(line.text) <= _LONGEST_LABEL and line.text.strip(" -*>[]【】:").startswith(_neighbours()):
            return line.span.begin
    return len(text)


@cache
def _neighbours() -> tuple[str, ...]:
    return load_lexicon("citations").words["neighbours"]


def _citation(
    original: str, text: str, name: _Name, before: Citation | None, provisions: Sequence[Provision]
) -> Citation:
    known = _TAIL.sub("", narrow(name.title)).endswith(load_lexicon("citations").words["kinds"])
    return Citation(
        provision=path_at(provisions, name.span.begin),
        span=name.span,
        quote=original[name.span.begin : name.span.end],
        rule="quoted-title" if known else "unknown-kind",
        title=name.title,
        document_number=_number_after(original, text, name.span) or _number_before(original, text, name.span),
        relation=_relation(text, name.span, before),
    )


def _number_after(original: str, text: str, span: Span) -> str | None:
    """The number that follows the name, in brackets or not; further words may follow it, as 以下简称."""
    end = min(len(text), span.end + _NUMBER_REACH)
    for number in find_document_numbers(original, span.end, end):
        between = text[span.end : number.span.begin].strip(" \n")
        if between in _OPENINGS:
            return number.printed
        # (水利部 财政部令第45号): the code of an order of several bodies has blanks in it.
        names = re.split("[ 、]+", between[1:].strip())
        if between[:1] in _OPENINGS and all(is_organ(name) for name in names):
            return normalise(between[1:] + number.printed)
        break
    if serial := _SERIAL_ALONE.match(text, span.end, end):
        return normalise(original[slice(*serial.span("number"))])
    standard = next(find_standard_numbers(original, span.end, end), None)
    if standard and text[span.end : standard.begin].strip(" \n") in _OPENINGS:
        return normalise(original[slice(*standard)])
    return None


def _number_before(original: str, text: str, span: Span) -> str | None:
    """The number before the name, of a standard or in a bracket that does not belong to the name before it."""
    low = max(0, span.begin - _NUMBER_REACH)
    standards = list(find_standard_numbers(original, low, span.begin))
    if standards and not text[standards[-1].end : span.begin].strip():
        return normalise(original[slice(*standards[-1])])
    if not text.endswith(")", low, span.begin):
        return None
    opening = text.rfind("(", low, span.begin)
    if opening < 0 or text[max(0, opening - 1) : opening] == "》":
        return None
    return next((number.printed for number in find_document_numbers(original, opening, span.begin)), None)


def _relation(text: str, span: Span, before: Citation | None) -> Relation:
    """What the words beside the name say; the names of a list share the word before the first."""
    if any(rule.pattern.search(text[span.end : span.end + _NUMBER_REACH]) for rule in _relation_rules("after")):
        return "repeals"
    if before and before.relation != "mentions" and _is_listed(text, before.span, span):
        return before.relation
    clause = _clause_before(text, span)
    found = [(match.end(), rule) for rule in _relation_rules("before") for match in rule.pattern.finditer(clause)]
    if not found:
        return "mentions"
    _, nearest = max(found, key=lambda pair: pair[0])
    return cast("Relation", nearest.fields["relation"])


def _is_listed(text: str, before: Span, span: Span) -> bool:
    """Whether two names stand in one list: 《甲》(某发〔2011〕1号)和省政府《乙》."""
    if span.begin - before.end > _NUMBER_REACH:
        return False
    between = re.sub(r"\([^()]*\)", "", text[before.end : span.begin]).strip()
    has_word_of_its_own = any(rule.pattern.search(between) for rule in _relation_rules("before"))
    return bool(_LISTED.fullmatch(between)) and "," not in between[1:] and not has_word_of_its_own


def _clause_before(text: str, span: Span) -> str:
    """The words before a name that may govern it: back to a mark, or to the comma after the name before."""
    stretch = text[max(0, span.begin - _CLAUSE_REACH) : span.begin]
    edge = max((match.end() for match in _CLAUSE_EDGE.finditer(stretch)), default=0)
    return _GOVERNING_EDGE.split(stretch[edge:])[-1]


@cache
def _relation_rules(where: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_lexicon("citations").rules if rule.fields["where"] == where)

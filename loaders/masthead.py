"""What a document is: title, number, issuer, dates and area, from its head, its foot and its page's metadata.

The signature speaks before the title, and both before the page: a page's date is never the document's, and a page's
publisher only counts when nothing else names an issuer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from loaders.dates import find_dates
from loaders.document import Document, PageField
from loaders.document_numbers import DocumentNumber, find_document_numbers, normalise
from loaders.jurisdictions import jurisdiction_of
from loaders.lexicon import load_lexicon
from loaders.outline import lines_of
from loaders.record import DocumentFields, FieldEvidence, Provision, Span
from loaders.signatures import Signature, find_signature, is_organ, organs_in
from loaders.titles import Title, body_begin, find_title, forwarded_title
from loaders.width import narrow

_HEAD: Final = 4_000
_LONGEST_NUMBER_LINE: Final = 60
_PAGE_DATE_LINE: Final = re.compile(
    r"[\s\[(]*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?: \d{1,2}:\d\d(?::\d\d)?)?(?:[\s\])]|$)"
)


@dataclass(frozen=True, slots=True)
class _Finding:
    """A value with where it was read and by which rule."""

    value: str
    span: Span
    rule: str


def read_masthead(document: Document, provisions: Sequence[Provision]) -> DocumentFields:
    """The document's fields; each that was found has its evidence. What the text does not say is None or empty."""
    named = _page_value(document, "label_title")
    title, notice = find_title(document, provisions, named.value if named else None)
    signature = find_signature(document.text)
    own = _Finding(title.text, title.span, title.rule) if title else named
    if notice and signature and not _may_have_signed(signature, list(_title_organs(document.text, notice))):
        signature = None
    issuers = tuple(_issuers(document, signature, [found for found in (notice, title) if found]))
    number = _number(document, provisions)
    issued = _issued(document, signature)
    published = _published(document, provisions)
    area = _jurisdiction(issuers, own, notice)
    found = {"title": own, "document_number": number, "issued_on": issued, "published_on": published}
    evidence = [(name, finding) for name, finding in found.items() if finding]
    evidence += [("issuer", issuer) for issuer in issuers] + ([("jurisdiction", area)] if area else [])
    return DocumentFields(
        title=own.value if own else None,
        document_number=number.value if number else None,
        issuer=tuple(dict.fromkeys(issuer.value for issuer in issuers)),
        issued_on=issued.value if issued else None,
        published_on=published.value if published else None,
        jurisdiction=area.value if area else None,
        evidence=tuple(_evidence(document.text, name, finding) for name, finding in evidence),
    )


def _evidence(text: str, name: str, finding: _Finding) -> FieldEvidence:
    return FieldEvidence(
        field=name, span=finding.span, quote=text[finding.span.begin : finding.span.end], rule=finding.rule
    )


def _page_fields(document: Document, labels: str) -> Iterator[PageField]:
    """The page's values under any of the labels, those of the surest label first."""
    for label in load_lexicon("masthead").words[labels]:
        yield from (field for field in document.page_fields if field.label == label)


def _page_value(document: Document, labels: str) -> _Finding | None:
    for field in _page_fields(document, labels):
        value = document.text[field.span.begin : field.span.end].strip("《》 ")
        return _Finding(value, field.span, "page-field")
    return None


def _page_date(document: Document, labels: str) -> _Finding | None:
    for field in _page_fields(document, labels):
        for date in find_dates(document.text, field.span.begin, field.span.end):
            return _Finding(date.iso, date.span, "page-field")
    return None


def _issuers(document: Document, signature: Signature | None, titles: Sequence[Title]) -> Iterator[_Finding]:
    """The signers; else the bodies that the title names; else what the page calls the issuer, if it is a body."""
    named = next((names for title in titles if (names := list(_title_organs(document.text, title)))), [])
    if signature:
        for name, span in signature.names:
            # 市政府办公室 signs what the title says in full: 临江市人民政府办公室.
            fuller = next((organ for organ in named if organ.value != name and organ.value.endswith(name)), None)
            yield fuller or _Finding(name, span, "signature")
        return
    if named:
        yield from named
        return
    if decreed := _decreed_by(document.text):
        yield decreed
        return
    for field in _page_fields(document, "label_issuer"):
        organs = list(organs_in(document.text, field.span))
        if organs:
            yield from (_Finding(name, span, "page-field") for name, span in organs)
            return


def _decreed_by(text: str) -> _Finding | None:
    """The body whose order the document is: 临江市人民政府令, on a line above the text."""
    for line in lines_of(text[:_HEAD]):
        name, decree, _ = line.text.rstrip(" *").partition("令")
        if decree and is_organ(name):
            begin = line.span.begin + len(name) - len(name.removeprefix("中华人民共和国"))
            end = line.span.begin + len(name)
            return _Finding(text[begin:end], Span(begin, end), "decree")
    return None


def _may_have_signed(signature: Signature, named: Sequence[_Finding]) -> bool:
    """Whether the bodies that a notice's title names signed; if not, the signature is that of what it forwards."""
    return not named or any(
        organ.value.endswith(name) or name.endswith(organ.value) for organ in named for name, _ in signature.names
    )


def _title_organs(text: str, title: Title) -> Iterator[_Finding]:
    """The bodies before 关于 or 印发 in a title; 等七部门 adds nothing."""
    match = _before_about().match(text, title.span.begin, title.span.end)
    if match is None or not match["names"].strip():
        return
    begin = match.start("names")
    whole = re.sub(r"\s+", "", match["names"])
    if is_organ(whole) and not re.search(r"[\s、]", match["names"].strip()):
        yield _Finding(whole, Span(begin, match.end("names")), "title")
        return
    for part in re.finditer(r"[^\s、,，]+", match["names"]):
        if is_organ(part.group()):
            yield _Finding(part.group(), Span(begin + part.start(), begin + part.end()), "title")


@cache
def _before_about() -> re.Pattern[str]:
    verbs = load_lexicon("masthead").alternation("forwarding")
    return re.compile(
        rf"[*#\s]*(?P<names>[一-龥、\s]{{2,80}}?)(?:等.{{0,4}}(?:部门|单位))?\s*(?:关于|令|公告|(?:{verbs})(?=[《〈]|关于|[^。]{{4,120}}的\s*(?:通知|函)))"
    )


def _number(document: Document, provisions: Sequence[Provision]) -> _Finding | None:
    """The number in the page's metadata, else the one that stands on a line of its own above the text."""
    for field in _page_fields(document, "label_number"):
        for number in find_document_numbers(document.text, field.span.begin, field.span.end):
            return _Finding(number.printed, number.span, "page-field")
    end = min(_HEAD, body_begin(document.text, provisions))
    return _header_number(document.text, end)


def _header_number(text: str, end: int) -> _Finding | None:
    decree = ""
    for line in lines_of(text[:end]):
        if len(line.text) > _LONGEST_NUMBER_LINE and "。" in line.text:
            return None
        if decree and load_lexicon("masthead").rule("decree-serial").pattern.match(narrow(line.text.strip())):
            return _Finding(normalise(decree + line.text), line.span, "decree-lines")
        decree = line.text if narrow(line.text).rstrip(" *").endswith("令") else ""
        number = next(find_document_numbers(text, line.span.begin, line.span.end), None)
        if number and _stands_alone(text, line.span, number):
            return _Finding(number.printed, number.span, "own-line")
    return None


def _stands_alone(text: str, line: Span, number: DocumentNumber) -> bool:
    """Whether a number is a line of its own, in brackets or not, or opens a line that goes on with the title."""
    before = text[line.begin : number.span.begin].strip(" \t\u3000\xa0*(（[【")
    after = text[number.span.end : line.end].strip(" \t\u3000\xa0*)）]】")
    return not before and (not after or is_organ(re.split("关于|印发", after)[0]) or bool(forwarded_title(after)))


def _issued(document: Document, signature: Signature | None) -> _Finding | None:
    """The date under the signature, else the page's 成文日期, else the date in brackets under the title."""
    if signature:
        return _Finding(signature.date.iso, signature.date.span, "signature")
    if page := _page_date(document, "label_issued"):
        return page
    caption = load_lexicon("masthead").rule("caption-date").pattern
    for line in lines_of(document.text[:_HEAD]):
        if caption.match(narrow(line.text)):
            date = next(find_dates(document.text, line.span.begin, line.span.end))
            return _Finding(date.iso, date.span, "caption-date")
    return _lonely_date(document.text)


def _lonely_date(text: str) -> _Finding | None:
    """A date in words that is the whole of the last line but one or two."""
    for line in list(lines_of(text))[-3:]:
        date = next(find_dates(text, line.span.begin, line.span.end), None)
        if date and "年" in line.text and date.span == line.span and len(date.iso) == len("2014-04-16"):
            return _Finding(date.iso, date.span, "last-date")
    return None


def _published(document: Document, provisions: Sequence[Provision]) -> _Finding | None:
    """The page's 发布日期, else a date in figures that opens a line above the text."""
    if page := _page_date(document, "label_published"):
        return page
    end = min(_HEAD, body_begin(document.text, provisions))
    for line in lines_of(document.text[:end]):
        if _PAGE_DATE_LINE.match(narrow(line.text)) and "年" not in line.text:
            date = next(find_dates(document.text, line.span.begin, line.span.end), None)
            if date:
                return _Finding(date.iso, date.span, "page-date-line")
    return None


def _jurisdiction(issuers: Sequence[_Finding], own: _Finding | None, notice: Title | None) -> _Finding | None:
    """The area of the issuers; else of the title, the notice's first."""
    places = [*issuers, *([_Finding(notice.text, notice.span, "title")] if notice else []), *([own] if own else [])]
    for place in places:
        area = jurisdiction_of(place.value)
        if area:
            return _Finding(area, place.span, f"{place.rule}-place")
    return None

"""What a document is: title, number, issuer, dates and area, from its head, its foot and its page's metadata.

The signature speaks before the title, and both before the page: a page's date is never the document's, and a page's
publisher only counts when nothing else names an issuer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from loaders.captions import Caption, find_captions, find_letterhead, find_note
from loaders.dates import find_dates
from loaders.document import Document, PageField
from loaders.document_numbers import find_document_numbers, normalise
from loaders.jurisdictions import jurisdiction_of
from loaders.lexicon import load_lexicon
from loaders.outline import lines_above, lines_of
from loaders.own_title import body_begin, find_title
from loaders.record import DocumentFields, FieldEvidence, Provision, Span, span_of
from loaders.signatures import Signature, find_decree_date, find_signature, is_organ, organs_in
from loaders.standards import Cover, read_cover
from loaders.titles import Title
from loaders.width import narrow

_HEAD: Final = 4_000
_FOOT: Final = 600
_REPORT: Final = 1_000
_PAGE_DATE_LINE: Final = re.compile(
    r"[\s\[(]*(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?: \d{1,2}:\d\d(?::\d\d)?)?(?:[\s\])]|$)"
)


@dataclass(frozen=True, slots=True)
class _Finding:
    """A value with where it was read and by which rule."""

    value: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class _Captions:
    lines: tuple[Caption, ...]
    letterhead: tuple[tuple[str, Span], ...]
    note: Caption | None


@dataclass(frozen=True, slots=True)
class Masthead:
    """A document's fields, and the title of the notice that forwards it, if one does."""

    fields: DocumentFields
    notice: Title | None


def read_masthead(document: Document, provisions: Sequence[Provision]) -> Masthead:
    """The document's fields; each that was found has its evidence. What the text does not say is None or empty."""
    cover = read_cover(document.text)
    found, notice = (_of_cover(document.text, cover), None) if cover else _of_document(document, provisions)
    found["published_on"] = _one(_published(document, provisions))
    values = {name: tuple(dict.fromkeys(finding.value for finding in findings)) for name, findings in found.items()}
    first = {name: value[0] if value else None for name, value in values.items()}
    fields = DocumentFields(
        title=first["title"],
        document_number=first["document_number"],
        issuer=values["issuer"],
        issued_on=first["issued_on"],
        published_on=first["published_on"],
        jurisdiction=first["jurisdiction"],
        evidence=tuple(
            _evidence(document.text, name, finding) for name, findings in found.items() for finding in findings
        ),
    )
    return Masthead(fields, notice)


def _of_document(
    document: Document, provisions: Sequence[Provision]
) -> tuple[dict[str, tuple[_Finding, ...]], Title | None]:
    named = _page_value(document, "label_title")
    title, notice = find_title(document, provisions, named.value if named else None)
    report = load_lexicon("masthead").rule("reported")
    head = narrow(document.text[:_REPORT])
    reported = report.pattern.search(head) if report.may_match(head) else None
    if reported:
        title = Title(document.text[slice(*reported.span("title"))], span_of(reported.span("title")), "reported")
    signature = find_signature(document.text)
    own = _Finding(title.text, title.span, title.rule) if title else named
    if notice and title and signature and signature.date.span.begin > title.span.begin:
        # Below what is forwarded, the signature may be that of its author.
        named_organs = list(_title_organs(document.text, notice))
        signature = signature if _may_have_signed(signature, named_organs) else None
    above = min(_HEAD, body_begin(document.text, provisions))
    captions = _Captions(
        tuple(find_captions(document.text, above)),
        find_letterhead(document.text, above),
        find_note(document.text, above),
    )
    issuers = tuple(_issuers(document, signature, [found for found in (notice, title) if found], captions))
    if reported and not issuers:
        names = organs_in(document.text, span_of(reported.span("names")))
        issuers = tuple(_Finding(name, span, "reported") for name, span in names)
    found = {
        "title": _one(own),
        "document_number": _one(_number(document, captions)),
        "issued_on": _one(_issued(document, signature, captions)),
        "issuer": issuers,
        "jurisdiction": _one(_jurisdiction(issuers, own, notice)),
    }
    return found, notice


def _of_cover(text: str, cover: Cover) -> dict[str, tuple[_Finding, ...]]:
    issuers = tuple(_Finding(name, span, "cover") for name, span in cover.issuers)
    title = " ".join(text[cover.title.begin : cover.title.end].split("\n"))
    return {
        "title": (_Finding(title, cover.title, "cover"),),
        "document_number": (_Finding(normalise(text[slice(*cover.number)]), cover.number, "cover"),),
        "issued_on": (_Finding(cover.issued.iso, cover.issued.span, "cover"),) if cover.issued else (),
        "issuer": issuers,
        "jurisdiction": _one(_jurisdiction(issuers, None, None)),
    }


def _one(finding: _Finding | None) -> tuple[_Finding, ...]:
    return (finding,) if finding else ()


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


def _issuers(
    document: Document, signature: Signature | None, titles: Sequence[Title], captions: _Captions
) -> Iterator[_Finding]:
    """The signers; else the bodies that the title names; else what the page calls the issuer, if it is a body."""
    named = next((names for title in titles if (names := list(_title_organs(document.text, title)))), [])
    if signature:
        for name, span in signature.names:
            # 市政府办公室 signs what the title says in full: 临江市人民政府办公室.
            fuller = next((organ for organ in named if organ.value != name and _is_short_for(name, organ.value)), None)
            yield fuller or _Finding(name, span, "signature")
        return
    if named:
        yield from named
        return
    if heading := captions.letterhead:
        yield from (_Finding(name, span, "letterhead") for name, span in heading)
        return
    if below := next((caption.organs for caption in captions.lines if caption.organs), ()):
        yield from (_Finding(name, span, "caption") for name, span in below)
        return
    for field in _page_fields(document, "label_issuer"):
        organs = list(organs_in(document.text, field.span))
        if organs:
            yield from (_Finding(name, span, "page-field") for name, span in organs)
            return
    if captions.note:
        yield from (_Finding(name, span, "note") for name, span in captions.note.organs)


def _may_have_signed(signature: Signature, named: Sequence[_Finding]) -> bool:
    """Whether the bodies that a notice's title names signed; if not, the signature is that of what it forwards."""
    return not named or any(
        _is_short_for(name, organ.value) or _is_short_for(organ.value, name)
        for organ in named
        for name, _ in signature.names
    )


def _is_short_for(name: str, full: str) -> bool:
    """市政府办公室 is short for 临江市人民政府办公室."""
    return full.replace("人民政府", "政府").endswith(name.replace("人民政府", "政府"))


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
        rf"[*#\s]*(?P<names>[一-龥、\s]{{2,80}}?)(?:等.{{0,4}}(?:部门|单位))?\s*(?:关于|令|公告|(?=(?:19|20)\d\d年)|(?:{verbs})(?=[《〈]|关于|[^。]{{4,120}}的\s*(?:通知|函)))"
    )


def _number(document: Document, captions: _Captions) -> _Finding | None:
    """The number in the page's metadata, else the one that stands in a caption above the text."""
    for field in _page_fields(document, "label_number"):
        for number in find_document_numbers(document.text, field.span.begin, field.span.end):
            return _Finding(number.printed, number.span, "page-field")
    printed = next((caption.number for caption in captions.lines if caption.number), None)
    if printed:
        return _Finding(*printed, "caption")
    return _Finding(*captions.note.number, "note") if captions.note and captions.note.number else None


def _issued(document: Document, signature: Signature | None, captions: _Captions) -> _Finding | None:
    """The date under the signature, else the page's 成文日期, else the date under the title, of a decree or a note."""
    if signature:
        return _Finding(signature.date.iso, signature.date.span, "signature")
    if page := _page_date(document, "label_issued"):
        return page
    if date := next((caption.date for caption in captions.lines if caption.date), None):
        return _Finding(date.iso, date.span, "caption")
    if date := find_decree_date(document.text[:_HEAD]):
        return _Finding(date.iso, date.span, "decree")
    if captions.note and captions.note.date:
        return _Finding(captions.note.date.iso, captions.note.date.span, "note")
    return _foot_date(document.text)


def _foot_date(text: str) -> _Finding | None:
    """A date in words that is the whole of the last line but one or two, or is followed there by 印发.

    The printing note (版记, GB/T 9704-2012, 7.4.3) ends with the body that prints and its day.
    """
    offset = max(0, len(text) - _FOOT)
    for line in list(lines_of(text[offset:]))[-3:]:
        begin, end = line.span.begin + offset, line.span.end + offset
        date = next(find_dates(text, begin, end), None)
        if date is None or "年" not in line.text or len(date.iso) != len("2014-04-16"):
            continue
        if date.span == (begin, end):
            return _Finding(date.iso, date.span, "last-date")
        if text[date.span.end : end].strip(" *") == "印发":
            return _Finding(date.iso, date.span, "printing-note")
    return None


def _published(document: Document, provisions: Sequence[Provision]) -> _Finding | None:
    """The page's 发布日期, else a date in figures that opens a line above the text."""
    if page := _page_date(document, "label_published"):
        return page
    end = min(_HEAD, body_begin(document.text, provisions))
    for line in lines_above(document.text, end):
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

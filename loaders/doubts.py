"""Places read with less than certainty, or not at all: counted and shown beside the entries, never silent."""

import re
from collections.abc import Iterator, Sequence

from loaders.brackets import find_brackets
from loaders.lexicon import load_lexicon
from loaders.outline import path_at
from loaders.record import Assignment, Citation, Doubt, Provision, Span

_DAMAGED_NUMBER = re.compile(r"[〔\[(][12]\d{4,8}号|[12]\d{3}[〕\])]?\d{0,4}号?$")
_WHOLE_NUMBER = re.compile(r"[〔\[(（【]\s*[12]\d{3}\s*[〕\])）】]|令|第\d+号")


def find_doubts(
    text: str,
    original: str,
    provisions: Sequence[Provision],
    assignments: Sequence[Assignment],
    citations: Sequence[Citation],
) -> tuple[Doubt, ...]:
    """The doubts about a narrowed text and the entries read from it, in text order."""
    found = [
        *_unread_brackets(text, provisions, assignments),
        *_damaged_numbers(citations),
        *_announced(text, provisions),
    ]
    return tuple(
        Doubt(
            provision=provision,
            span=span,
            quote=original[span.begin : span.end],
            rule=f"doubt-{kind}",
            kind=kind,
            detail=detail,
        )
        for span, provision, kind, detail in sorted(found)
    )


_Finding = tuple[Span, str, str, str]


def _unread_brackets(
    text: str, provisions: Sequence[Provision], assignments: Sequence[Assignment]
) -> Iterator[_Finding]:
    """Brackets that speak of responsibility and gave no assignment."""
    cue = load_lexicon("doubts").rule("unread-responsibility").pattern
    read = {assignment.span for assignment in assignments}
    for provision in provisions:
        for bracket in find_brackets(text, provision.span):
            if cue.search(text, *bracket) and bracket not in read:
                yield (
                    bracket,
                    provision.path,
                    "unread-responsibility",
                    "a bracket speaks of responsibility; no body was read",
                )


def _damaged_numbers(citations: Sequence[Citation]) -> Iterator[_Finding]:
    for citation in citations:
        number = citation.document_number
        if number and not _WHOLE_NUMBER.search(number):
            yield citation.span, citation.provision, "damaged-document-number", number


def _announced(text: str, provisions: Sequence[Provision]) -> Iterator[_Finding]:
    """What a document says of its own incompleteness: cuts, and annexes whose heading never comes."""
    for rule in load_lexicon("doubts").rules:
        if rule.fields.get("announces"):
            for match in rule.pattern.finditer(text):
                yield Span(*match.span()), path_at(provisions, match.start()), rule.id, str(rule.fields["announces"])

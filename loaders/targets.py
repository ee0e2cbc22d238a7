"""What is promised: a number with its unit, the indicator it measures, how it binds, and by when.

A number becomes a target when the words around it bring something about or to a level: 合格率稳定在94%以上,
建成3家示范工厂, 著名商标3个以上, 比2020年下降18%. Results of the past, definitions, penalties and numbers that are part
of a name promise nothing. The words are data: ``lexicon/targets.toml``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.brackets import find_brackets
from loaders.dates import find_dates, find_ranges
from loaders.deadlines import Deadlines
from loaders.number_traps import is_background
from loaders.outline import Headings, body_begin
from loaders.promises import Promise
from loaders.quantities import Quantity, find_quantities
from loaders.record import Provision, Span, Target
from loaders.sentences import sentences
from loaders.statements import read_statement
from loaders.target_phrases import find_promises


@dataclass(frozen=True, slots=True)
class _Place:
    """A provision's stretch of text, with what numbers in it are hidden."""

    provision: str
    span: Span
    masked: tuple[Span, ...]


def find_targets(
    text: str, original: str, provisions: Sequence[Provision], preface: Span | None, deadlines: Deadlines
) -> tuple[Target, ...]:
    """The targets of a narrowed text's sentences, in order; tables of indicators have a reader of their own.

    ``preface`` is the text between the title and the first provision.
    """
    found: list[Target] = []
    if preface:
        place = _Place("", preface, _masked(text, preface))
        found.extend(_of_place(text, original, place, deadlines))
    headings = Headings(provisions)
    for provision in provisions:
        if any(is_background(heading) for heading in headings.above(provision.path)):
            continue
        place = _Place(
            provision.path, Span(body_begin(text, provision), provision.span.end), _masked(text, provision.span)
        )
        found.extend(_of_place(text, original, place, deadlines))
    return tuple(found)


def _masked(text: str, span: Span) -> tuple[Span, ...]:
    """Stretches whose numbers are not promises: dates and brackets of responsibility."""
    dates = [date.span for date in find_dates(text, span.begin, span.end)]
    ranges = [stretch.span for stretch in find_ranges(text, span.begin, span.end)]
    brackets = [
        bracket
        for bracket in find_brackets(text, span)
        if read_statement(text, Span(bracket.begin + 1, max(bracket.begin + 1, bracket.end - 1)))
    ]
    return (*dates, *ranges, *brackets)


def _of_place(text: str, original: str, place: _Place, deadlines: Deadlines) -> Iterator[Target]:
    quantities = find_quantities(text, place.span, place.masked)
    for sentence in sentences(text, place.span) if quantities else ():
        inside = tuple(q for q in quantities if sentence.begin <= q.span.begin < sentence.end)
        for promise in find_promises(text, sentence, inside, place.masked):
            listed = promise.rule in {"created", "counted"}
            said = Span(promise.span.begin, promise.quantity.span.begin)
            turns = deadlines.in_turn(text, sentence, promise.list_begin, promise.turns) if promise.turns > 1 else ()
            if turns:
                deadline: str | None = turns[promise.turn]
            else:
                deadline = deadlines.at(text, place.provision, sentence, said, listed=listed)
            if deadlines.is_past(deadline):
                continue
            yield _target(original, place.provision, promise, deadline)


def _target(original: str, provision: str, promise: Promise, deadline: str | None) -> Target:
    quantity: Quantity = promise.quantity
    return Target(
        provision=provision,
        span=promise.span,
        quote=original[promise.span.begin : promise.span.end],
        rule=promise.rule,
        indicator=promise.indicator,
        comparator="range" if quantity.upper is not None else promise.comparator,
        value=quantity.value,
        unit=quantity.unit,
        upper=quantity.upper,
        deadline=deadline,
        kind=promise.kind,
    )

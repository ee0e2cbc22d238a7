"""What is promised: a number with its unit, the indicator it measures, how it binds, and by when.

A number becomes a target when the words around it bring something about or to a level: 合格率稳定在94%以上,
建成3家示范工厂, 著名商标3个以上, 比2020年下降18%. Results of the past, definitions, penalties and numbers that are part
of a name promise nothing. The words are data: ``lexicon/targets.toml``.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, cast

from loaders.dates import find_times
from loaders.deadlines import Deadlines, Due
from loaders.indicator_names import ends_with_measure
from loaders.lexicon import any_of, load_lexicon
from loaders.number_traps import is_background
from loaders.outline import Headings, body_of, is_article, paths_above
from loaders.promises import Promise
from loaders.quantities import Quantity, find_numbers, unmasked
from loaders.record import Modality, Provision, Span, Target
from loaders.sentences import sentences
from loaders.span_sets import SpanSet
from loaders.target_phrases import find_promises

_ANY_YEAR = 2000  # so that a month without a year is found too; only its place is asked
_BINDING_REACH = 600  # a sentence of thousands of signs is no sentence
# 有下列情形之一的: what the items below it number are conditions
_CONDITIONS = re.compile(r"(?:情形|条件|之一)[^。;]{0,20}:\s*$")


class Place(NamedTuple):
    """A provision's stretch of text with its numbers, and the stretches in it that hand out responsibility."""

    provision: str
    span: Span
    numbers: Sequence[Quantity]
    statements: Sequence[Span]


def find_targets(text: str, original: str, places: Sequence[Place], deadlines: Deadlines) -> tuple[Target, ...]:
    """The targets of a narrowed text's sentences, in order; tables of indicators have a reader of their own."""
    return tuple(target for place in places for target in _of_place(text, original, place, deadlines))


def places_of_promises(
    text: str, provisions: Sequence[Provision], preface: Span | None, statements: Sequence[Span]
) -> tuple[Place, ...]:
    """Where promises may stand: the preface and the provisions that do not look back, where they hold numbers.

    ``statements`` are the stretches that hand out responsibility, in order: their numbers promise nothing.
    """
    headings = Headings(provisions)
    conditions = {provision.path for provision in provisions if _states_conditions(text, provision.span)}
    begins = [statement.begin for statement in statements]
    places = [] if preface is None else [("", preface)]
    places += [(provision.path, body_of(text, provision)) for provision in provisions]
    return tuple(
        Place(path, span, numbers, statements[bisect_left(begins, span.begin) : bisect_left(begins, span.end)])
        for path, span in places
        if (numbers := find_numbers(text, span))
        and not any(is_background(heading) for heading in headings.above(path))
        and not (conditions and conditions.intersection(paths_above(path)[:-1]))
    )


def _states_conditions(text: str, span: Span) -> bool:
    begin = max(span.begin, span.end - 60)
    if text.find(":", begin, span.end) < 0:
        return False
    tail = text[begin : span.end]
    return tail.rstrip().endswith(":") and _CONDITIONS.search(tail) is not None


def _masked(text: str, place: Place) -> SpanSet:
    """Stretches whose numbers are no promises: dates and brackets of responsibility."""
    dates, ranges = find_times(text, *place.span, year=_ANY_YEAR)
    return SpanSet((*(date.span for date in dates), *(stretch.span for stretch in ranges), *place.statements))


def _of_place(text: str, original: str, place: Place, deadlines: Deadlines) -> Iterator[Target]:
    masked = _masked(text, place)
    quantities = unmasked(text, place.span, place.numbers, masked)
    begins = [quantity.span.begin for quantity in quantities]
    for sentence in sentences(text, place.span):
        inside = quantities[bisect_left(begins, sentence.begin) : bisect_left(begins, sentence.end)]
        if not inside:
            continue
        for promise in find_promises(text, sentence, inside, masked):
            listed = promise.rule in {"created", "counted"}
            said = Span(promise.span.begin, promise.quantity.span.begin)
            turns = deadlines.in_turn(text, sentence, promise.list_begin, promise.turns) if promise.turns > 1 else ()
            if turns:
                due = Due(turns[promise.turn], "explicit")
            else:
                due = deadlines.at(text, place.provision, sentence, said, listed=listed)
            if deadlines.is_past(due.deadline) or (
                due.deadline is None and is_article(place.provision) and not ends_with_measure(promise.indicator)
            ):
                continue
            begin = promise.quantity.span.begin
            modality = modality_of(text[max(sentence.begin, begin - _BINDING_REACH) : begin])
            yield _target(original, place.provision, promise, due, modality)


def _target(original: str, provision: str, promise: Promise, due: Due, modality: Modality) -> Target:
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
        deadline=due.deadline,
        kind=promise.kind,
        deadline_source=due.source,
        modality=modality,
    )


@cache
def _binding_words() -> re.Pattern[str]:
    return any_of(load_lexicon("modality").rules)


def modality_of(before: str) -> Modality:
    """How a number binds, by the last word before it in its sentence that says so: 力争 holds until 确保 ends it."""
    lexicon = load_lexicon("modality")
    if not _binding_words().search(before):
        return "firm"
    last = max((match.start(), rule.id) for rule in lexicon.rules for match in rule.pattern.finditer(before))
    return cast("Modality", last[1])

"""Tasks and duties: what a document asks for, item by item.

Every numbered item that asks for something is one task, whatever it contains; a section that only groups items is
none, nor is one that states aims or circumstances only. Under a body's name each clause is a duty of that body.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.deadlines import Deadlines, Due
from loaders.lexicon import load_lexicon
from loaders.outline import Headings, body_of, paths_above
from loaders.record import Duty, Provision, Span, Target, Task
from loaders.sentences import sentences
from loaders.statements import Statement

_DUTY = re.compile(r"[^;。\n]+")
_SHORTEST_DUTY = 6
_HEADED = frozenset({"headed-by-body", "item-of-body", "line-of-body"})
_LABEL_LENGTH = 60
_OPEN_BRACKETS = "([【〔"


class AskedFor(NamedTuple):
    """A provision that asks for something: the sentence that says what, and the rule that tells."""

    provision: Provision
    span: Span
    rule: str


def find_tasks(
    text: str, provisions: Sequence[Provision], statements: Sequence[Statement], targets: Sequence[Target]
) -> Iterator[AskedFor]:
    """What a narrowed text asks for, in order; ``statements`` are its assignments before they are resolved."""
    headed = {statement.provision for statement in statements if _is_headed(statement)}
    brackets = sorted({one.span.begin for one in statements if text[one.span.begin] in _OPEN_BRACKETS})
    stated = {statement.provision for statement in statements} - headed
    promised = {target.provision for target in targets}
    parents = {provision.path.rpartition("/")[0] for provision in provisions if "/" in provision.path}
    headings = Headings(provisions)
    for provision in provisions:
        if headed and _under(provision.path, headed):
            continue
        if provision.path in stated:
            asked = provision.path not in promised or not _states_aims(headings.above(provision.path))
        else:
            asked = (
                provision.path not in parents
                and not _states_aims(headings.above(provision.path))
                and _asks(text, provision)
            )
        if asked:
            rule = "item-with-responsibility" if provision.path in stated else "item-that-asks"
            yield AskedFor(provision, _first_sentence(text, provision, brackets), rule)


def as_tasks(text: str, original: str, asked: Iterable[AskedFor], deadlines: Deadlines) -> tuple[Task, ...]:
    """The tasks with the dates that their sentences, brackets or sections state; quotes are of the original."""
    return tuple(_task(text, original, one, deadlines) for one in asked)


def _task(text: str, original: str, asked: AskedFor, deadlines: Deadlines) -> Task:
    path, (begin, end) = asked.provision.path, asked.span
    stated = deadlines.at(text, path, asked.span, Span(end, end), listed=False)
    due = Due() if deadlines.is_past(stated.deadline) else stated
    quote = original[begin:end]
    return Task(
        provision=path,
        span=asked.span,
        quote=quote,
        rule=asked.rule,
        label=asked.provision.heading[:_LABEL_LENGTH] or quote[:_LABEL_LENGTH],
        deadline=due.deadline,
        deadline_source=due.source,
    )


def find_duties(
    text: str, original: str, provisions: Sequence[Provision], statements: Sequence[Statement]
) -> tuple[Duty, ...]:
    """The duties under each body's name, one for each clause between semicolons and full stops."""
    heads = {statement.provision: statement for statement in statements if _is_headed(statement)}
    if not heads:
        return ()
    duties: list[Duty] = []
    for provision in provisions:
        head = next((heads[path] for path in reversed(paths_above(provision.path)) if path in heads), None)
        if head is None:
            continue
        begin = head.span.end if head.provision == provision.path else body_of(text, provision).begin
        for match in _DUTY.finditer(text, begin, provision.span.end):
            clause = match.group().strip(" :,，")
            start = match.start() + match.group().find(clause)
            if len(clause) >= _SHORTEST_DUTY:
                span = Span(start, start + len(clause))
                quote = original[span.begin : span.end]
                duties.append(
                    Duty(provision=provision.path, span=span, quote=quote, rule="clause-under-body", label=quote)
                )
    return tuple(duties)


def _is_headed(statement: Statement) -> bool:
    return statement.parts[0].rule in _HEADED


def _under(path: str, heads: Collection[str]) -> bool:
    return any(above in heads for above in paths_above(path))


@cache
def _no_task() -> re.Pattern[str]:
    return load_lexicon("tasks").rule("no-task-heading").pattern


@cache
def _action() -> re.Pattern[str]:
    return load_lexicon("tasks").rule("action").pattern


def _states_aims(headings: Sequence[str]) -> bool:
    return any(map(_is_of_aims, headings))


@lru_cache(maxsize=4096)  # every item below a heading asks
def _is_of_aims(heading: str) -> bool:
    return _no_task().search(heading) is not None


def _asks(text: str, provision: Provision) -> bool:
    """Whether an item's words ask for something: they have a verb of action."""
    begin, end = body_of(text, provision)
    return _action().search(text, begin, end) is not None


def _first_sentence(text: str, provision: Provision, brackets: Sequence[int]) -> Span:
    """The item's first sentence without its bracket of responsibility; ``brackets`` are where these begin."""
    begin, end = next(sentences(text, body_of(text, provision)), provision.span)
    following = bisect_right(brackets, begin)
    if following < len(brackets) and brackets[following] < end:
        return Span(begin, begin + len(text[begin : brackets[following]].rstrip()))
    return Span(begin, end)

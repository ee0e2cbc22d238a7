"""Several policies side by side: what each says on the same thing (``compare/*.rq``)."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Store

from queries.answer import ask
from queries.catalogue import load_folder
from queries.question import Language, Question
from queries.sections import THING
from queries.table import Reference


@dataclass(frozen=True, slots=True)
class Aligned:
    """A thing that at least two policies speak of, and what each says: one tuple for each policy."""

    row: Reference
    cells: tuple[tuple[Reference, ...], ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One way to hold policies side by side, and its rows by label."""

    question: Question
    rows: tuple[Aligned, ...]


def compare(store: Store, policies: Sequence[str], language: Language = "zh") -> tuple[Aspect, ...]:
    """What the policies with these IRIs say on the same indicators, themes and functions. Raises BadArgument."""
    return tuple(_aspect(store, question, policies, language) for question in load_folder("compare").values())


def _aspect(store: Store, question: Question, policies: Sequence[str], language: Language) -> Aspect:
    rows: dict[Reference, list[dict[Reference, None]]] = {}
    for place, policy in enumerate(policies):
        for row, item, _ in ask(store, question, {THING: policy}, language).rows:
            if isinstance(row, Reference) and isinstance(item, Reference):
                rows.setdefault(row, [{} for _ in policies])[place][item] = None
    shared = (Aligned(row, tuple(map(tuple, cells))) for row, cells in rows.items() if sum(map(bool, cells)) > 1)
    return Aspect(question, tuple(sorted(shared, key=lambda aligned: aligned.row.label)))

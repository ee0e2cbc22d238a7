"""A policy's table of responsibilities (责任分解表), worked out from a release: what, how much, by when, by whom.

Only what the document states: an inferred lead has no place in a table that bodies are held to.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Store

from queries.errors import NothingToExport
from queries.labels import ZR, Labels
from queries.parameters import resolve
from queries.question import Parameter, Wording
from queries.responsibility_statements import (
    Commitment,
    Part,
    Passage,
    Provision,
    StatedTarget,
    Statements,
    read_statements,
)

POLICY = Parameter(
    name="policy",
    type="iri",
    label=Wording("文件", "Policy"),
    help=Wording("标题或发文字号。", "Title or document number."),
    of=("zr:Policy",),
)
ROLES = ("lead", "responsible", "support")
ANNUAL = "annual"

# A bracket or a labelled list, which says who and not what; sentences that say both stay in the measure.
_SAYS_WHO_ALONE = re.compile(r"[（(【\[〔].*[）)】\]〕]|.{2,10}[:：].*", re.DOTALL)
_OPENING = "（([【〔"
_ENDS = "。；;：:！？"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing to do or reach, and the bodies that answer for it.

    ``provisions`` begins with the path where the matter stands; a second names where its bodies are stated, if that
    is elsewhere. ``quotes`` are the sentences that the row rests on, in the order of the text.
    """

    section: str
    measure: str
    targets: tuple[StatedTarget, ...]
    deadlines: tuple[str, ...]
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    support: tuple[str, ...]
    provisions: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityTable:
    """The rows of one policy in the order of its text; an unknown number is empty."""

    policy: str
    title: str
    number: str
    rows: tuple[Row, ...]


def responsibility_table(store: Store, policy: str) -> ResponsibilityTable:
    """The table of the policy with that IRI, title (or a part of it that only one has) or number.

    Raises BadArgument with the candidates when none or several are meant, NothingToExport for a policy without tasks,
    duties and targets.
    """
    iri = resolve(store, POLICY, policy)
    assert isinstance(iri, NamedNode)
    labels = Labels(store, "zh")
    title = labels.of(iri)
    rows = tuple(_Reading(read_statements(store, iri, labels)).rows())
    if not rows:
        raise NothingToExport(f"{title}: no task, duty or target is known of it, so there is no table to make")
    numbers = sorted(
        quad.object.value
        for quad in store.quads_for_pattern(iri, NamedNode(ZR + "documentNumber"), None)
        if isinstance(quad.object, Literal)
    )
    return ResponsibilityTable(policy=iri.value, title=title, number=next(iter(numbers), ""), rows=rows)


@dataclass(slots=True)
class _Draft:
    """A row while targets are still being added."""

    provision: str
    parts: tuple[Part, ...]
    matter: Commitment | None
    targets: list[Commitment] = field(default_factory=list)

    @property
    def commitments(self) -> list[Commitment]:
        return [*([self.matter] if self.matter else []), *self.targets]

    @property
    def begin(self) -> int:
        return min(commitment.passage.begin for commitment in self.commitments)


class _Reading:
    """One policy's statements, put together to rows."""

    def __init__(self, statements: Statements) -> None:
        self._provisions = statements.provisions
        self._commitments = statements.commitments
        self._parts = statements.parts

    def rows(self) -> Iterator[Row]:
        """The rows in text order."""
        drafts = sorted(self._drafts(), key=lambda draft: draft.begin)
        of_provision: dict[str, list[_Draft]] = defaultdict(list)
        for draft in drafts:
            of_provision[draft.provision].append(draft)
        for draft in drafts:
            yield self._row(draft, is_only=len(of_provision[draft.provision]) == 1)

    def _drafts(self) -> list[_Draft]:
        """One for each task and duty, with the targets beside it that the same bodies answer for.

        Targets without such a task stand together where provision and bodies are the same.
        """
        entries = [entry for entry in self._commitments if entry.target is None]
        matters = [_Draft(entry.provision, self._of(entry), entry) for entry in entries]
        hosts: dict[tuple[str, tuple[Part, ...]], list[_Draft]] = defaultdict(list)
        for draft in matters:
            hosts[draft.provision, draft.parts].append(draft)
        alone: list[_Draft] = []
        for entry in self._commitments:
            if entry.target is None:
                continue
            key = (entry.provision, self._of(entry))
            if not hosts[key]:
                hosts[key].append(_Draft(*key, None))
                alone.append(hosts[key][0])
            _host(hosts[key], entry).targets.append(entry)
        return [*matters, *alone]

    def _of(self, commitment: Commitment) -> tuple[Part, ...]:
        return self._parts.get(commitment.iri, ())

    def _row(self, draft: _Draft, is_only: bool) -> Row:
        provision = self._provisions[draft.provision]
        deadlines = _deadlines(draft)
        return Row(
            section=self._section(draft.provision),
            measure=self._measure(draft, provision) if is_only else _own_words(draft),
            targets=tuple(entry.target for entry in draft.targets if entry.target),
            deadlines=deadlines,
            lead=_named(draft.parts, "lead"),
            responsible=_named(draft.parts, "responsible"),
            support=_named(draft.parts, "support"),
            provisions=tuple(
                dict.fromkeys(
                    self._provisions[iri].path
                    for iri in (draft.provision, *(part.provision for part in draft.parts))
                    if iri in self._provisions
                )
            ),
            quotes=_quotes(draft),
        )

    def _section(self, provision: str) -> str:
        """The heading of the part that holds the provision; its own where it is a part of the whole."""
        parent = self._provisions[provision].parent
        return _titled(self._provisions.get(parent) or self._provisions[provision])

    def _measure(self, draft: _Draft, provision: Provision) -> str:
        """The provision's text without its number and without what only says who answers for it.

        A duty stands below its body's name, so that its own words are the measure.
        """
        if draft.matter and draft.matter.kind == "Duty":
            return _own_words(draft)
        text = provision.text
        who = {part.passage.quote for part in draft.parts if _SAYS_WHO_ALONE.fullmatch(part.passage.quote)}
        for quote in sorted(who, key=len, reverse=True):
            text = text.replace(quote, "")
        begin = text.find(provision.heading) if provision.heading else -1
        text = text[begin:] if 0 <= begin <= len(provision.path) + 4 else text
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and lines[0] == provision.heading:
            lines[:2] = [_joined(*lines[:2])]
        return "\n".join(lines) or _own_words(draft)


def _joined(heading: str, text: str) -> str:
    """A heading that stood on a line of its own, before its text as in running text: 市场监测。建立监测网络."""
    return f"{heading}{'' if heading[-1] in _ENDS else '。'}{text}"


def _host(candidates: Sequence[_Draft], target: Commitment) -> _Draft:
    """The row that a target belongs to: whose words hold it, else the last that begins before it."""
    holding = [draft for draft in candidates if draft.matter and draft.matter.passage.holds(target.passage)]
    before = [draft for draft in candidates if draft.matter and draft.matter.passage.begin <= target.passage.begin]
    return (holding or before[-1:] or candidates)[0]


def _own_words(draft: _Draft) -> str:
    if draft.matter:
        quote, label = draft.matter.passage.quote, draft.matter.label
        return quote if label.endswith("…") and quote.startswith(label[:-1]) else label or quote
    return "\n".join(dict.fromkeys(entry.passage.quote or entry.label for entry in draft.targets))


def _deadlines(draft: _Draft) -> tuple[str, ...]:
    """The task's own deadline, else those of its targets, each once and in order."""
    if draft.matter and draft.matter.deadline:
        return (draft.matter.deadline,)
    return tuple(sorted({entry.deadline for entry in draft.targets if entry.deadline}))


def _named(parts: Iterable[Part], role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.agent for part in parts if part.role == role))


def _quotes(draft: _Draft) -> tuple[str, ...]:
    """Every passage once, in text order, none that another one holds."""
    stated = {entry.passage for entry in draft.commitments} | {part.passage for part in draft.parts}
    passages = sorted((passage for passage in stated if passage.quote), key=lambda one: (one.begin, -one.end))
    kept: list[Passage] = []
    for passage in passages:
        if not any(other.holds(passage) for other in kept):
            kept.append(passage)
    return tuple(" ".join(passage.quote.split()) for passage in kept)


def _titled(provision: Provision) -> str:
    """A provision's heading with its number as documents print it: 一、主要任务, (二)治理污水, 3.整治河道."""
    number = provision.path.rpartition("/")[2]
    if not provision.heading:
        return number
    return f"{number}{_sign_after(number)}{provision.heading}"


def _sign_after(number: str) -> str:
    if number[:1] in _OPENING or number.startswith("第"):
        return "" if number[:1] in _OPENING else " "
    return "." if number[:1].isascii() else "、"

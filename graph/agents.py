"""The agents of one document, as nodes: each name resolved to its body, and the body described in the shared graph."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from graph.bodies import Body, resolve
from graph.definitions import defined_names
from graph.draft import Draft, chinese
from graph.identity import Names, normal
from graph.located import LETTER, Setting
from graph.vocabulary import ALT_LABEL, PREF_LABEL, zr
from ontology import function_iri
from ontology.aliases import Alias
from ontology.names import spellings
from ontology.places import NATION, Place, leading_place, leading_stem, place_named, place_of_number

FOLDERS = {"AgentGroup": "group", "CoordinatingBody": "body", "Department": "department"}
UNKNOWN = "未知"
HERE = "地区"
"""What the place is called that the policy governs and does not name."""


def printed_name(name: str, place: Place | None) -> str:
    """The name as the place's own documents write it: 临江市环保局 of 临江市 is 市环保局."""
    short = normal(name)
    if place and place != NATION and short.startswith(place.name) and len(short) > len(place.name):
        short = place.letter + short[len(place.name) :]
    return short.replace("人民政府", "政府")


def body_node(names: Names, body: Body, key: str) -> NamedNode:
    """The name of a body; ``key`` is the policy's, which holds the bodies of places that nothing names."""
    folder = FOLDERS[body.category]
    if body.place:
        return names.thing(folder, body.place.key, body.canonical)
    return names.thing(folder, UNKNOWN, key, body.beyond or HERE, body.canonical)


@dataclass
class Agents:
    """Names the agents of one document and describes each in the shared graph."""

    draft: Draft
    aliases: Sequence[Alias] = ()
    _known: dict[str, Body] = field(default_factory=dict)
    _described: dict[str, NamedNode] = field(default_factory=dict)

    @cached_property
    def place(self) -> Place | None:
        """The area the policy governs, with its parent where the policy tells it."""
        fields = self.draft.record.document
        outer = _leading(*fields.issuer, fields.title or "")
        if name := normal(fields.jurisdiction or ""):
            named = place_named(name)
            return next((place for place in outer if place.name == named.name and place.parent), named)
        return next(iter(outer), None) or self._place_of_number(fields.document_number or "")

    @cached_property
    def setting(self) -> Setting:
        """What the names of this document are resolved with."""
        record = self.draft.record
        when = record.document.issued_on or record.document.published_on or ""
        setting = Setting(
            place=self.place,
            letter="" if self.place else self._usual_letter(),
            year=int(when[:4]) if when[:4].isdigit() else None,
            aliases=(*self.aliases, *defined_names(record.text)),
        )
        bodies = frozenset(resolve(body.name, setting).canonical for body in record.bodies)
        return Setting(setting.place, setting.letter, setting.year, setting.aliases, bodies)

    def body(self, name: str) -> Body:
        """The body that a name of this document means."""
        if name not in self._known:
            self._known[name] = resolve(name, self.setting)
        return self._known[name]

    def describe(self, name: str) -> NamedNode:
        """The agent's node; the same body of the same place is one node in all documents."""
        if name not in self._described:
            self._described[name] = self._describe(name)
        return self._described[name]

    def jurisdiction(self) -> NamedNode:
        """The place the policy governs."""
        return self._place_node(self.place, None)

    def _describe(self, name: str) -> NamedNode:
        body, draft = self.body(name), self.draft
        node = body_node(draft.names, body, draft.key)
        label = self._labels.get(node) or printed_name(name, self.place)
        draft.introduce_shared(node, body.category, label)
        draft.share(node, PREF_LABEL, chinese(body.official) if body.official else None)
        forms = dict.fromkeys((normal(name), printed_name(name, self.place), *body.forms, *_spellings(body)))
        draft.share(node, ALT_LABEL, *(chinese(form) for form in forms if form not in {label, body.official}))
        draft.share(node, zr("jurisdiction"), self._place_node(body.place, body.beyond))
        draft.share(node, zr("kind"), Literal(body.kind) if body.kind else None)
        draft.share(node, zr("function"), *(NamedNode(function_iri(function)) for function in body.functions))
        if body.branch_of:
            draft.share(node, zr("branchOf"), self._bureau_above(body, body.branch_of))
        return node

    def _bureau_above(self, branch: Body, bureau: str) -> NamedNode:
        """The city's bureau that a district's branch belongs to; of a city unknown where nothing names it."""
        city = branch.place.within("city") or branch.place.within("province") if branch.place else None
        city = None if city == NATION else city
        if city and city != branch.place:
            return self._introduce_bureau(resolve(bureau, Setting(city, year=self.setting.year)))
        name = f"市{bureau}"
        body = resolve(name, Setting(year=self.setting.year))
        return self._introduce_bureau(Body(name, name, "Department", body.kind, body.functions, None, "市"))

    def _introduce_bureau(self, body: Body) -> NamedNode:
        node = body_node(self.draft.names, body, self.draft.key)
        self.draft.introduce_shared(node, body.category, self._labels.get(node) or body.canonical)
        self.draft.share(node, PREF_LABEL, chinese(body.official) if body.official else None)
        self.draft.share(node, zr("jurisdiction"), self._place_node(body.place, body.beyond))
        self.draft.share(node, zr("kind"), Literal(body.kind) if body.kind else None)
        self.draft.share(node, zr("function"), *(NamedNode(function_iri(function)) for function in body.functions))
        return node

    @cached_property
    def _labels(self) -> dict[NamedNode, str]:
        """The form in which the document names each body most often; the shorter of two as frequent."""
        forms: dict[NamedNode, Counter[str]] = {}
        for name in self._all_names():
            node = body_node(self.draft.names, self.body(name), self.draft.key)
            forms.setdefault(node, Counter())[printed_name(name, self.place)] += 1
        return {node: min(count, key=lambda form: (-count[form], len(form), form)) for node, count in forms.items()}

    def _all_names(self) -> Iterator[str]:
        record = self.draft.record
        yield from (assignment.agent for assignment in record.assignments)
        yield from record.document.issuer
        for body in record.bodies:
            yield body.name
            if body.office_at:
                yield body.office_at

    def _usual_letter(self) -> str:
        """The level that most names begin with: 区 in a district's policy that does not say which district."""
        found = Counter(match.group() for name in self._all_names() if (match := LETTER.match(normal(name))))
        return min(found, key=lambda letter: (-found[letter], letter), default="")

    def _place_of_number(self, number: str) -> Place | None:
        """The area whose government numbers so, unless the names in the text are of another level."""
        place, letter = place_of_number(number), self._usual_letter()
        return place if place and (place == NATION or not letter or place.letter.endswith(letter)) else None

    def _place_node(self, place: Place | None, beyond: str | None) -> NamedNode:
        return self._known_place(place) if place else self._unknown_place(beyond or HERE)

    def _known_place(self, place: Place) -> NamedNode:
        node = self.draft.introduce_shared(self.draft.names.thing("place", place.key), "Jurisdiction", place.key)
        self.draft.share(node, zr("level"), Literal(place.level) if place.level else None)
        self.draft.share(node, zr("parent"), self._known_place(place.parent) if place.parent else None)
        return node

    def _unknown_place(self, what: str) -> NamedNode:
        """A place the text does not name: one of this policy alone, so that it is never taken for another's."""
        draft = self.draft
        node = draft.names.thing("place", UNKNOWN, draft.key, what)
        title = draft.record.document.title or draft.record.source
        draft.introduce_shared(node, "Jurisdiction", f"{UNKNOWN}{what}（{title}）")
        return node


def _leading(*texts: str) -> list[Place]:
    """The areas that names or titles begin with."""
    found = []
    for text in map(normal, texts):
        start = text.removeprefix("中共").removeprefix("关于印发").removeprefix("《")
        if place := leading_place(start) or leading_stem(start):
            found.append(place[0])
    return found


def _spellings(body: Body) -> Iterator[str]:
    """The names of a body in all spellings of the table, with its level: 市发改委, 市发展改革委, ...."""
    letter = body.place.letter if body.place else ""
    if letter and body.canonical.startswith(letter):
        yield from (letter + spelling for spelling in spellings(body.canonical[len(letter) :]))
    else:
        yield from spellings(body.canonical) if body.place == NATION else (body.canonical,)

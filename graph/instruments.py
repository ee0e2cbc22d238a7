"""Which cited names mean the same instrument, across documents, and which are nearly the same.

An instrument cited with its number already has the name of the policy with that number. One cited by title alone is
known only by that title; where exactly one policy that zeren has read, or else one instrument cited with a number,
has the same title, ``owl:sameAs`` leads from the title's name to it. So the graph of a document never depends on
which other documents have been read. Titles that are nearly equal (word order, (试行), the issuer left out) are linked
by ``skos:closeMatch`` with the reason, never merged.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from pyoxigraph import NamedNode, Store, Triple

from graph.draft import chinese
from graph.identity import Names, normal_title
from graph.labels import one_line
from graph.matches import Match, likeness, weighed
from graph.statements import labels_of, objects_of, subjects_of
from graph.titles import NearTitle, forwarded, instrument_name, instrument_title, near_title
from graph.vocabulary import CLOSE_MATCH, LABEL, SAME_AS, TITLE, zr
from loaders.lexicon import load_lexicon

NEAR_TITLE = "near-title"
# Below this two titles of the same signs say something else in them.
_LEAST_LIKENESS = 0.5


@dataclass(frozen=True)
class _Known:
    """What the store knows of instruments: the titles each is cited under, and which are policies it has read.

    ``unnumbered`` are the read policies without a document number.
    """

    cited: Mapping[str, Counter[str]]
    read: frozenset[str]
    unnumbered: frozenset[str]

    def title(self, name: str) -> str:
        """What most call it."""
        return _commonest(self.cited[name])

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """The instruments cited with a number that have not been read."""
        return tuple(sorted(name for name in self.cited if not _is_title_name(name) and name not in self.read))


def link_instruments(store: Store, names: Names) -> Iterator[Triple]:
    """Yield labels for instruments known by number only, ``owl:sameAs`` from a cited name to what it means, matches."""
    read = subjects_of(store, "Policy")
    known = _Known(_cited_titles(store), read, read - objects_of(store, zr("documentNumber")).keys())
    for name in known.numbered:
        yield Triple(NamedNode(name), LABEL, chinese(one_line(known.title(name))))
    same = dict(_same(known, _names_of_policies(store, names, read), names))
    for name, target in sorted(same.items()):
        yield Triple(NamedNode(name), SAME_AS, NamedNode(target))
    apart = [name for name in sorted(known.cited) if name not in same and name not in read]
    for match in _near({name: known.title(name) for name in apart}):
        yield from match.triples(names)


def _same(known: _Known, policies: Mapping[str, set[str]], names: Names) -> Iterator[tuple[str, str]]:
    """Each cited name with the one policy, else the one numbered instrument, that it means.

    One cited with a number is no policy of another number, though the titles are equal: an earlier edition.
    """
    unread = _gather((name, {names.instrument(known.title(name), None).value}) for name in known.numbered)
    for name in sorted(set(known.cited) - known.read):
        title, by_title = known.title(name), _is_title_name(name)
        spellings = [name if by_title else names.instrument(title, None).value]
        if inner := forwarded(title):
            spellings.append(names.instrument(inner, None).value)
        may_be = known.read if by_title else known.unnumbered
        found = [_only(policies.get(spelling, set()) & may_be) for spelling in spellings]
        if by_title:
            found.append(_only(unread.get(name, set())))
        if target := next((one for one in found if one), None):
            yield name, target


def _names_of_policies(store: Store, names: Names, read: frozenset[str]) -> Mapping[str, set[str]]:
    """The names under which each read policy would be cited by title: as it stands, with its area, with its issuer."""
    titles, issuers = objects_of(store, TITLE), objects_of(store, zr("issuer"))
    areas, labels = objects_of(store, zr("jurisdiction")), labels_of(store, "Jurisdiction")
    bodies = {
        iri: label for kind in ("Department", "Agent", "AgentGroup") for iri, label in labels_of(store, kind).items()
    }
    return _gather(
        (policy, set(_citable(title, [bodies.get(iri, "") for iri in issuers.get(policy, ())], area, names)))
        for policy in sorted(read)
        for title in titles.get(policy, ())
        for area in ([labels.get(iri) for iri in areas.get(policy, ())] or [None])
    )


def _citable(title: str, issuers: Sequence[str], area: str | None, names: Names) -> Iterator[str]:
    for before in ("", *issuers):
        name = instrument_name(title, before, area, "")
        yield names.instrument(name.title, None, *name.place).value
    yield names.instrument(instrument_title(title), None).value


def _near(titles: Mapping[str, str]) -> Iterator[Match]:
    """The pairs of nearly equal titles; those of one key are few, or of many issuers and then no pair."""
    keys = {name: near_title(title) for name, title in titles.items()}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in titles:
        groups[keys[name].key].append(name)
    for group in groups.values():
        issuers = {keys[name].issuer for name in group} - {""}
        for members in _of_one_issuer(group, keys, issuers):
            yield from _pairs(members, titles, keys)


def _of_one_issuer(group: Sequence[str], keys: Mapping[str, NearTitle], issuers: set[str]) -> Iterator[Sequence[str]]:
    """Titles that may be one text: of one issuer, those without any among them only where there is no other issuer."""
    if len(issuers) <= 1:
        yield group
        return
    for issuer in ("", *sorted(issuers)):
        yield [name for name in group if keys[name].issuer == issuer]


def _pairs(names: Sequence[str], titles: Mapping[str, str], keys: Mapping[str, NearTitle]) -> Iterator[Match]:
    for one, other in combinations(sorted(names, key=lambda name: (titles[name], name)), 2):
        first, second = keys[one], keys[other]
        both_dated = any(map(str.isdigit, first.version)) and any(map(str.isdigit, second.version))
        if (both_dated and first.version != second.version) or titles[one] == titles[other]:
            continue
        if likeness(first.bare, second.bare) < _LEAST_LIKENESS:
            continue
        zh, en = _reason(first, second)
        pair = (titles[one], titles[other])
        yield Match("instrument", pair, (one, other), CLOSE_MATCH, NEAR_TITLE, weighed(*pair), zh, en)


def _reason(one: NearTitle, other: NearTitle) -> tuple[str, str]:
    rules = load_lexicon("titles", "graph")
    used = [rules.rule(identifier) for identifier in sorted(set(one.rules) ^ set(other.rules))]
    reasons = [(rule.fields["zh"], rule.fields["en"]) for rule in used]
    if one.issuer != other.issuer:
        reasons.append(("一处未写发文机关", "one leaves the issuer out"))
    if one.bare != other.bare:
        reasons.append(("语序不同", "the same words in another order"))
    return ";".join(zh for zh, _ in reasons), "; ".join(en for _, en in reasons)


def _cited_titles(store: Store) -> Mapping[str, Counter[str]]:
    """How often each instrument is cited under which canonical title."""
    titles = objects_of(store, TITLE)
    cited: dict[str, Counter[str]] = defaultdict(Counter)
    for citation, instruments in objects_of(store, zr("instrument")).items():
        for instrument in instruments:
            cited[instrument].update(normal_title(title) for title in titles.get(citation, ()))
    return cited


def _gather(pairs: Iterator[tuple[str, set[str]]]) -> Mapping[str, set[str]]:
    """The things by each of the names they have."""
    found: dict[str, set[str]] = defaultdict(set)
    for thing, spellings in pairs:
        for spelling in spellings:
            found[spelling].add(thing)
    return found


def _commonest(titles: Counter[str]) -> str:
    return min(titles, key=lambda title: (-titles[title], title), default="")


def _only(candidates: set[str]) -> str | None:
    """The one candidate; None where the title alone does not decide."""
    return next(iter(candidates)) if len(candidates) == 1 else None


def _is_title_name(name: str) -> bool:
    return "/instrument/" in name

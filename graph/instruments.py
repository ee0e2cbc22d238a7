"""Which cited names mean the same instrument, across documents.

An instrument cited with its number already has the name of the policy with that number. One cited by title alone is
known only by that title; where exactly one policy that zeren has read, or else one instrument cited with a number,
has the same title, ``owl:sameAs`` leads from the title's name to it. So the graph of a document never depends on
which other documents have been read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Store, Triple

from graph.draft import chinese
from graph.identity import normal_title
from graph.labels import one_line
from graph.vocabulary import LABEL, SAME_AS, TITLE, TYPE, zr


def link_instruments(store: Store) -> Iterator[Triple]:
    """Yield labels for instruments known by number only, and ``owl:sameAs`` from a cited name to what it means."""
    read = {subject: normal_title(title) for subject, title in _titles(store, "Policy")}
    cited = _cited_titles(store)
    numbered = {name: _commonest(titles) for name, titles in cited.items() if not _is_title_name(name)}
    for name, title in sorted(numbered.items()):
        if name not in read:
            yield Triple(NamedNode(name), LABEL, chinese(one_line(title)))
    policies, unread = _by_title(read), _by_title({n: t for n, t in numbered.items() if n not in read})
    for name, titles in sorted(cited.items()):
        if name not in read:
            title = _commonest(titles)
            others = unread.get(title, set()) if _is_title_name(name) else set()
            if target := _only(policies.get(title, set()) - {name}) or _only(others):
                yield Triple(NamedNode(name), SAME_AS, NamedNode(target))


def _titles(store: Store, kind: str) -> Iterator[tuple[str, str]]:
    """The subject and title of each thing of a class."""
    for typed in store.quads_for_pattern(None, TYPE, zr(kind)):
        for quad in store.quads_for_pattern(typed.subject, TITLE, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.subject.value, quad.object.value


def _cited_titles(store: Store) -> Mapping[str, Counter[str]]:
    """How often each instrument is cited under which title."""
    titles = dict(_titles(store, "Citation"))
    cited: dict[str, Counter[str]] = defaultdict(Counter)
    for quad in store.quads_for_pattern(None, zr("instrument"), None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            cited[quad.object.value][titles[quad.subject.value]] += 1
    return cited


def _by_title(titles: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, title in titles.items():
        found[title].add(name)
    return found


def _commonest(titles: Counter[str]) -> str:
    return min(titles, key=lambda title: (-titles[title], title))


def _only(candidates: set[str]) -> str | None:
    """The one candidate; None where the title alone does not decide."""
    return next(iter(candidates)) if len(candidates) == 1 else None


def _is_title_name(name: str) -> bool:
    return "/instrument/" in name

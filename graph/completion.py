"""The end of every change: zeren's own graphs brought up to date, held against the shapes, then a release."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from graph.comparison import compare_targets
from graph.derivation import inferred_leads
from graph.identity import Names
from graph.indicator_matches import link_indicators
from graph.inference import explain_coverage, explain_links
from graph.instruments import link_instruments
from graph.ledger import LEDGER_GRAPH
from graph.lines import line_of, lines_of_rdflib
from graph.naming import settle_names
from graph.publishing import Publication
from graph.release import Release
from graph.store import WorkStore
from graph.succession import successions
from graph.validation import BrokenModel, Finding, validate
from graph.version import mapping_version
from ontology import load_ontology, load_vocabularies


@dataclass(frozen=True, slots=True)
class Completion:
    """The release that is current now, None while there is nothing of the user's; and the gaps in what changed."""

    release: Release | None
    gaps: tuple[Finding, ...] = ()


def complete(store: WorkStore, publication: Publication) -> Completion:
    """Publish what the store holds, its computed graphs made anew. Raises BrokenModel; then the old release stays."""
    names = Names()
    if not set(store.ledger.graphs) - own_graphs(names) and store.current() is None:
        return Completion(None)
    said = set(_loaded_lines(store, names))
    refresh_words(store, names, said)
    shared = (line for line in settle_names(store.ledger.shared_lines()) if line not in said)
    store.replace_graph(names.graph("shared"), shared)
    _refresh_derived(store, names)
    gaps = _hold_against_shapes(store)
    return Completion(store.publish(publication), gaps)


def own_graphs(names: Names) -> set[str]:
    """The graphs that zeren makes: no file is loaded into them."""
    return {names.graph(name).value for name in ("ontology", "reference", "shared", "derived", "judgements")}


def is_own_graph(graph: str) -> bool:
    """Whether zeren makes the graph itself: no file is loaded into it, and no update writes it."""
    names = Names()
    is_document = graph.startswith(names.document_graph("").value)
    return is_document or graph in own_graphs(names) or graph == LEDGER_GRAPH.value


def _loaded_lines(store: WorkStore, names: Names) -> Iterator[str]:
    """What graphs of the user's own say: zeren does not say it again, since in the union it would count twice."""
    for graph, entry in store.ledger.graphs.items():
        if not entry.owner and graph not in own_graphs(names):
            yield from map(line_of, store.store.quads_for_pattern(None, None, None, NamedNode(graph)))


def _hold_against_shapes(store: WorkStore) -> tuple[Finding, ...]:
    """Examine what has changed since it was found sound; returns what the documents leave open. Raises BrokenModel."""
    changed = store.ledger.unchecked(mapping_version())
    findings = validate(store.store, changed)
    if violations := [finding for finding in findings if finding.severity == "violation"]:
        raise BrokenModel(str(store.directory), violations)
    store.note_sound(changed, mapping_version())
    return tuple(findings)


def refresh_words(store: WorkStore, names: Names, said: Collection[str] = ()) -> None:
    """Bring in the ontology and the vocabularies but what users' graphs have ``said``, which would count twice."""
    terms, words = _words()
    store.replace_graph(names.graph("ontology"), terms)
    store.replace_graph(names.graph("reference"), (word for word in words if word not in said))


def own_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The graphs of zeren's own words, which are those of every release: their names and their lines."""
    terms, words = _words()
    return (("ontology", terms), ("reference", words))


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the ontology, and those of the vocabularies that it has not."""
    terms = lines_of_rdflib(load_ontology())
    known = set(terms)
    return tuple(terms), tuple(line for line in lines_of_rdflib(load_vocabularies()) if line not in known)


def _refresh_derived(store: WorkStore, names: Names) -> None:
    """What follows from several documents, if anything it follows from has changed."""
    derived = names.graph("derived")
    # nothing follows from judgements: to judge costs no new derivation
    digest = store.ledger.digest(derived.value, names.graph("judgements").value)
    made_from = f"{mapping_version()} {digest}"
    entry = store.ledger.graphs.get(derived.value)
    if entry is not None and entry.made_from == made_from:
        return
    # What was derived before must not be taken for what documents say: nothing of it would be derived again.
    store.replace_graph(derived, ())
    triples = [
        *inferred_leads(store.store, names),
        *explain_coverage(store.store, names),
        *explain_links(store.store, link_instruments(store.store, names), names),
        *link_indicators(store.store, names),
        *compare_targets(store.store, names),
        *successions(store.store, names),
    ]
    store.replace_graph(derived, map(line_of, triples), made_from)

"""The end of every change: zeren's own graphs brought up to date, then a release."""

from functools import cache

from graph.comparison import compare_targets
from graph.derivation import inferred_leads
from graph.identity import Names
from graph.indicator_matches import link_indicators
from graph.instruments import link_instruments
from graph.lines import line_of, lines_of_rdflib
from graph.naming import settle_names
from graph.publishing import Publication
from graph.release import Release
from graph.store import WorkStore
from graph.succession import successions
from graph.version import mapping_version
from ontology import load_ontology, load_vocabularies


def complete(store: WorkStore, publication: Publication) -> Release | None:
    """Publish what the store holds, its computed graphs made anew; None while it holds nothing of the user's."""
    names = Names()
    own = {names.graph(name).value for name in ("ontology", "reference", "shared", "derived")}
    if not set(store.ledger.graphs) - own and store.current() is None:
        return None
    _refresh_words(store, names)
    store.replace_graph(names.graph("shared"), settle_names(store.ledger.shared_lines()))
    _refresh_derived(store, names)
    return store.publish(publication)


def _refresh_words(store: WorkStore, names: Names) -> None:
    """The ontology and the vocabularies; no triple stands in both, as it would count twice."""
    terms, words = _words()
    store.replace_graph(names.graph("ontology"), terms)
    store.replace_graph(names.graph("reference"), words)


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the ontology, and those of the vocabularies that it has not."""
    terms = lines_of_rdflib(load_ontology())
    known = set(terms)
    return tuple(terms), tuple(line for line in lines_of_rdflib(load_vocabularies()) if line not in known)


def _refresh_derived(store: WorkStore, names: Names) -> None:
    """What follows from several documents, if anything it follows from has changed."""
    derived = names.graph("derived")
    made_from = f"{mapping_version()} {store.ledger.digest(without=derived.value)}"
    entry = store.ledger.graphs.get(derived.value)
    if entry is not None and entry.made_from == made_from:
        return
    triples = [
        *inferred_leads(store.store, names),
        *link_instruments(store.store, names),
        *link_indicators(store.store, names),
        *compare_targets(store.store, names),
        *successions(store.store, names),
    ]
    store.replace_graph(derived, map(line_of, triples), made_from)

"""Stores made from invented documents, for the audit to look at: read, mapped and completed as a build does."""

from collections import Counter
from hashlib import sha256

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple

from graph.derivation import inferred_leads
from graph.identity import Names
from graph.instruments import link_instruments
from graph.lines import line_of, lines_of_rdflib
from graph.mapping import map_record
from graph.naming import settle_names
from loaders.document import Document
from loaders.extraction import extract
from ontology import load_vocabularies

BETWEEN_DOCUMENTS = "=====\n"
NAMES = Names()
VOCABULARIES = "\n".join(lines_of_rdflib(load_vocabularies()))


def store_of(*texts: str) -> Store:
    """A store of the documents, with the vocabularies and what follows from the documents."""
    store = Store()
    _load(store, VOCABULARIES, NAMES.graph("reference"))
    shared = NAMES.graph("shared")
    said: dict[Quad, None] = {}
    for number, text in enumerate(texts):
        digest = sha256(text.encode()).hexdigest()
        record = extract(Document(source=f"case-{number}.txt", content_hash=digest, text=text))
        said.update(dict.fromkeys(map_record(record)))
    store.extend(quad for quad in said if quad.graph_name != shared)
    about_all = Counter(line_of(quad.triple) for quad in said if quad.graph_name == shared)
    _load(store, "\n".join(settle_names(about_all)), shared)
    for triple in (*inferred_leads(store, NAMES), *link_instruments(store, NAMES)):
        store.add(_in_derived(triple))
    return store


def _load(store: Store, lines: str, graph: NamedNode) -> None:
    store.load(lines, format=RdfFormat.N_TRIPLES, to_graph=graph)


def _in_derived(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, NAMES.graph("derived"))

"""What people call a thing of the graph: its label in their language."""

from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from queries.question import Language

RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SKOS = "http://www.w3.org/2004/02/skos/core#"
ZR = "https://w3id.org/zeren/ns#"
QUOTE = NamedNode(ZR + "quote")
# In order of preference; a passage has no label but its quote.
LABELLING = (RDFS_LABEL, NamedNode(SKOS + "prefLabel"), QUOTE)


class Labels:
    """Labels of a store's things in one language, each looked up once."""

    def __init__(self, store: Store, language: Language) -> None:
        self._store = store
        self._language = language
        self._known: dict[NamedNode | BlankNode, str] = {}

    def of(self, thing: NamedNode | BlankNode) -> str:
        """The label in the language, else in another, else the last part of the IRI."""
        if thing not in self._known:
            self._known[thing] = self._find(thing)
        return self._known[thing]

    def of_passage(self, passage: NamedNode | BlankNode) -> str:
        """The same for what is mostly a passage: its quote is looked for first."""
        if passage not in self._known:
            found = next(self._store.quads_for_pattern(passage, QUOTE, None), None)
            quote = found.object if found else None
            self._known[passage] = quote.value if isinstance(quote, Literal) else self._find(passage)
        return self._known[passage]

    def known(self, thing: NamedNode | BlankNode) -> str:
        """The label in the language, else in another; empty where the store has none."""
        for predicate in LABELLING:
            quads = self._store.quads_for_pattern(thing, predicate, None)
            labels = [quad.object for quad in quads if isinstance(quad.object, Literal)]
            if labels:
                return min(labels, key=self._rank).value
        return ""

    def _find(self, thing: NamedNode | BlankNode) -> str:
        return self.known(thing) or last_part(thing.value)

    def _rank(self, label: Literal) -> tuple[int, str]:
        """Own language before no language before another; equals by spelling, so that an answer never varies."""
        language = (label.language or "").partition("-")[0]
        return (0 if language == self._language else 1 if not language else 2, label.value)


def last_part(iri: str) -> str:
    """The part of an IRI after the last ``/`` or ``#``, decoded: ``…/department/临江市/市水利局`` is 市水利局."""
    return unquote(iri.rstrip("/#").replace("#", "/").rpartition("/")[2])

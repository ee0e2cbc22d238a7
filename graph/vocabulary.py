"""The terms that mapping writes, as pyoxigraph nodes; their meaning is in ``ontology/zeren.ttl``."""

from functools import cache

from pyoxigraph import NamedNode

ZR_BASE = "https://w3id.org/zeren/ns#"
XSD_BASE = "http://www.w3.org/2001/XMLSchema#"


@cache
def zr(name: str) -> NamedNode:
    """A term of zeren's own ontology."""
    return NamedNode(ZR_BASE + name)


@cache
def xsd(name: str) -> NamedNode:
    """A datatype of XML Schema."""
    return NamedNode(XSD_BASE + name)


TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
CLOSE_MATCH = NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch")
NOTATION = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
RELATED_MATCH = NamedNode("http://www.w3.org/2004/02/skos/core#relatedMatch")
SAME_AS = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
TITLE = NamedNode("http://purl.org/dc/terms/title")
DERIVED_FROM = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
QUDT_UNIT = NamedNode("http://qudt.org/schema/qudt/unit")

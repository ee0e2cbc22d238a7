"""The terms that mapping writes, as pyoxigraph nodes; their meaning is in ``ontology/zeren.ttl``."""

from functools import cache

from pyoxigraph import NamedNode

ZR_BASE = "https://w3id.org/zeren/ns#"
RDF_BASE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD_BASE = "http://www.w3.org/2001/XMLSchema#"


@cache
def zr(name: str) -> NamedNode:
    """A term of zeren's own ontology."""
    return NamedNode(ZR_BASE + name)


@cache
def rdf(name: str) -> NamedNode:
    """A term of RDF itself."""
    return NamedNode(RDF_BASE + name)


@cache
def xsd(name: str) -> NamedNode:
    """A datatype of XML Schema."""
    return NamedNode(XSD_BASE + name)


TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
PREF_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
CLOSE_MATCH = NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch")
NOTATION = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
RELATED_MATCH = NamedNode("http://www.w3.org/2004/02/skos/core#relatedMatch")
SAME_AS = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
TITLE = NamedNode("http://purl.org/dc/terms/title")
DERIVED_FROM = NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
ISSUED = NamedNode("http://purl.org/dc/terms/issued")
VERSION = NamedNode("http://www.w3.org/2002/07/owl#versionInfo")
PUBLISHED = NamedNode("http://www.w3.org/ns/prov#Entity")
ATTRIBUTED_TO = NamedNode("http://www.w3.org/ns/prov#wasAttributedTo")
GENERATED_AT = NamedNode("http://www.w3.org/ns/prov#generatedAtTime")
REVISION_OF = NamedNode("http://www.w3.org/ns/prov#wasRevisionOf")
PROV_PERSON = NamedNode("http://www.w3.org/ns/prov#Person")
NOTE = NamedNode("http://www.w3.org/2004/02/skos/core#note")
QUDT_UNIT = NamedNode("http://qudt.org/schema/qudt/unit")

PREFIXES = {
    "zr": ZR_BASE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": XSD_BASE,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "dcterms": "http://purl.org/dc/terms/",
}
"""The names that people expect for vocabularies, in queries and in files."""

"""The prefixes that people expect a SPARQL endpoint to know, as ``rdfs:`` in a query that does not declare it."""

import re
from typing import Final

from graph.vocabulary import PREFIXES

USUAL: Final = PREFIXES

_DECLARED: Final = re.compile(r"\bPREFIX\s*([\w-]*)\s*:", re.IGNORECASE)
_IRI: Final = re.compile(r"<[^<>\s]*>")
_USED: Final = re.compile(r"(?<![\w<:?$@.-])([a-z]+):")


def with_usual_prefixes(query: str) -> str:
    """The query with a declaration before it of each usual prefix that it uses and does not declare.

    A query that declares its own is left as it is, so that the places in the parser's messages stay true; a
    declaration that a text inside quotes brought about does no harm.
    """
    missing = set(_USED.findall(_IRI.sub("", query))) - set(_DECLARED.findall(query))
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in USUAL.items() if name in missing) + query

"""RDF terms as measures read and write them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
Solution = Mapping[str, Term]
Answered = Mapping[str, Term | tuple[Term, ...] | None]


def iri(term: Term) -> str:
    """The address of a term, or the text of a literal."""
    return str(term) if isinstance(term, Triple) else term.value


def nodes(iris: Iterable[str]) -> tuple[Term, ...]:
    """The addresses as terms, sorted."""
    return tuple(NamedNode(iri) for iri in sorted(iris))


def number(value: float) -> Literal:
    """A number as a decimal."""
    return Literal(str(Decimal(str(value))), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))

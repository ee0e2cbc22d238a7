"""The shapes as SPARQL: ``shapes.ttl`` stays the source, and a store answers in its own engine.

Compiled is the part of SHACL that zeren's shapes use; anything else in them is an error, so that no constraint is
passed over. A test holds the outcome against pyshacl, the reference, on every specimen and on a whole release.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal as OneOf

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import IdentifiedNode, Node

from .files import load_ontology, load_shapes, load_term_shapes, load_vocabularies
from .terms import ZR

Severity = OneOf["violation", "warning"]

_SEVERITIES: Mapping[Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning"}
_CAST = (XSD.integer, XSD.decimal, XSD.boolean, XSD.date)
_NODE_KINDS: Mapping[Node, str] = {
    SH.IRI: "isIRI(?value)",
    SH.Literal: "isLiteral(?value)",
    SH.BlankNodeOrIRI: "!isLiteral(?value)",
}


class UnsupportedShape(Exception):
    """A shape uses a part of SHACL that is not compiled: a defect of zeren's own files."""


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of a shape. ``path`` is the property as SPARQL writes it, empty where there is no single one.

    ``messages`` are by language, zh and en.
    """

    shape: str
    component: str
    path: str
    severity: Severity
    messages: tuple[tuple[str, str], ...]
    targets: str
    conditions: str

    def query(self) -> str:
        """The SELECT whose rows are the breaches: ``?this``, ``?graph`` and, where there is one, ``?value``.

        Ask it with the union as default graph; the named graphs are those that put a node under the shape's target.
        """
        return f"SELECT DISTINCT ?this ?graph ?value WHERE {{ {self.targets} {self.conditions} }}"


@cache
def checks() -> tuple[Check, ...]:
    """Every constraint on what documents and people say, in the order of the shapes' names."""
    return tuple(compile_shapes(load_shapes(), load_ontology()))


@cache
def term_checks() -> tuple[Check, ...]:
    """Every constraint on the terms of the ontology themselves."""
    return tuple(compile_shapes(load_term_shapes(), load_ontology()))


@cache
def declared_terms() -> frozenset[str]:
    """The IRIs of zeren's own terms, roles and bases included."""
    terms = map(str, (load_ontology() + load_vocabularies()).subjects())
    return frozenset(term for term in terms if term.startswith(str(ZR)))


def compile_shapes(shapes: Graph, ontology: Graph) -> Iterator[Check]:
    """Yield the constraints of all node shapes; ``ontology`` says which classes lie under which.

    Raises UnsupportedShape.
    """
    for shape in sorted(shapes.subjects(RDF.type, SH.NodeShape), key=str):
        yield from _Compiler(shapes, ontology, shape).checks()


@dataclass(frozen=True, slots=True)
class _Compiler:
    """Compiles one node shape."""

    shapes: Graph
    ontology: Graph
    shape: Node

    def checks(self) -> Iterator[Check]:
        """Yield the constraints of the shape."""
        targets = self._targets()
        for predicate, constraint in sorted(self.shapes.predicate_objects(self.shape)):
            if predicate == SH.property:
                yield from self._property(constraint, targets)
            elif predicate == SH.sparql:
                select = str(self.shapes.value(constraint, SH.select))
                yield self._check(constraint, "sparql", "", targets, _body(select))
            elif predicate not in {RDF.type, SH.targetClass, SH.targetSubjectsOf, SH.severity}:
                raise UnsupportedShape(f"{self.shape}: {predicate}")

    def _targets(self) -> str:
        classes = list(self.shapes.objects(self.shape, SH.targetClass))
        properties = list(self.shapes.objects(self.shape, SH.targetSubjectsOf))
        if bool(classes) == bool(properties):
            raise UnsupportedShape(f"{self.shape}: needs target classes or target properties")
        if properties:
            return f"GRAPH ?graph {{ ?this {'|'.join(map(_written, properties))} ?targeted }}"
        return f"VALUES ?class {{ {' '.join(self._with_subclasses(*classes))} }} GRAPH ?graph {{ ?this a ?class }}"

    def _property(self, constraint: Node, targets: str) -> Iterator[Check]:
        path = self._path(self.shapes.value(constraint, SH.path))
        for predicate, value in sorted(self.shapes.predicate_objects(constraint)):
            if predicate in {SH.path, SH.message, SH.severity}:
                continue
            compiler = _COMPONENTS.get(predicate)
            if compiler is None:
                raise UnsupportedShape(f"{self.shape}: {predicate}")
            component = str(predicate).rpartition("#")[2]
            yield self._check(constraint, component, path, targets, compiler(self, path, value))

    def _check(self, constraint: Node, component: str, path: str, targets: str, conditions: str) -> Check:
        severity = self.shapes.value(constraint, SH.severity) or self.shapes.value(self.shape, SH.severity)
        messages = sorted(
            (message.language or "", str(message))
            for message in self.shapes.objects(constraint, SH.message)
            if isinstance(message, Literal)
        )
        return Check(
            shape=str(self.shape).rpartition("#")[2],
            component=component,
            path=path,
            severity=_SEVERITIES[severity or SH.Violation],
            messages=tuple(messages),
            targets=targets,
            conditions=conditions,
        )

    def _path(self, path: Node | None) -> str:
        if isinstance(path, URIRef):
            return path.n3()
        if inverse := self.shapes.value(path, SH.inversePath):
            return f"^{_written(inverse)}"
        if alternatives := self.shapes.value(path, SH.alternativePath):
            return "|".join(map(_written, self.members(alternatives)))
        raise UnsupportedShape(f"{self.shape}: a path that is no property, no inverse and no choice")

    def members(self, first: Node) -> list[Node]:
        """The members of a list."""
        if not isinstance(first, IdentifiedNode):
            raise UnsupportedShape(f"{self.shape}: {first} is no list")
        return list(Collection(self.shapes, first))

    def _with_subclasses(self, *classes: Node) -> list[str]:
        found = {name for kind in classes for name in self.ontology.transitive_subjects(RDFS.subClassOf, kind)}
        return sorted(name.n3() for name in found if isinstance(name, URIRef))

    def at_least(self, path: str, count: Node) -> str:
        """``sh:minCount 1``."""
        self._only(count, 1)
        return f"FILTER NOT EXISTS {{ ?this {path} ?any }}"

    def at_most(self, path: str, count: Node) -> str:
        """``sh:maxCount 1``."""
        self._only(count, 1)
        return f"?this {path} ?one . ?this {path} ?other . FILTER(!sameTerm(?one, ?other))"

    def of_class(self, path: str, kind: Node) -> str:
        """``sh:class``."""
        kinds = ", ".join(self._with_subclasses(kind))
        return f"?this {path} ?value . FILTER NOT EXISTS {{ ?value a ?kind . FILTER(?kind IN ({kinds})) }}"

    def one_of(self, path: str, values: Node) -> str:
        """``sh:in``."""
        same = " || ".join(f"sameTerm(?value, {_written(value)})" for value in self.members(values))
        return f"?this {path} ?value . FILTER(!({same}))"

    def _only(self, count: Node, number: int) -> None:
        if not isinstance(count, Literal) or count.toPython() != number:
            raise UnsupportedShape(f"{self.shape}: a count of {count}; only {number} is compiled")


def _of_datatype(_: _Compiler, path: str, datatype: Node) -> str:
    name = _written(datatype)
    valid = f"COALESCE({name}(STR(?value)) = ?value, false)" if datatype in _CAST else "true"
    return f"?this {path} ?value . FILTER(!COALESCE(DATATYPE(?value) = {name} && {valid}, false))"


def _of_node_kind(compiler: _Compiler, path: str, kind: Node) -> str:
    if kind not in _NODE_KINDS:
        raise UnsupportedShape(f"{compiler.shape}: {kind}")
    return f"?this {path} ?value . FILTER(!({_NODE_KINDS[kind]}))"


def _having(_: _Compiler, path: str, value: Node) -> str:
    return f"FILTER NOT EXISTS {{ ?this {path} {_written(value)} }}"


def _not_below(_: _Compiler, path: str, limit: Node) -> str:
    return f"?this {path} ?value . FILTER(!COALESCE(?value >= {_written(limit)}, false))"


def _below(_: _Compiler, path: str, other: Node) -> str:
    return f"?this {path} ?value . ?this {_written(other)} ?limit . FILTER(!COALESCE(?value < ?limit, false))"


_COMPONENTS: Mapping[Node, Callable[[_Compiler, str, Node], str]] = {
    SH.minCount: _Compiler.at_least,
    SH.maxCount: _Compiler.at_most,
    SH["class"]: _Compiler.of_class,
    SH["in"]: _Compiler.one_of,
    SH.datatype: _of_datatype,
    SH.nodeKind: _of_node_kind,
    SH.hasValue: _having,
    SH.minInclusive: _not_below,
    SH.lessThan: _below,
}


def _body(select: str) -> str:
    """What stands between the outer braces of a SPARQL constraint."""
    return select[select.index("{") + 1 : select.rindex("}")].replace("$this", "?this")


def _written(term: Node) -> str:
    if isinstance(term, BNode) or not isinstance(term, URIRef | Literal):
        raise UnsupportedShape(f"{term}: a blank node as a value")
    return term.n3()

"""The tables of ``vocab/*.tsv`` as RDF: ``python -m ontology.vocabulary`` writes ``vocab/*.ttl`` anew.

The Turtle files are generated and committed; a test compares them with what this module makes of the tables.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from .functions import function_iri, function_row, name_pattern
from .tables import (
    ConceptRow,
    FunctionRow,
    ThemeRow,
    UnitRow,
    read_comparators,
    read_dimensions,
    read_functions,
    read_roles,
    read_rules,
    read_themes,
    read_units,
)
from .terms import ID, ZR
from .themes import theme_iri
from .turtle import canonical_turtle
from .units import dimension_iri

QUDT = Namespace("http://qudt.org/schema/qudt/")


def build_roles() -> Graph:
    """Build roles and bases, which belong to the namespace of the terms: ``zr:lead``, ``zr:stated``."""
    graph = Graph()
    for row in read_roles():
        _add_small_concept(graph, ZR[row.id], row)
    return graph


def build_comparators() -> Graph:
    """Build the comparators with the notation that targets carry as a literal."""
    graph = Graph()
    for row in read_comparators():
        concept = ID[f"comparator/{row.id}"]
        _add_small_concept(graph, concept, row)
        graph.add((concept, SKOS.notation, Literal(row.notation)))
    return graph


def build_rules() -> Graph:
    """Build the rules of inference with the identifier that inferred statements carry as a literal."""
    graph = Graph()
    for row in read_rules():
        rule = URIRef(rule_iri(row.id))
        _add_small_concept(graph, rule, row)
        graph.add((rule, SKOS.notation, Literal(row.notation)))
    return graph


def rule_iri(rule_id: str) -> str:
    """Return the IRI of a rule of the table."""
    return str(ID[f"rule/{rule_id}"])


def build_themes() -> Graph:
    """Build the tree of themes with their cue words."""
    graph = Graph()
    for row in read_themes():
        _add_theme(graph, row)
    return graph


def build_functions() -> Graph:
    """Build the functions of bodies: names, patterns, themes, years and reforms."""
    graph = Graph()
    for row in read_functions():
        _add_function(graph, row)
    return graph


def build_units() -> Graph:
    """Build the kinds of quantity and the units, each with its size in the reference unit and its QUDT equal."""
    graph = Graph()
    for dimension in read_dimensions():
        concept = URIRef(dimension_iri(dimension.id))
        _add_concept(graph, concept, ZR.Dimension, dimension.label_zh, dimension.label_en)
        graph.add((concept, SKOS.scopeNote, Literal(dimension.reference, "zh")))
    for row in read_units():
        _add_unit(graph, row)
    return graph


BUILDERS: Mapping[str, Callable[[], Graph]] = {
    "roles": build_roles,
    "comparators": build_comparators,
    "rules": build_rules,
    "themes": build_themes,
    "functions": build_functions,
    "units": build_units,
}


def write_vocabularies(directory: Path) -> None:
    """Write one canonical Turtle file for each vocabulary into ``directory``."""
    for name, build in BUILDERS.items():
        (directory / f"{name}.ttl").write_text(canonical_turtle(build()), encoding="utf-8")


def _add_small_concept(graph: Graph, concept: URIRef, row: ConceptRow) -> None:
    _add_concept(graph, concept, ZR[row.scheme], row.label_zh, row.label_en)
    graph.add((concept, SKOS.definition, Literal(row.definition_zh, "zh")))
    graph.add((concept, SKOS.definition, Literal(row.definition_en, "en")))


def _add_theme(graph: Graph, row: ThemeRow) -> None:
    theme = URIRef(theme_iri(row.id))
    _add_concept(graph, theme, ZR.Theme, row.label_zh, row.label_en)
    if row.broader:
        graph.add((theme, SKOS.broader, URIRef(theme_iri(row.broader))))
    for cue in row.cues:
        graph.add((theme, ZR.cue, Literal(cue)))
    for cue in row.counter_cues:
        graph.add((theme, ZR.counterCue, Literal(cue)))


def _add_function(graph: Graph, row: FunctionRow) -> None:
    function = URIRef(function_iri(row.id))
    _add_concept(graph, function, ZR.Function, row.label_zh, row.label_en)
    graph.add((function, ZR.kind, Literal(row.kind)))
    graph.add((function, ZR.namePattern, Literal(name_pattern(row))))
    for name in row.names:
        graph.add((function, SKOS.altLabel, Literal(name, "zh")))
    for theme in row.themes:
        graph.add((function, ZR.coversTheme, URIRef(theme_iri(theme))))
    for term, year in ((ZR.validFrom, row.valid_from), (ZR.validTo, row.valid_to)):
        if year:
            graph.add((function, term, _year(year)))
    for year, successor in row.successors:
        _add_change(graph, row, function_row(successor), year)


def _add_unit(graph: Graph, row: UnitRow) -> None:
    unit = ID["unit/" + quote(row.symbol, safe="")]
    _add_concept(graph, unit, QUDT.Unit, row.label_zh, row.label_en)
    graph.add((unit, QUDT.symbol, Literal(row.symbol)))
    graph.add((unit, QUDT.conversionMultiplier, Literal(row.multiplier)))
    graph.add((unit, ZR.dimension, URIRef(dimension_iri(row.dimension))))
    for alias in row.aliases:
        graph.add((unit, SKOS.altLabel, Literal(alias, "zh")))
    if row.qudt:
        graph.add((unit, SKOS.exactMatch, URIRef(row.qudt)))


def _add_change(graph: Graph, before: FunctionRow, after: FunctionRow, year: str) -> None:
    change = ID[f"change/{year}/{before.id}/{after.id}"]
    predecessor, successor = URIRef(function_iri(before.id)), URIRef(function_iri(after.id))
    graph.add((predecessor, ZR.succeededBy, successor))
    graph.add((change, RDF.type, ZR.Change))
    graph.add((change, RDFS.label, Literal(f"{before.label_zh} → {after.label_zh}（{year}）", "zh")))
    graph.add((change, RDFS.label, Literal(f"{before.label_en} → {after.label_en} ({year})", "en")))
    graph.add((change, ZR.predecessor, predecessor))
    graph.add((change, ZR.successor, successor))
    graph.add((change, ZR.changedOn, _year(year)))


def _add_concept(graph: Graph, concept: URIRef, kind: URIRef, zh: str, en: str) -> None:
    graph.add((concept, RDF.type, kind))
    graph.add((concept, RDF.type, SKOS.Concept))
    for term in (RDFS.label, SKOS.prefLabel):
        graph.add((concept, term, Literal(zh, "zh")))
        graph.add((concept, term, Literal(en, "en")))


def _year(year: str) -> Literal:
    return Literal(year, datatype=XSD.gYear)


if __name__ == "__main__":
    write_vocabularies(Path(__file__).parent / "vocab")

"""The words of zeren: terms, shapes and vocabularies, with what a name or a text says in those words."""

from .files import load_ontology, load_owlready, load_shapes, load_term_shapes, load_vocabularies
from .functions import function_iri, function_of, themes_of_function
from .terms import BASE, ID, ZR
from .themes import broader_themes, narrower_or_same, theme_iri, themes_of
from .units import Unit, dimension_iri, dimensions, unit_of

__all__ = [
    "BASE",
    "ID",
    "ZR",
    "Unit",
    "broader_themes",
    "dimension_iri",
    "dimensions",
    "function_iri",
    "function_of",
    "load_ontology",
    "load_owlready",
    "load_shapes",
    "load_term_shapes",
    "load_vocabularies",
    "narrower_or_same",
    "theme_iri",
    "themes_of",
    "themes_of_function",
    "unit_of",
]

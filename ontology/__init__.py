"""The words of zeren: terms, shapes and vocabularies, with what a name or a text says in those words."""

from .files import load_ontology, load_owlready, load_shapes, load_term_shapes, load_vocabularies
from .functions import function_iri, function_of, themes_of_function
from .terms import BASE, ID, ZR
from .themes import broader_themes, narrower_or_same, theme_iri, themes_of

__all__ = [
    "BASE",
    "ID",
    "ZR",
    "broader_themes",
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
]

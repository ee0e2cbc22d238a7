"""Stored questions as SPARQL to begin from."""

from collections.abc import Mapping

from pyoxigraph import Store

from queries.bound_text import with_arguments
from queries.catalogue import load_catalogue
from queries.errors import BadArgument
from queries.parameters import bind_arguments


def sample_texts(store: Store) -> Mapping[str, str]:
    """The SPARQL of each question by its name, asked about everything; without those that must be told of what."""
    found: dict[str, str] = {}
    for name, question in load_catalogue().items():
        try:
            found[name] = with_arguments(question.text, bind_arguments(store, question, {}))
        except BadArgument:
            continue
    return found

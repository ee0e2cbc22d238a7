"""What the pages say of one thing, and the lists of things: ``pages/*.rq`` and ``lists/*.rq``.

A section is a query with a header like a stored question's: its title is the section's heading, its parameter
``thing`` names the classes that have the section, its number orders it among theirs. A list counts what a release
holds of one kind.
"""

from collections.abc import Collection, Mapping

from queries.catalogue import load_folder
from queries.question import Question

THING = "thing"


def sections_of(classes: Collection[str]) -> tuple[Question, ...]:
    """The sections of a thing that has these classes (``zr:Policy``), in the order of the page."""
    return tuple(section for section in load_folder("pages").values() if set(_classes(section)) & set(classes))


def lists() -> Mapping[str, Question]:
    """The lists by name, which is also their address: ``policies``, ``departments``."""
    return load_folder("lists")


def _classes(section: Question) -> tuple[str, ...]:
    parameter = section.parameter(THING)
    return parameter.of if parameter else ()

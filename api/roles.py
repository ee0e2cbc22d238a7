"""Who may do what: every route and the role it needs, in one table. A route that is not in it is closed to all."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from starlette.routing import compile_path


class Role(IntEnum):
    """What a visitor may do; each role may do all that those before it may."""

    NOBODY = 0
    """Only what a visitor without a name must reach: to say who they are, and the health of the service."""

    READER = 1
    """Ask, look, export."""

    CONTRIBUTOR = 2
    """Add documents, judge findings."""

    ADMINISTRATOR = 3
    """All of it."""

    @classmethod
    def named(cls, name: str) -> "Role":
        """The role of a name in small letters. Raises KeyError."""
        return cls[name.upper()]


NEEDED: Final[Mapping[tuple[str, str], Role]] = {
    ("GET", "/"): Role.READER,
    ("GET", "/questions"): Role.READER,
    ("GET", "/questions/{name}"): Role.READER,
    ("GET", "/id/{name:path}"): Role.READER,
    ("GET", "/policies"): Role.READER,
    ("GET", "/departments"): Role.READER,
    ("GET", "/indicators"): Role.READER,
    ("GET", "/instruments"): Role.READER,
    ("GET", "/themes"): Role.READER,
    ("GET", "/places"): Role.READER,
    ("GET", "/search"): Role.READER,
    ("GET", "/search/suggestions"): Role.READER,
    ("GET", "/matrix"): Role.READER,
    ("GET", "/compare"): Role.READER,
    ("GET", "/network"): Role.READER,
    ("GET", "/network/drawing"): Role.READER,
    ("GET", "/network/gexf"): Role.READER,
    ("GET", "/sparql"): Role.READER,
    ("POST", "/sparql"): Role.READER,
    ("OPTIONS", "/sparql"): Role.READER,
    ("POST", "/sparql/check"): Role.READER,
    ("GET", "/sparql/terms"): Role.READER,
    ("GET", "/rdf-graph-store"): Role.READER,
    ("OPTIONS", "/rdf-graph-store"): Role.READER,
    ("GET", "/audit"): Role.READER,
    ("POST", "/audit/{finding}"): Role.CONTRIBUTOR,
    ("GET", "/export/{form}"): Role.READER,
    ("GET", "/ontology"): Role.READER,
    ("GET", "/ontology.{ending}"): Role.READER,
    ("GET", "/ontology/{name}"): Role.READER,
    ("GET", "/docs"): Role.READER,
    ("GET", "/metrics"): Role.READER,
    ("POST", "/documents"): Role.CONTRIBUTOR,
    ("GET", "/documents/add"): Role.READER,
    ("POST", "/documents/add"): Role.CONTRIBUTOR,
    ("GET", "/documents/previews/{identifier}"): Role.CONTRIBUTOR,
    ("POST", "/documents/previews"): Role.CONTRIBUTOR,
    ("GET", "/health"): Role.NOBODY,
    ("GET", "/static/{name}"): Role.NOBODY,
    ("GET", "/account"): Role.NOBODY,
    ("POST", "/session"): Role.NOBODY,
    ("POST", "/session/end"): Role.NOBODY,
}
"""The role each route needs, by method and path as it is declared. HEAD needs what GET does."""

_DECLARED: Final = tuple((path, compile_path(path)[0]) for path in dict.fromkeys(path for _, path in NEEDED))


def declared_path(address: str) -> str | None:
    """The path, as it is declared, of the route at an address below the root; None where there is none."""
    return next((path for path, pattern in _DECLARED if pattern.match(address)), None)


def methods_at(address: str) -> tuple[str, ...]:
    """What may be done at an address, by whoever has the role."""
    path = declared_path(address)
    found = {method for method, declared in NEEDED if declared == path}
    return tuple(sorted(found | ({"HEAD"} if "GET" in found else set())))

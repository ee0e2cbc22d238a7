"""Gold files: what a careful reader finds in a document, ``NAME.json`` beside or apart from ``NAME.txt``.

A gold file has the shape of a record. Spans may be left out, an entry marked ``optional`` counts neither for nor
against, and ``|`` parts two spellings of which either is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from loaders.errors import UsageError, ZerenError
from loaders.record import Role


class NoGold(UsageError):
    """The folder named holds no gold files."""


class InvalidGold(ZerenError):
    """A gold file does not have the form of one; names the file and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntry:
    """What every gold entry may carry."""

    provision: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAssignment(GoldEntry):
    """Who answers for what."""

    agent: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTarget(GoldEntry):
    """A measured aim; ``value`` None for one without a number."""

    indicator: str
    comparator: str | None = None
    value: float | None = None
    unit: str | None = None
    upper: float | None = None
    deadline: str | int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCitation(GoldEntry):
    """An instrument named in 《》."""

    title: str
    document_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPhase(GoldEntry):
    """A dated stage of the work."""

    name: str = ""
    start: str | int | None = None
    finish: str | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldBody(GoldEntry):
    """A coordinating body."""

    name: str
    office_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One gold file; ``document`` holds only the fields that the file states."""

    document: Mapping[str, str | tuple[str, ...] | None] = field(default_factory=dict)
    assignments: tuple[GoldAssignment, ...] = ()
    targets: tuple[GoldTarget, ...] = ()
    citations: tuple[GoldCitation, ...] = ()
    phases: tuple[GoldPhase, ...] = ()
    bodies: tuple[GoldBody, ...] = ()


@cache
def _adapter() -> TypeAdapter[Gold]:
    return TypeAdapter(Gold)


def read_gold(folder: Path) -> dict[str, Gold]:
    """The gold of a folder by the names of its files, without suffix, in order. Raises NoGold, InvalidGold."""
    if not folder.is_dir():
        raise NoGold(f"{folder}: no such folder; name the folder that holds the gold files")
    files = sorted(folder.glob("*.json"))
    if not files:
        raise NoGold(f"{folder}: no gold files here; gold for plan.txt is plan.json")
    return {file.stem: _read_file(file) for file in files}


def _read_file(file: Path) -> Gold:
    try:
        return _adapter().validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InvalidGold(f"{file}: {place}: {first['msg']}") from error
    except OSError as error:
        raise InvalidGold(f"{file}: {(error.strerror or 'cannot be read').lower()}") from error

"""What can go wrong between a question and its answer."""

from collections.abc import Sequence

from loaders.errors import UsageError, ZerenError


class QueryError(ZerenError):
    """A question could not be answered."""


class CatalogueError(QueryError):
    """A stored question that ships with zeren is wrong; names the file and the key of its header."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}, {key}: {reason}")
        self.file = file
        self.key = key


class BadQuery(QueryError, UsageError):
    """A SPARQL text that is not well formed, or asks for what zeren does not do.

    The message says where; ``place`` is the same as line and column from 1, counted in characters, where there is one.
    """

    def __init__(self, message: str, place: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.place = place

    def moved(self, columns: int) -> "BadQuery":
        """The same for a text whose first line was that much longer than the one that a person wrote."""
        if self.place is None or self.place[0] > 1:
            return self
        line, column = self.place
        own = max(1, column - columns)
        return type(self)(str(self).replace(f"{line}:{column}", f"{line}:{own}", 1), (line, own))


class TextTooLong(BadQuery):
    """A SPARQL text of more bytes than are read."""


class UnknownQuestion(QueryError, UsageError):
    """No stored question, or more than one, goes by the name given."""


class BadArgument(QueryError, UsageError):
    """A question's parameter has no such value; ``candidates`` are the values that come close."""

    def __init__(self, parameter: str, reason: str, candidates: Sequence[str] = ()) -> None:
        near = f"; did you mean {', '.join(candidates)}?" if candidates else ""
        super().__init__(f"{parameter}: {reason}{near}")
        self.parameter = parameter
        self.candidates = tuple(candidates)


class UnknownFormat(QueryError, UsageError):
    """An answer cannot be written in the format asked for."""


class NothingToExport(QueryError, UsageError):
    """A policy of which nothing is known that belongs in the file asked for."""


class UnknownThing(QueryError, UsageError):
    """The release says nothing of the thing asked for."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: the release says nothing of it; search for its name, or begin at the lists")

"""What the server and its workers say to each other: a call there, a reply back, and a file's content after it.

A frame is two lengths, a pickled message and the content's bytes. Both ends are zeren, over a socket that only they
hold, so pickle is safe; what a stranger sends is never unpickled, only carried inside a message as text.
"""

import copyreg
import pickle
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import Struct
from typing import IO, Final

from pyoxigraph import RdfFormat

from loaders.errors import ZerenError


def _syntax(media_type: str) -> RdfFormat:
    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    return form


copyreg.pickle(RdfFormat, lambda form: (_syntax, (form.media_type,)))

LENGTHS: Final = Struct("!IQ")
PIECE: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """A public method of the engine and its arguments."""

    method: str
    arguments: tuple[object, ...] = ()
    keywords: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Value:
    """What the method returned, and the processor seconds that it took."""

    value: object
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of zeren's family, in parts: its classes do not all unpickle from a message alone."""

    kind: type[ZerenError]
    arguments: tuple[object, ...]
    attributes: Mapping[str, object]

    @classmethod
    def of(cls, error: ZerenError) -> "Failure":
        """The parts of an error."""
        return cls(type(error), error.args, vars(error))

    def error(self) -> ZerenError:
        """The error again."""
        error = self.kind.__new__(self.kind, *self.arguments)
        error.args = self.arguments
        vars(error).update(self.attributes)
        return error


@dataclass(frozen=True, slots=True)
class Defect:
    """Any other exception: a defect of zeren, with its traceback for the log."""

    traceback: str

    @classmethod
    def of(cls, error: BaseException) -> "Defect":
        """The defect that an exception shows."""
        return cls("".join(traceback.format_exception(error)))


Reply = Value | Failure | Defect


def pack(message: Call | Reply, length: int = 0) -> bytes:
    """A frame up to its content, which has ``length`` bytes."""
    pickled = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTHS.pack(len(pickled), length) + pickled


def unpack(pickled: bytes) -> Call | Reply:
    """The message of a frame."""
    message = pickle.loads(pickled)
    assert isinstance(message, Call | Value | Failure | Defect)
    return message


def read_call(stream: IO[bytes]) -> Call | None:
    """The next call; None when the server has closed the connection."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    call = unpack(stream.read(LENGTHS.unpack(lengths)[0]))
    assert isinstance(call, Call)
    return call


def write_reply(stream: IO[bytes], reply: Reply, content: IO[bytes] | None = None) -> None:
    """Send a reply, and the whole of a file after it."""
    length = content.seek(0, 2) if content else 0
    stream.write(pack(reply, length))
    if content:
        content.seek(0)
        while piece := content.read(PIECE):
            stream.write(piece)
    stream.flush()

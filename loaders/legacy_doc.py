"""Word files of before 2007 (.doc), of WPS and in RTF: converted to .docx by LibreOffice where that is installed."""

import os
import resource
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from loaders.errors import UnreadableFile
from loaders.limits import USUAL, Limits

_PROGRAMS: Final = ("soffice", "libreoffice")
_SHARE: Final = 0.8  # of the time a document has: the rest is for reading what was converted


def convert(data: bytes, path: Path | str, limits: Limits = USUAL) -> bytes:
    """The same document as the bytes of a .docx. Raises UnreadableFile when there is no converter, or it fails."""
    if not data.strip():
        raise UnreadableFile(path, "is empty")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableFile(
            path, "is an old Word file; install LibreOffice (soffice), which zeren lets convert it, or save it as .docx"
        )
    with TemporaryDirectory(prefix="zeren-") as name:
        folder = Path(name)
        source = folder / f"source{Path(path).suffix.lower()}"
        source.write_bytes(data)
        _run(program, source, path, limits.seconds * _SHARE)
        converted = folder / "converted" / "source.docx"
        if not converted.is_file():
            raise UnreadableFile(path, "is no Word file that LibreOffice can open; save it as .docx")
        return converted.read_bytes()


def _run(program: str, source: Path, path: Path | str, seconds: float) -> None:
    """Convert in a profile of its own: one that a person has open would answer instead, and do nothing."""
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(source.parent / 'profile').as_uri()}",
        "--convert-to",
        "docx",
        "--outdir",
        str(source.parent / "converted"),
        str(source),
    ]
    environment = {**os.environ, "HOME": str(source.parent)}
    try:
        # A group of its own, since the program starts others; free of its parent's limit of memory, which it would hit
        # before it has begun.
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_lift_memory_limit,
            env=environment,
        )
    except OSError as error:
        raise UnreadableFile(path, "LibreOffice could not convert it; save it as .docx") from error
    with started:
        try:
            if started.wait(seconds) != 0:
                raise UnreadableFile(path, "LibreOffice could not convert it; save it as .docx")
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(
                path, f"LibreOffice did not finish converting it within {seconds:.0f} seconds"
            ) from error
        finally:
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)


def _lift_memory_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))

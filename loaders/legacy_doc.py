"""Word files of before 2007 (.doc), of WPS and in RTF: converted to .docx by LibreOffice where that is installed."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from loaders.errors import UnreadableFile

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 120


def convert(data: bytes, path: Path | str) -> bytes:
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
        _run(program, source, path)
        converted = folder / "converted" / "source.docx"
        if not converted.is_file():
            raise UnreadableFile(path, "is no Word file that LibreOffice can open; save it as .docx")
        return converted.read_bytes()


def _run(program: str, source: Path, path: Path | str) -> None:
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
    try:
        subprocess.run(
            command, check=True, capture_output=True, timeout=_SECONDS, env={**os.environ, "HOME": str(source.parent)}
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(path, f"LibreOffice did not finish converting it within {_SECONDS} seconds") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise UnreadableFile(path, "LibreOffice could not convert it; save it as .docx") from error

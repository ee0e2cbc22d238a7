"""``/export/{format}``: a release, or one policy of it, as a file to save."""

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from api.access import VisitHere
from api.attachments import attachment
from api.exports import find_export

IN_MEMORY = 8 * 1024 * 1024
"""Bytes; a longer file waits on the disk."""
PIECE = 256 * 1024

router = APIRouter(tags=["Export"])


@router.get("/export/{form}", summary="The release or one policy as a file", response_class=Response)
def export(
    form: str,
    visit: VisitHere,
    policy: Annotated[str, Query(description="title, document number or IRI of a policy; all of them without")] = "",
    ending: Annotated[str, Query(description="xlsx or docx, for responsibility-table")] = "",
) -> Response:
    """A file in one of the forms of ``zeren export``; csv comes as a zip. responsibility-table needs a policy.

    It is written whole before the answer begins, so that a failure is an answer of its own.
    """
    wanted = find_export(form, ending)
    source = visit.engine.source(policy or None, visit.language)
    with ExitStack() as opened:
        file = opened.enter_context(SpooledTemporaryFile(IN_MEMORY))
        wanted.write(source, file)
        headers = {**attachment(wanted.file_name(source)), "Content-Length": str(file.tell())}
        closing = BackgroundTask(opened.pop_all().close)
    return StreamingResponse(_pieces(file), media_type=wanted.media_type, headers=headers, background=closing)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece

"""Files that workers wrote, as answers: what is short at once, what is long piece by piece from the disk."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO, Final

from fastapi import Response
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from api.written import Written

PIECE: Final = 256 * 1024
TRUNCATED: Final = "X-Zeren-Truncated"


def send(written: Written, headers: Mapping[str, str]) -> Response:
    """The answer; text types say that they are UTF-8, since some clients assume otherwise."""
    content = written.content
    assert content is not None
    media_type = written.media_type
    if media_type.startswith("text/") and "charset" not in media_type:
        media_type += "; charset=utf-8"
    if isinstance(content, BytesIO):
        return Response(content.getvalue(), media_type=media_type, headers=dict(headers))
    length = {"Content-Length": str(content.seek(0, 2))}
    closing = BackgroundTask(content.close)
    return StreamingResponse(_pieces(content), media_type=media_type, headers={**headers, **length}, background=closing)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece

"""Answers that a browser saves as files, under names in any script."""

import re
from urllib.parse import quote

_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


def attachment(name: str) -> dict[str, str]:
    """The header that has the answer saved under the name (RFC 6266).

    A client that does not know RFC 5987 gets what the name has of plain letters.
    """
    plain = _PLAIN.sub("_", name).lstrip("_.-") or "zeren"
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"}

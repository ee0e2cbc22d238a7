"""Text for XML files: what documents hold, without the control characters that XML 1.0 (2.2) has no way to write."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_forbidden(text: str) -> str:
    """The text without those characters; the very same where there are none."""
    return _FORBIDDEN.sub("", text)

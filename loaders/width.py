"""A half-width copy of a text, of the same length, for rules to match on: spans found in it are true of the text.

Full-width ASCII (U+FF01 to U+FF5E) becomes ASCII, blanks of every width become a plain space; line breaks stay, and
so do tabs, which part the cells of a table's row. Unlike NFKC this keeps 〇, ‰, circled digits and the length.
"""

import re
from typing import Final

_NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0xA0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF), ord(" ")
)
_WIDE: Final = re.compile("[\uff01-\uff5e\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff]")


def narrow(text: str) -> str:
    """The text with every full-width character replaced by its half-width one, one for one; line breaks stay."""
    return text.translate(_NARROW) if _WIDE.search(text) else text

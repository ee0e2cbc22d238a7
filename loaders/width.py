"""A half-width copy of a text, of the same length, for rules to match on: spans found in it are true of the text.

Full-width ASCII (U+FF01 to U+FF5E) becomes ASCII, blanks of every width become a plain space; line feeds stay, and
so do tabs, which part the cells of a table's row. Unlike NFKC this keeps 〇, ‰, circled digits and the length.
"""

import re
from typing import Final

# All that str.strip takes for a blank, carriage returns included, and two blanks without width.
BLANKS: Final = (
    "\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
)
_NARROW: Final = {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | dict.fromkeys(BLANKS, " ")
_WIDE: Final = re.compile(f"[\uff01-\uff5e{BLANKS}]")


def narrow(text: str) -> str:
    """The text with every full-width character replaced by its half-width one, one for one; line breaks stay."""
    if not _WIDE.search(text):
        return text
    for wide in set(_WIDE.findall(text)):  # far faster than str.translate, which looks every character up
        text = text.replace(wide, _NARROW[wide])
    return text

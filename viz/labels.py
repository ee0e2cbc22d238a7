"""Names cut to what fits under a node, with the room they take.

vis-network breaks lines at spaces only, which Chinese has none of; so lines are broken here.
"""

import re
from functools import lru_cache
from unicodedata import east_asian_width

FONT_SIZE = 14  # pixels; a Han character is as wide as it is high
LINE_HEIGHT = 17  # pixels

# A bound stays on one line: "≥ 95 %".
_WORD = re.compile(r"[≥≤<>=]\s?[\d.]+(?:\s?[^\d\s]{1,3})?|[!-~]+|.", re.DOTALL)


@lru_cache(maxsize=20_000)
def wrap_label(text: str, columns: int = 20, lines: int = 2) -> str:
    """``text`` on at most ``lines`` lines of ``columns`` half-width characters, ending in … where it was cut."""
    text = " ".join(text.split())
    needed = -(-_columns(text) // columns) or 1
    even = _fill(text, min(columns, -(-_columns(text) // needed) + 2))
    rows = even if len(even) <= lines else _fill(text, columns)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], _shorten(rows[lines - 1], columns - _columns("…")).rstrip() + "…"]
    return "\n".join(rows)


def label_size(label: str) -> tuple[float, float]:
    """Width and height in pixels of a label as ``wrap_label`` made it."""
    rows = label.split("\n")
    return max(map(_columns, rows)) * FONT_SIZE / 2, len(rows) * LINE_HEIGHT


def _fill(text: str, columns: int) -> list[str]:
    rows = [""]
    for word in _words(text, columns):
        if _columns(rows[-1] + word) <= columns:
            rows[-1] += word
        else:
            rows[-1] = rows[-1].rstrip()
            rows.append(word.lstrip())
    return rows


def _words(text: str, columns: int) -> list[str]:
    """Han characters one by one, Latin words and bounds whole unless one alone is wider than a line."""
    words = []
    for word in _WORD.findall(text):
        words += [word] if _columns(word) <= columns else list(word)
    return words


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _shorten(text: str, columns: int) -> str:
    while _columns(text) > columns:
        text = text[:-1]
    return text

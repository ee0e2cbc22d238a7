"""Names cut to what fits under a node, with the room they take.

vis-network breaks lines at spaces only, which Chinese has none of; so lines are broken here.
"""

import re
from unicodedata import east_asian_width

FONT_SIZE = 14  # pixels; a Han character is as wide as it is high
LINE_HEIGHT = 17  # pixels

_WORD = re.compile(r"[!-~]+|.", re.DOTALL)


def wrap_label(text: str, columns: int = 20, lines: int = 2) -> str:
    """``text`` on at most ``lines`` lines of ``columns`` half-width characters, ending in … where it was cut."""
    done = [""]
    for word in _words(" ".join(text.split()), columns):
        if _columns(done[-1] + word) <= columns:
            done[-1] += word
        elif len(done) < lines:
            done[-1] = done[-1].rstrip()
            done.append(word.lstrip())
        else:
            done[-1] = _shorten(done[-1], columns - 1).rstrip() + "…"
            break
    return "\n".join(done)


def label_size(label: str) -> tuple[float, float]:
    """Width and height in pixels of a label as ``wrap_label`` made it."""
    rows = label.split("\n")
    return max(map(_columns, rows)) * FONT_SIZE / 2, len(rows) * LINE_HEIGHT


def _words(text: str, columns: int) -> list[str]:
    """Han characters one by one, Latin words whole unless one alone is wider than a line."""
    words = []
    for word in _WORD.findall(text):
        words += [word[begin : begin + columns] for begin in range(0, len(word), columns)]
    return words


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _shorten(text: str, columns: int) -> str:
    while _columns(text) > columns:
        text = text[:-1]
    return text

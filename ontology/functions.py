"""Which function a body has, by its name as documents print it; the patterns come from ``vocab/functions.tsv``.

A pattern must reach to the end of the name, where the organ stands. Among the functions that match, the longest
reading wins (食药监局 is not 药监局, 银保监局 is not 保监局), then the earlier row of the table.
"""

import re
from functools import cache, lru_cache

from .tables import FunctionRow, read_functions
from .terms import ID
from .themes import narrower_or_same, theme_iri

_PREFIX = str(ID) + "function/"

# What may follow a stem: 环保 + 局, 部门, 局临江分局.
# A bare stem (环保) is a name only when nothing but a level precedes it.
_ENDING = (
    r"(?:(?:总局|局|厅|部|委员会|委|署|会)(?:[^局]{1,8}分局)?|分局|支局|办公室|办"
    r"|(?:行政)?(?:主管|管理|监管|监督)?部门|机关)"
)
_LEVEL = r"(?:国家|自治区|[省市县区州盟旗])?"

_WIDTHS = str.maketrans("（）", "()", " \t\n\r\u00a0\u3000\"'“”‘’「」『』")
_PLATE = re.compile(r"(?<=.)\([^()]*[^()区市县州]\)$")  # 市科技局(知识产权局): one body with two name plates
_OPEN_LIST = re.compile(r"等$")


def function_iri(function_id: str) -> str:
    """Return the IRI of a function of the table."""
    return _PREFIX + function_id


@lru_cache(maxsize=65536)
def function_of(name: str) -> str | None:
    """Return the IRI of the function that a body's name shows; None where the table knows no such body."""
    plain = _OPEN_LIST.sub("", name.translate(_WIDTHS))
    return _longest(plain) or _longest(_PLATE.sub("", plain))


def functions_of(name: str, tail: str, year: int | None = None) -> tuple[str, ...]:
    """Return the ids of all functions a body has, its own first: what its name shows, and what the table adds.

    ``tail`` is the name without place and level. Of several functions only those count that exist in ``year``.
    """
    shown = function_of(name)
    rows = {row.id: row for row in read_functions()}
    found = [shown.removeprefix(_PREFIX)] if shown else []
    found += [row.id for row in rows.values() if {name, tail} & {*row.also} and row.id not in found]
    valid = [id_ for id_ in found if year is None or rows[id_].is_valid_in(year)]
    # 林业局 is of 林业 as long as that exists, then of what took over from it, never of both.
    handed_on = {after for _, after in rows[valid[0]].successors} if valid else set()
    return tuple(id_ for id_ in valid if id_ not in handed_on) or tuple(found[:1])


@cache
def function_row(function_id: str) -> FunctionRow:
    """Return the row of a function by its id or IRI. Raises KeyError."""
    return {row.id: row for row in read_functions()}[function_id.removeprefix(_PREFIX)]


@cache
def themes_of_function(iri: str) -> tuple[str, ...]:
    """Return the IRIs of the themes a function answers for, with all narrower ones; empty for unknown IRIs."""
    roots = _themes_by_function().get(iri, ())
    return tuple(dict.fromkeys(theme for root in roots for theme in narrower_or_same(root)))


def name_pattern(row: FunctionRow) -> str:
    """Return the regular expression that finds a function at the end of a name without quotes, with ASCII brackets."""
    forms = [f"(?:{row.whole})$"] if row.whole else []
    if row.stems:
        forms += [f"(?:{row.stems}){_ENDING}$", f"^{_LEVEL}(?:{row.stems})$"]
    return "|".join(forms)


def _longest(name: str) -> str | None:
    """Find the function whose pattern covers most of ``name``; patterns end with it, so the earliest start wins."""
    starts = ((match.start(), iri) for iri, pattern in _patterns() if (match := pattern.search(name)))
    _, iri = min(starts, key=lambda found: found[0], default=(0, None))
    return iri


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((function_iri(row.id), re.compile(name_pattern(row))) for row in read_functions())


@cache
def _themes_by_function() -> dict[str, tuple[str, ...]]:
    return {function_iri(row.id): tuple(map(theme_iri, row.themes)) for row in read_functions()}

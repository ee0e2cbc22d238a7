"""What several documents say of a thing that has only one: an agent's label, the level and the parent of a place."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from graph.vocabulary import ALT_LABEL, LABEL, zr

_AGENT: Final = re.compile(r"(?P<subject><[^>]*/(?:department|group|body)/[^>]*> )(?P<predicate><[^>]*> )")
_PLACE: Final = re.compile(r"(?P<subject><[^>]*/place/[^>]*> )(?P<predicate><[^>]*> )")
_LABEL: Final = f"{LABEL} "
_OTHER: Final = f"{ALT_LABEL} "
_SINGLE: Final = (f"{zr('level')} ", f"{zr('parent')} ")


def settle_names(lines: Mapping[str, int]) -> list[str]:
    """The N-Triples lines of the shared graph, sorted, from those the documents give with how many give each.

    A document labels an agent with the form it uses most. Of several labels the one most documents give stays, the
    shorter of two as frequent; each other one becomes ``skos:altLabel``, and what is the label is no ``skos:altLabel``.
    Of several levels or parents of a place the one most documents give stays.
    """
    kept = set(lines)
    for prefix, values in _values(lines, _AGENT, (_LABEL,)).items():
        agent = prefix.removesuffix(_LABEL)
        best, *others = _by_frequency(values)
        kept -= {f"{prefix}{form}" for form in others} | {f"{agent}{_OTHER}{best}"}
        kept |= {f"{agent}{_OTHER}{form}" for form in others}
    for prefix, values in _values(lines, _PLACE, _SINGLE).items():
        kept -= {f"{prefix}{value}" for value in _by_frequency(values)[1:]}
    return sorted(kept)


def _values(
    lines: Mapping[str, int], subjects: re.Pattern[str], predicates: Iterable[str]
) -> dict[str, dict[str, int]]:
    """Subject with predicate → each value said of it, with how many say it."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line, count in lines.items():
        if (match := subjects.match(line)) and match["predicate"] in predicates:
            found[match.group()][line[match.end() :]] = count
    return found


def _by_frequency(values: Mapping[str, int]) -> list[str]:
    return sorted(values, key=lambda value: (-values[value], len(value), value))

"""What differs between two wordings: the stretches of each that the other has not."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# A number with its percent sign is one sign to compare; so is a Latin word; else every character.
_SIGN = re.compile(r"\d+(?:\.\d+)?[%‰]?|[A-Za-z]+|.", re.DOTALL)
_NUMBER = re.compile(r"\d")
_SHORTEST = 2  # signs; one alone that both have is chance
_ALIKE = 0.3
_MOST = 4_000_000  # comparisons; beyond, nothing is marked


class Stretch(NamedTuple):
    """A part of a text, and whether the other text lacks it."""

    text: str
    differs: bool


def compare_wordings(one: str, other: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both texts cut into what they share and what they do not.

    Where they share too little to be versions of one wording, only their numbers are compared.
    """
    first, second = _SIGN.findall(one), _SIGN.findall(other)
    if one == other or len(first) * len(second) > _MOST:
        return (Stretch(one, False),), (Stretch(other, False),)
    blocks = [
        block
        for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
        if block.size >= _SHORTEST
    ]
    shared = sum(block.size for block in blocks)
    if shared < _ALIKE * max(len(first), len(second)):
        return _numbers(first, set(second)), _numbers(second, set(first))
    return (
        _cut(first, [(block.a, block.a + block.size) for block in blocks]),
        _cut(second, [(block.b, block.b + block.size) for block in blocks]),
    )


def _cut(signs: Sequence[str], shared: Sequence[tuple[int, int]]) -> tuple[Stretch, ...]:
    common = {place for begin, end in shared for place in range(begin, end)}
    return _joined((sign, place not in common) for place, sign in enumerate(signs))


def _numbers(signs: Sequence[str], others: set[str]) -> tuple[Stretch, ...]:
    return _joined((sign, bool(_NUMBER.match(sign)) and sign not in others) for sign in signs)


def _joined(marked: Iterator[tuple[str, bool]]) -> tuple[Stretch, ...]:
    """Neighbours of one kind as one stretch."""
    stretches: list[Stretch] = []
    for text, differs in marked:
        if stretches and stretches[-1].differs == differs:
            stretches[-1] = Stretch(stretches[-1].text + text, differs)
        else:
            stretches.append(Stretch(text, differs))
    return tuple(stretches)

"""A Simplified copy of a text in Traditional characters, of the same length: spans found in it are true of the text.

The pairs are data: ``lexicon/traditional.tsv``. A text in Simplified characters stays as it is, so that the few signs
that both scripts use (乾隆, 余 and 餘) are not touched there.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Final

from loaders.document import Document
from loaders.page_fields import find_page_fields
from loaders.record import Record

_STRETCH: Final = 500
_STRETCHES: Final = 8
_TRADITIONAL_SHARE: Final = 0.1
_LETTER: Final = re.compile("[一-龥]")


def simplified(text: str) -> str:
    """The text with every Traditional character replaced, one for one, if it is written in them; else the text."""
    return text.translate(_pairs()) if is_traditional(text) else text


def is_traditional(text: str) -> bool:
    """Whether at least a tenth of the Chinese letters, in stretches from the whole text, are Traditional only."""
    step = max(_STRETCH, len(text) // _STRETCHES)
    sample = "".join(text[begin : begin + _STRETCH] for begin in range(0, len(text), step))
    traditional = len(_traditional().findall(sample))
    return traditional > 0 and traditional >= len(_LETTER.findall(sample)) * _TRADITIONAL_SHARE


def in_simplified(document: Document) -> Document:
    """The document in Simplified characters, its tables where they were, the labels of its page found anew."""
    text = simplified(document.text)
    title = document.page_title and simplified(document.page_title)
    return replace(document, text=text, page_fields=find_page_fields(text), page_title=title)


def quoting(record: Record, original: str) -> Record:
    """The record of a Simplified copy with the original's text and quotes; names and titles stay Simplified."""
    requoted: Record = _requoted(record, original)
    return replace(requoted, text=original)


def _requoted(value: Any, original: str) -> Any:
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_requoted(part, original) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {field.name: _requoted(getattr(value, field.name), original) for field in fields(value)}
    if "quote" in changed:
        changed["quote"] = original[slice(*changed["span"])]
    return replace(value, **changed)


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _pairs()))}]")


@cache
def _pairs() -> Mapping[int, str]:
    lines = resources.files("loaders").joinpath("lexicon", "traditional.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {ord(traditional): simple for traditional, simple in pairs}

"""Kinds of document in which nobody is given work and nothing is promised anew: answers, explanations, standards."""

from typing import Final

from loaders.lexicon import load_lexicon

_HEAD: Final = 800


def kind_that_only_tells(text: str, title: str | None) -> str | None:
    """The rule by which a document is of such a kind, and so has nothing to be read; ``text`` is narrowed."""
    kinds = load_lexicon("kinds")
    if title is not None and kinds.rule("tells-of-others").pattern.search(title):
        return "tells-of-others"
    standard = kinds.rule("standard")
    return "standard" if standard.may_match(text, 0, _HEAD) and standard.pattern.search(text, 0, _HEAD) else None

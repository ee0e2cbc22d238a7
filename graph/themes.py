"""Which themes a commitment has: the most specific ones of the first text that shows any."""

from functools import lru_cache

from pyoxigraph import NamedNode

from ontology import narrower_or_same, themes_of


def themes_in(*texts: str) -> tuple[NamedNode, ...]:
    """The themes of the first text that shows any, without those that a narrower one of them already says.

    What is measured says more than the sentence around it, and that more than the heading: pass them in that order.
    """
    return next((found for text in texts if (found := _most_specific(text))), ())


def themes_named(text: str) -> tuple[NamedNode, ...]:
    """Every theme that a text names, the broad beside the narrow: 环境质量 and 大气 is more than 大气."""
    return tuple(NamedNode(theme) for theme in themes_of(text))


def theme_of_indicator(name: str) -> tuple[NamedNode, ...]:
    """The one theme that an indicator's name shows most clearly (its longest cue); empty where it shows none.

    A number measures one thing: 水利工程质量合格率 is of water works, though 合格率 alone would be of products.
    """
    return _most_specific(name)[:1]


@lru_cache(maxsize=65536)
def _most_specific(text: str) -> tuple[NamedNode, ...]:
    found = themes_of(text)
    return tuple(NamedNode(theme) for theme in found if not _says_less(theme, found))


def _says_less(theme: str, found: tuple[str, ...]) -> bool:
    return any(other != theme and other in narrower_or_same(theme) for other in found)

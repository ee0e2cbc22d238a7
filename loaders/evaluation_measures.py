"""How near two readings are: spellings folded to what counts, likeness of names, pairs of entries, and the figures."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, TypeVar

_ONE_SPELLING: Final = str.maketrans(
    {
        **dict.fromkeys("“”‘’「」『』", '"'),
        **dict.fromkeys("〈《", "<"),
        **dict.fromkeys("〉》", ">"),
        **dict.fromkeys("【〔", "["),
        **dict.fromkeys("】〕", "]"),
        **dict.fromkeys("~—–―", "-"),
    }
)
_LABEL_END: Final = "、.,:;。"
_LIKE_ENOUGH: Final = 0.5

GoldT = TypeVar("GoldT")
FoundT = TypeVar("FoundT")


@dataclass(frozen=True, slots=True)
class Counts:
    """Entries that were found and right, found and not in the gold, in the gold and not found."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 1 where there is none."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of ``all`` values are right."""

    right: int = 0
    all: int = 0

    def __add__(self, other: "Accuracy") -> "Accuracy":
        return Accuracy(self.right + other.right, self.all + other.all)

    @property
    def share(self) -> float:
        """The right ones among all; 1 where there is none."""
        return _share(self.right, self.all)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


@dataclass(frozen=True, slots=True)
class Pairing(Generic[GoldT, FoundT]):
    """Gold entries with what was found for each, and what stayed alone on either side."""

    pairs: tuple[tuple[GoldT, FoundT], ...]
    missed: tuple[GoldT, ...]
    extra: tuple[FoundT, ...]


def pair_best(
    gold: Sequence[GoldT], found: Sequence[FoundT], fit: Callable[[GoldT, FoundT], float]
) -> Pairing[GoldT, FoundT]:
    """Entries paired one to one, the best fit first and among equals the earliest; a fit of 0 is none."""
    fits = ((fit(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found))
    ranked = sorted((score for score in fits if score[0] > 0), key=lambda score: (-score[0], score[1], score[2]))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return Pairing(
        pairs=tuple((gold[i], found[j]) for i, j in partner.items()),
        missed=tuple(one for i, one in enumerate(gold) if i not in partner),
        extra=tuple(other for j, other in enumerate(found) if j not in taken),
    )


@lru_cache(maxsize=1 << 16)
def fold(text: str | None) -> str:
    """A text without blanks, its widths, quotes, brackets and dashes in one spelling; empty for None."""
    narrow = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    return re.sub(r"-+", "-", narrow.translate(_ONE_SPELLING))


@lru_cache(maxsize=1 << 16)
def readings(text: str | None) -> frozenset[str]:
    """The folded spellings that ``|`` parts, of which either is right."""
    return frozenset(fold(part) for part in (text or "").split("|"))


@lru_cache(maxsize=1 << 16)
def fold_path(path: str) -> str:
    """A provision's path in one spelling: labels of half width without their last signs, all dashes alike."""
    labels = (unicodedata.normalize("NFKC", label).strip().rstrip(_LABEL_END) for label in path.split("/"))
    return "/".join(re.sub(r"^[-—–―]+", "—", label) for label in labels if label)


def is_within(path: str, other: str) -> bool:
    """Whether two folded paths are one, or one lies inside the other; the document as a whole is only itself."""
    return path == other or (bool(path and other) and (path.startswith(f"{other}/") or other.startswith(f"{path}/")))


def likeness(text: str, other: str) -> float:
    """Twice the shared characters over those of both folded texts, 0 to 1 (Dice)."""
    one, two = fold(text), fold(other)
    return 2 * _shared(one, two) / (len(one) + len(two)) if one and two else 0.0


def is_alike(text: str, other: str) -> bool:
    """Whether two texts share at least half of the shorter one's characters."""
    one, two = fold(text), fold(other)
    return bool(one and two) and _shared(one, two) / min(len(one), len(two)) >= _LIKE_ENOUGH


def _shared(one: str, two: str) -> int:
    return (Counter(one) & Counter(two)).total()

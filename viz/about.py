"""What every exported file says of itself: which release it is from, what was asked, how to read it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from viz.text import Language, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The origin of a file. ``facts`` are lines of (name, value); ``notes`` sentences for the reader.

    ``release`` and ``published_at`` are the release's own, so that two exports of one release say the same.
    """

    title: str
    release: str
    published_at: datetime
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    language: Language = "zh"

    @property
    def published(self) -> str:
        """The release's date in Universal Time, which does not depend on the machine: ``2026-11-22``."""
        return self.published_at.astimezone(UTC).date().isoformat()

    def origin(self) -> str:
        """Release and date in one line, for the foot of a page."""
        texts = Texts(self.language)
        return texts("export.origin", release=self.release, published=self.published)

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Everything said, as lines of (name, value); a note's name is ``说明`` once and then empty."""
        texts = Texts(self.language)
        names = (texts("export.notes"), *("" for _ in self.notes[1:]))
        return (
            (texts("export.title"), self.title),
            *self.facts,
            (texts("export.release"), self.release),
            (texts("export.published"), self.published),
            *zip(names, self.notes, strict=False),
        )

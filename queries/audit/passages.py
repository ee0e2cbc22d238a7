"""Passages with the sentences around them, as findings show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.record import Span
from loaders.sentences import sentences
from queries.audit.facts import Passage, Plan
from queries.audit.properties import Properties

_WIDEST = 300
"""Characters shown on either side of a passage whose sentence never ends."""


@dataclass
class Passages:
    """Gives passages with their sentences, each made when it is first asked for; ``paths`` are their provisions'."""

    of: Properties
    paths: Mapping[str, str]
    plans: Mapping[str, Plan]
    _made: dict[str, Passage | None] = field(init=False, default_factory=dict)

    def get(self, iri: str) -> Passage | None:
        """The passage of that name; None for one that no policy of the store has."""
        if iri not in self._made:
            self._made[iri] = self._make(iri)
        return self._made[iri]

    def _make(self, iri: str) -> Passage | None:
        quote = self.of.one(iri, "quote")
        policy = self.of.one(iri, "source")
        if not quote or policy not in self.plans:
            return None
        begin, end = int(self.of.one(iri, "begin") or 0), int(self.of.one(iri, "end") or 0)
        sentence = _sentence_around(self.plans[policy].text, begin, end) or quote
        return Passage(policy, self.plans[policy].label, self.paths.get(iri, ""), begin, end, quote, sentence)


def _sentence_around(text: str, begin: int, end: int) -> str:
    """The sentences that a stretch of the text touches, with … where they are cut."""
    if not text[begin:end]:
        return ""
    left = max(0, begin - _WIDEST)
    right = min(len(text), end + _WIDEST)
    line_begin = max(text.rfind("\n", 0, begin) + 1, left)
    line_end = text.find("\n", end)
    line_end = min(right, len(text) if line_end < 0 else line_end)
    touched = [span for span in sentences(text, Span(line_begin, line_end)) if span.begin < end and span.end > begin]
    if not touched:
        return text[begin:end]
    first, last = touched[0].begin, touched[-1].end
    return ("…" if first == left > 0 else "") + text[first:last] + ("…" if last == right < len(text) else "")

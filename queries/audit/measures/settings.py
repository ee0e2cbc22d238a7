"""A rule's settings: the words and thresholds of its file, typed when they are asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Settings:
    """The table ``[settings]`` of one rule. A name that the file lacks is a KeyError."""

    values: Mapping[str, object]

    def number(self, name: str) -> float:
        """A threshold."""
        value = self.values[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{name} must be a number")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words."""
        value = self.values[name]
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise TypeError(f"{name} must be a list of words")
        return tuple(value)

    def pattern(self, name: str) -> re.Pattern[str]:
        """A regular expression."""
        value = self.values[name]
        if not isinstance(value, str):
            raise TypeError(f"{name} must be a pattern")
        return _compiled(value)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)

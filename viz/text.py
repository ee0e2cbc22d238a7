"""The words that people read, in Chinese and English, from one catalogue (``messages.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Language = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def load_messages() -> Mapping[str, Mapping[str, str]]:
    """Return the catalogue: "section.name" -> language -> text."""
    catalogue = tomllib.loads(files("viz").joinpath("messages.toml").read_text(encoding="utf-8"))
    return {f"{section}.{name}": texts for section, entries in catalogue.items() for name, texts in entries.items()}


def as_language(wanted: str | None) -> Language:
    """Return the language a code ("en") or an Accept-Language header asks for; Chinese unless it says English."""
    return "en" if (wanted or "").strip().lower().startswith("en") else "zh"


@dataclass(frozen=True, slots=True)
class Texts:
    """The catalogue in one language: ``texts("home.title")``."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Return the text under ``key`` with its {slots} filled; KeyError for a key the catalogue lacks."""
        return load_messages()[key][self.language].format(**values)

    def name(self, section: str, name: str) -> str | None:
        """Return the text for a name from data, such as a kind of node; None where the catalogue knows none."""
        texts = load_messages().get(f"{section}.{name}")
        return texts[self.language] if texts else None

    def section(self, section: str) -> dict[str, str]:
        """All texts of one section, by name."""
        prefix = f"{section}."
        return {
            key.removeprefix(prefix): texts[self.language]
            for key, texts in load_messages().items()
            if key.startswith(prefix)
        }

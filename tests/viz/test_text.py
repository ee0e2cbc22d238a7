import re
import string
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

import viz
from graph import search_index
from graph.errors import Reason
from graph.explanation import Certainty
from graph.located import REASONS
from ontology.description import Kind
from ontology.places import LEVELS
from queries import documents
from queries.sections import lists
from viz.answer_views import VIEWS
from viz.style import load_style
from viz.text import LANGUAGES, Texts, as_language, load_messages

FOLDER = Path(viz.__file__).parent
DOORS = FOLDER.parent / "api"
EXPLAINING = FOLDER.parent / "api" / "commands" / "explaining.py"
FOLDERS = (FOLDER.glob("*.py"), FOLDER.glob("templates/*.html"), DOORS.glob("*.py"), DOORS.glob("routes/*.py"))
SOURCES = {path: path.read_text(encoding="utf-8") for path in (*chain(*FOLDERS), EXPLAINING)}
NETWORK_SCRIPT = (FOLDER / "static" / "network.js").read_text(encoding="utf-8")

# Sections whose names come from data: read by name or as a whole, never letter by letter.
FROM_DATA: dict[str, set[str]] = {
    "kind": set(load_style().nodes) | set(search_index.KINDS.values()),
    "statement": {*documents.KINDS.values(), "field"},
    "facet": set(search_index.FACETS),
    "role": {"lead", "responsible", "support"},
    "mark": {"leads", "responsible", "supports"},
    "nav": set(lists()),
    "compare": {"first", "second"},
    "view": set(VIEWS),
    "matrix_way": {"up", "down", "left", "right"},
    "relation": set(load_style().edges),
    "inverse": set(load_style().edges) - {"other"},
    "basis": {"stated", "inferred"},
    "term_kind": set(get_args(Kind)),
    "term_kinds": set(get_args(Kind)),
    "term_label": set(LANGUAGES),
    "term_relation": {"parents", "children", "domain", "range", "disjoint"},
    "level": {*LEVELS},
    "certainty": {str(value) for value in get_args(Certainty)},
    "update": {*get_args(Reason), "off", "role"},
    "reason": {code.replace("-", "_") for code in REASONS},
}
# What the API counts, and the properties and codes of the graph: a name the catalogue lacks is shown as it is.
OPEN = ("count.", "property.", "code.")


def used_keys() -> set[str]:
    called = re.compile(
        r"(?:\bt|texts|Texts\([\w.]+\))\(\s*[\"']([a-z_]+\.[a-z_]+)[\"']|[\"']((?:explain|audit)\.[a-z_]+)[\"']"
    )
    keys = {key or other for text in SOURCES.values() for key, other in called.findall(text)}
    keys |= {f"panel.{name}" for name in re.findall(r"words\.([a-z_]+)", NETWORK_SCRIPT) if name != "kinds"}
    return keys | {f"{section}.{name}" for section, names in FROM_DATA.items() for name in names}


@pytest.mark.parametrize("key", load_messages())
def test_every_message_has_both_languages_with_the_same_slots(key: str) -> None:
    texts = load_messages()[key]
    assert set(texts) == set(LANGUAGES)
    assert all(text.strip() for text in texts.values())
    slots = [{slot for _, slot, _, _ in string.Formatter().parse(text) if slot} for text in texts.values()]
    assert slots[0] == slots[1]


def test_every_key_in_use_exists() -> None:
    assert used_keys() - set(load_messages()) == set()


def test_no_message_is_unused() -> None:
    known = {key for key in load_messages() if not key.startswith(OPEN)}
    assert known - used_keys() == set()


def test_slots_are_filled() -> None:
    assert Texts("en")("network.shown", shown=3, total=9) == "Showing 3 of 9 nodes"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("zh")("home.no_such_text")


def test_a_name_from_data_may_be_unknown() -> None:
    assert Texts("zh").name("kind", "target") == "目标"
    assert Texts("zh").name("kind", "comet") is None


def test_a_section_gives_its_texts_by_name() -> None:
    assert Texts("en").section("basis") == {"stated": "stated", "inferred": "inferred"}


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("en", "en"),
        ("EN-GB,zh;q=0.5", "en"),
        ("zh", "zh"),
        ("zh-CN,en;q=0.8", "zh"),
        ("fr", "zh"),
        ("", "zh"),
        (None, "zh"),
    ],
)
def test_pages_are_chinese_unless_english_is_asked_for(wanted: str | None, language: str) -> None:
    assert as_language(wanted) == language

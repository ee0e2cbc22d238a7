import re

import pytest

from viz.assets import static_files
from viz.style import load_style

CSS = static_files()["zeren.css"].content.decode()
PAPERS = set(re.findall(r"--paper: (#[0-9a-f]{6})", CSS))
COLOURS = {look.color for look in load_style().nodes.values()} | {look.color for look in load_style().edges.values()}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def variables() -> list[dict[str, str]]:
    """The named colours of the light page, of the dark one, and of the dark one by choice."""
    return [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r"--paper.*?\}", CSS, re.DOTALL)
    ]


def test_dark_by_choice_is_dark_as_the_machine_asks() -> None:
    by_machine, by_choice = variables()[1:3]
    assert by_choice == by_machine


@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_a_colour_stands_out_from_the_light_the_dark_and_the_printed_page(colour: str) -> None:
    assert len(PAPERS) == 3
    assert all(contrast(colour, paper) >= 3 for paper in PAPERS)


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_is_readable_on_what_it_stands_on(scheme: int) -> None:
    named = variables()[scheme]
    for text in ("ink", "soft", "accent", "alarm"):
        assert all(contrast(named[text], named[ground]) >= 4.5 for ground in ("paper", "sheet")), text
    assert contrast(named["on-accent"], named["accent"]) >= 4.5


def test_white_text_is_readable_on_filled_boxes() -> None:
    filled = [look for look in load_style().nodes.values() if look.filled]
    assert filled
    assert all(contrast("#ffffff", look.color) >= 4.5 for look in filled)


def test_kinds_differ_in_shape_as_well_as_in_colour() -> None:
    looks = list(load_style().nodes.values())
    assert len({look.color for look in looks}) == len(looks)
    assert len({(look.shape, look.filled) for look in looks}) == len(looks)


def test_roles_differ_in_colour_width_and_arrow() -> None:
    roles = [load_style().edges[kind] for kind in ("leads", "responsible", "supports")]
    assert len({look.color for look in roles}) == len({look.width for look in roles}) == 3
    assert len({look.arrow for look in roles}) == 3


def test_roles_have_the_same_colours_on_pages() -> None:
    for kind in ("leads", "responsible", "supports"):
        assert f"--{kind}:{load_style().edges[kind].color};" in CSS


def test_an_unknown_kind_looks_like_other() -> None:
    assert load_style().node_kind("comet") == load_style().edge_kind("comet") == "other"
    assert load_style().node_kind("target") == "target"
    assert load_style().edge_kind("leads") == "leads"

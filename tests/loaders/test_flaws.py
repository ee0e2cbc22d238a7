"""Flaws of a text: cut, incomplete, brackets left open, lists that do not pair."""

import pytest

from loaders.document import Document
from loaders.extraction import extract
from loaders.flaws import find_flaws


def flaws_of(item: str) -> list[tuple[str, str, str]]:
    text = f"一、{item}"
    record = extract(Document(source="临江.txt", content_hash="0", text=text))
    found = [(one.kind, one.detail, text[slice(*one.span)]) for one in find_flaws(text, record.assignments)]
    return sorted(found)


ANNEXED = "任务\n完善管网。\n附件:1.临江市水环境整治清单\n\n临江市人民政府\n2023年6月1日\n"


@pytest.mark.parametrize(
    ("text", "kind", "detail"),
    [
        ("完善管网。(此文有删减)", "text-cut", "此文有删减"),
        (ANNEXED, "missing-annex", "临江市水环境整治清单"),
        ("完善管网(责任单位:市水务局。\n整治河道。\n", "unclosed-bracket", "("),
        ("按照《水污染防治条例的要求整治。\n整治河道。\n", "unclosed-bracket", "《"),
        ("城镇、农村污水处理率分别达到95%、80%和60%。", "lists-differ", "2 : 3"),
        ("水质、水量、水价三项工作,分别由市水务局、市发改委牵头。", None, None),
        ("水质监测、水量调度、水价核定分别由市水务局、市发改委牵头。", "lists-differ", "3 : 2"),
    ],
)
def test_a_flaw_is_told_with_its_kind_and_the_text_s_own_words(text: str, kind: str | None, detail: str | None) -> None:
    found = [(kind, detail) for kind, detail, _ in flaws_of(text)]
    assert found == ([(kind, detail)] if kind else [])


@pytest.mark.parametrize(
    "text",
    [
        f"{ANNEXED}\n附件1\n\n临江市责任清单\n",
        f"{ANNEXED}\n临江市水环境整治清单\n序号 任务\n",
        "完善管网(责任单位:市水务局)。\n",
        "完善管网(责任单位:市水务局、\n市财政局)。\n",
        "1)完善管网;2)整治河道。\n",
        "按照《〈水污染防治条例〉实施细则》整治。\n",
        "城镇、农村污水处理率分别达到95%、80%。",
        "城镇和农村污水处理率分别达到95%和80%以上。",
        "文化和旅游业、交通业产值分别达到5亿元、8亿元。",
        "各县、各乡镇、市直各部门分别于6月和12月报送进展。",
        "水质监测、水量调度分别由市水务局、市发改委牵头。",
        "各部门分别负责。",
    ],
)
def test_a_whole_text_has_no_flaws(text: str) -> None:
    assert flaws_of(text) == []


def test_an_open_bracket_is_quoted_up_to_its_line_s_end() -> None:
    assert flaws_of("完善管网(责任单位:市水务局\n整治河道\n")[0][2] == "(责任单位:市水务局"


def test_a_list_is_looked_for_near_its_word_only() -> None:
    text = f"{'河湖整洁、' * 100}城镇、农村处理率分别达到95%、80%、60%"
    assert [len(quote) < 250 for kind, _, quote in flaws_of(text) if kind == "lists-differ"] == [True]

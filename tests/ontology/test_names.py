import re

import pytest

from ontology.names import bureau_of_branch, canonical_tail, official_tail, spellings
from ontology.tables import read_functions, read_kinds, read_name_forms, read_official_names


@pytest.mark.parametrize(
    ("names", "official"),
    [
        (["质监局", "质量技术监督局", "质量监督局", "技监局"], "质量技术监督局"),
        (["发改委", "发展改革委", "发展和改革委员会", "发展改革委员会"], "发展和改革委员会"),
        (["发改局", "发展和改革局", "发展改革局"], "发展和改革局"),
        (["市场监管局", "市场监督管理局", "市监局"], "市场监督管理局"),
        (["人社局", "人力社保局", "人力资源社会保障局"], "人力资源和社会保障局"),
        (["文广旅局", "文化广电和旅游局", "文化广电旅游局"], "文化广电和旅游局"),
        (["政府办公室", "人民政府办公室", "府办"], "人民政府办公室"),
        (["“五水共治”办", "五水共治办", "五水共治领导小组办公室"], None),
        (["质量强市办", "质量强市工作领导小组办公室"], None),
    ],
)
def test_spellings_of_one_name_are_one(names: list[str], official: str | None) -> None:
    assert len({canonical_tail(name) for name in names}) == 1
    assert {official_tail(name) for name in names} == {official}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("质监局", "质监分局"),
        ("质监局", "市场监管局"),
        ("发改委", "发改局"),
        ("药监局", "食药监局"),
        ("城管局", "城管执法局"),
        ("城管执法局", "综合执法局"),
        ("农业局", "农业农村局"),
        ("农业局", "农业经济局"),
        ("工商局", "工商联"),
        ("科技局", "科协"),
        ("环保局", "环保部门"),
        ("领导小组办公室", "创建领导小组办公室"),
        ("水利局", "水务局"),
        ("卫生局", "卫健局"),
    ],
)
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert canonical_tail(one) != canonical_tail(other)


@pytest.mark.parametrize("row", read_name_forms(), ids=lambda row: f"{row.scope}-{row.form}")
def test_every_spelling_of_the_table_leads_to_its_form(row) -> None:  # type: ignore[no-untyped-def]
    organ = "" if row.scope == "name" else "局"
    for name in filter(None, (row.form, row.official, *row.others)):
        assert canonical_tail(name + organ) == canonical_tail(row.form + organ)
    assert canonical_tail(canonical_tail(row.form + organ)) == canonical_tail(row.form + organ)


def test_all_spellings_are_given_the_short_one_first() -> None:
    assert spellings("发展改革委")[0] == "发改委"
    assert {"发展改革委", "发展和改革委员会"} <= set(spellings("发改委"))
    assert all(canonical_tail(name) == "发改委" for name in spellings("发改委"))


def test_a_branch_has_its_bureau() -> None:
    assert bureau_of_branch("质监分局") == "质监局"
    assert bureau_of_branch("质监局") is None


@pytest.mark.parametrize("row", list(read_kinds()), ids=lambda row: row.id)
def test_a_kinds_pattern_fits_its_example_and_no_earlier_one_does(row) -> None:  # type: ignore[no-untyped-def]
    fitting = [kind.id for kind in read_kinds() if re.search(kind.pattern, row.example)]
    assert fitting[0] == row.id


def test_official_names_are_of_functions_that_exist_at_their_level() -> None:
    rows = {row.id: row for row in read_functions()}
    for function, level in read_official_names():
        assert not rows[function].levels or level in rows[function].levels

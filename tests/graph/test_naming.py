from hypothesis import given
from hypothesis import strategies as st

from graph.naming import settle_names
from graph.vocabulary import ALT_LABEL, LABEL

AGENT = "<https://w3id.org/zeren/id/department/临江市/市发改委>"


def label(form: str) -> str:
    return f'{AGENT} {LABEL} "{form}"@zh .'


def other(form: str) -> str:
    return f'{AGENT} {ALT_LABEL} "{form}"@zh .'


def test_the_form_most_documents_use_is_the_label_and_the_others_stay() -> None:
    lines = {label("市发改委"): 1, label("市发展改革委"): 2, other("市发改委"): 2, other("市发展改革委"): 1}
    assert settle_names(lines) == sorted([label("市发展改革委"), other("市发改委")])


def test_of_forms_as_frequent_the_shorter_one_is_the_label() -> None:
    assert label("市发改委") in settle_names({label("市发改委"): 1, label("市发展改革委"): 1})


def test_what_is_no_agent_is_left_alone() -> None:
    lines = {f'<https://w3id.org/zeren/id/indicator/a> {LABEL} "{form}"@zh .': 1 for form in ("甲", "乙")}
    assert settle_names(lines) == sorted(lines)


@given(st.dictionaries(st.sampled_from(["甲", "乙乙", "丙丙丙"]).map(label), st.integers(1, 9), min_size=1))
def test_an_agent_has_one_label_and_loses_no_form(lines: dict[str, int]) -> None:
    settled = settle_names(lines)
    labels = [line for line in settled if f" {LABEL} " in line]
    assert len(labels) == 1
    assert {line.replace(str(LABEL), str(ALT_LABEL)) for line in settled} == {
        line.replace(str(LABEL), str(ALT_LABEL)) for line in lines
    }


def test_a_place_has_the_parent_that_most_documents_give_it() -> None:
    place, parent = "<https://w3id.org/zeren/id/place/河西县>", "<https://w3id.org/zeren/ns#parent>"
    lines = {
        f"{place} {parent} <https://w3id.org/zeren/id/place/{city}> .": count for city, count in (("甲", 1), ("乙", 2))
    }
    assert settle_names(lines) == [f"{place} {parent} <https://w3id.org/zeren/id/place/乙> ."]

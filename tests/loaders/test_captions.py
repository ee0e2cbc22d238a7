import pytest

from loaders.captions import find_captions, find_letterhead


def captions(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (one.number[0] if one.number else "", one.date.iso if one.date else "", [name for name, _ in one.organs])
        for one in find_captions(text, len(text))
    ]


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("临政发〔2023〕8号", [("临政发〔2023〕8号", "", [])]),
        ("(临政发〔2023〕 8号)", [("临政发〔2023〕8号", "", [])]),
        ("临政发[2023]8号      签发人:王某某", [("临政发[2023]8号", "", [])]),
        ("临江市水务局 2023年5月6日 临水〔2023〕8号", [("临水〔2023〕8号", "2023-05-06", ["临江市水务局"])]),
        ("(2023年5月6日)", [("", "2023-05-06", [])]),
        ("临政发〔2023〕8号临江市人民政府关于节水的意见", [("临政发〔2023〕8号", "", [])]),
        ("2023年5月6日", []),
        ("根据临政发〔2023〕8号要求", []),
        ("经第七次会议审议通过 2023年5月6日", []),
    ],
)
def test_lines_of_number_day_and_body(line: str, want: list[tuple[str, str, list[str]]]) -> None:
    assert captions(line) == want


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("临江市人民政府令\n第 86 号", "临江市人民政府令第86号"),
        ("临江市人民政府令\n(第86号)", "临江市人民政府令第86号"),
        ("临江市水务局公告\n2023年第5号", "临江市水务局公告2023年第5号"),
    ],
)
def test_a_serial_goes_with_the_head_above_it(text: str, number: str) -> None:
    assert captions(text) == [(number, "", [])]


def test_the_first_sentence_ends_the_captions() -> None:
    sentence = "为了做好全市的节水工作," * 6 + "现就有关事项通知如下。"
    assert captions(f"{sentence}\n临政发〔2023〕8号") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("临江市水务局文件", ["临江市水务局"]),
        ("临江市水务局 临江市财政局\n临江市教育局 文件", ["临江市水务局", "临江市财政局", "临江市教育局"]),
        ("中华人民共和国国务院令", ["国务院"]),
        ("临江市水务局", []),
        ("有关文件", []),
    ],
)
def test_whose_letterhead_it_is(text: str, names: list[str]) -> None:
    assert [name for name, _ in find_letterhead(text, len(text))] == names

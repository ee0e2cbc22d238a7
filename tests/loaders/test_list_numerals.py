import pytest

from loaders.list_numerals import print_number


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", {1: "1", 10: "10"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛", 21: "21"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一〇〇"}),
        (
            "chineseCountingThousand",
            {10: "十", 15: "十五", 110: "一百一十", 105: "一百〇五", 1000: "一千", 2006: "二千〇六"},
        ),
        ("japaneseCounting", {3: "三", 12: "十二"}),
        ("ideographDigital", {10: "一〇", 25: "二五"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰", 305: "叁佰零伍"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV"}),
        ("lowerRoman", {9: "ix"}),
        ("a format nobody knows", {7: "7"}),
    ],
)
def test_numbers_are_printed_as_word_prints_them(form: str, printed: dict[int, str]) -> None:
    assert {number: print_number(number, form) for number in printed} == printed


@pytest.mark.parametrize("form", ["chineseCountingThousand", "lowerLetter", "upperRoman", "decimalEnclosedCircle"])
@pytest.mark.parametrize("number", [0, 10_000, 10**8])
def test_what_a_format_does_not_reach_is_printed_in_digits(form: str, number: int) -> None:
    assert print_number(number, form) in {str(number), "〇"}

"""The numerals that Word can count lists in (ECMA-376 part 1, 17.18.59 ST_NumberFormat), as they are printed."""

from collections.abc import Callable, Mapping
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_FORMAL_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST: Final = 9_999


def print_number(number: int, form: str) -> str:
    """The number in a format; in decimal digits where the format is unknown or does not reach that far."""
    printed = _FORMATS.get(form, str)(number) if 0 <= number <= _LARGEST else ""
    return printed or str(number)


def _counting(number: int) -> str:
    """一, 十, 十一, 二十 up to 九十九; from there digit by digit, as Word does: 一〇〇."""
    return _thousands(number) if number < 100 else _digit_by_digit(number)


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _thousands(number: int) -> str:
    printed = _with_places(number, _DIGITS, "千百十")
    return printed.removeprefix("一") if 10 <= number < 20 else printed


def _formal(number: int) -> str:
    return _with_places(number, _FORMAL_DIGITS, "仟佰拾")


def _with_places(number: int, digits: str, places: str) -> str:
    """The number with the names of its places: 一百〇五; a run of zeros is one, and none at the end."""
    printed = ""
    figures = f"{number:04d}"
    for figure, place in zip(figures, (*places, ""), strict=True):
        if figure != "0":
            printed += digits[int(figure)] + place
        elif printed and not printed.endswith(digits[0]):
            printed += digits[0]
    return printed.rstrip(digits[0]) or digits[0]


def _roman(number: int) -> str:
    printed = ""
    for value, letters in _ROMAN:
        printed += letters * (number // value)
        number %= value
    return printed


def _letters(number: int) -> str:
    """One letter up to z, then two of the same: aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _from_run(first: str, length: int) -> Callable[[int], str]:
    """The signs of a run in Unicode: ① to ⑳."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= length else ""


def _from_cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number else ""


def _circled(number: int) -> str:
    """① to ⑳, ㉑ to ㉟, ㊱ to ㊿."""
    return _from_run("①", 20)(number) or _from_run("㉑", 15)(number - 20) or _from_run("㊱", 15)(number - 35)


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from_run("⒈", 20),
    "decimalEnclosedParen": _from_run("⑴", 20),
    "ideographEnclosedCircle": _from_run("㊀", 10),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _thousands,
    "koreanCounting": _thousands,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": _from_cycle(_STEMS),
    "ideographZodiac": _from_cycle(_BRANCHES),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}

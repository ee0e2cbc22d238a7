"""Numbers as documents write them, 1,234 or 一百二十三 or 1.5万, to exact decimals.

The pattern fragments let other rules find numbers; they hold no groups and no nested repetition. Apply them to text
of half width (``loaders.width.narrow``); ``parse_numeral`` itself takes either width.
"""

import re
from decimal import Decimal
from typing import Final

from loaders.width import narrow

ARABIC: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
MAGNITUDE: Final = r"(?:万亿|[十百千]?[万亿])"
CHINESE: Final = r"[零〇○一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+"
NUMBER: Final = rf"(?:{ARABIC}|{CHINESE}|半)"

_DIGITS: Final = {
    digit: value
    for value, forms in enumerate(("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for digit in forms
}
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
_SIGNS: Final = frozenset((*_DIGITS, *_TENS, *_MYRIADS))
_SHORTHAND: Final = {"廿": "二十", "卅": "三十"}
_ARABIC_NUMERAL: Final = re.compile(rf"(?P<digits>{ARABIC}) ?(?P<magnitude>[十百千万亿]{{0,3}})")
_FRACTION: Final = re.compile(r"(?P<below>[^分]{1,12})分之(?P<above>[^分]{1,12})")
_RATE_UNITS: Final = {"百": "%", "千": "‰", "万": "‱"}


def parse_numeral(text: str) -> Decimal:
    """The value of a number in any spelling: 94, 1,234, １２, 1.5万, 一百二十三, 二〇二五, 两, 半, 三分之一.

    Blanks around it do not matter. Raises ValueError for anything else.
    """
    if text.isascii() and text.isdigit():
        return Decimal(text)
    numeral = narrow(text).strip()
    if numeral.isascii() and numeral.isdigit():
        return Decimal(numeral)
    if numeral in {"半", "一半"}:
        return Decimal("0.5")
    if fraction := _FRACTION.fullmatch(numeral):
        return parse_numeral(fraction["above"]) / _nonzero(parse_numeral(fraction["below"]), text)
    if arabic := _ARABIC_NUMERAL.fullmatch(numeral):
        return Decimal(arabic["digits"].replace(",", "")) * _magnitude(arabic["magnitude"])
    return _parse_chinese(numeral, text)


def parse_rate(text: str) -> tuple[Decimal, str]:
    """Value and unit of a rate in words: 百分之十八 is (18, "%"), 千分之一 (1, "‰").

    Raises ValueError for anything else, 三分之一 included: that is a number, see ``parse_numeral``.
    """
    fraction = _FRACTION.fullmatch(narrow(text).strip())
    if fraction is None or fraction["below"] not in _RATE_UNITS:
        raise ValueError(f"not a rate in words: {text!r}")
    return parse_numeral(fraction["above"]), _RATE_UNITS[fraction["below"]]


def _nonzero(value: Decimal, text: str) -> Decimal:
    if value == 0:
        raise ValueError(f"not a fraction: {text!r}")
    return value


def _magnitude(units: str) -> int:
    product = 1
    for unit in units:
        product *= _TENS.get(unit) or _MYRIADS[unit]
    return product


def _parse_chinese(numeral: str, text: str) -> Decimal:
    whole, point, decimals = numeral.partition("点")
    if point and not (decimals and all(sign in _DIGITS for sign in decimals)):
        raise ValueError(f"not a number: {text!r}")
    fraction = Decimal("0." + _spell(decimals)) if point else Decimal(0)
    for short, long in _SHORTHAND.items():
        whole = whole.replace(short, long)
    if not whole or any(sign not in _SIGNS for sign in whole):
        raise ValueError(f"not a number: {text!r}")
    if len(whole) > 1 and all(sign in _DIGITS for sign in whole):
        return int(_spell(whole)) + fraction
    return _add_up(whole, text) + fraction


def _spell(digits: str) -> str:
    return "".join(str(_DIGITS[digit]) for digit in digits)


def _add_up(numeral: str, text: str) -> int:
    """The value of digits with units; 万亿 multiplies all that stands before it."""
    total = group = digit = 0
    unit_before = 10
    for sign in numeral:
        if sign in _DIGITS:
            if digit:
                raise ValueError(f"two digits without a unit between them: {text!r}")
            digit = _DIGITS[sign]
            unit_before = unit_before if digit else 10
        elif sign in _TENS:
            unit_before = _TENS[sign]
            group += (digit or 1) * unit_before
            digit = 0
        else:
            unit_before = _MYRIADS[sign]
            part = group + digit
            total = (total + part or 1) * unit_before if total < unit_before else total + part * unit_before
            group = digit = 0
    # 一万五 and 三百二 leave out the unit of the last digit, a tenth of the unit before; 一万零五 does not.
    return total + group + digit * unit_before // 10

"""Numbers of a workbook as its cells show them: 0.945 as 94.5%, 45444 as 2024年6月.

ECMA-376 part 1, 18.8.30 and 18.8.31. A date whose format has no Chinese words is given in ISO 8601, since which of
6/1/24 is the month depends on the reader's system.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

_BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy-mm-dd", 15: "yyyy-mm-dd",
    16: "mm-dd", 17: "yyyy-mm", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "yyyy-mm-dd", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "mm:ss", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_NOISE: Final = re.compile(r"\[[^\]]{0,40}\]|_.|\*.")
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)')
_TOKEN: Final = re.compile(r'"[^"]*"|\\.|y+|m+|d+|h+|s+|[^ymdhs]', re.IGNORECASE)
_DIGITS: Final = re.compile(r"General|[#0?][#0?,]*(?:\.(?P<places>[#0?]+))?(?P<thousands>,*)")
_SCIENTIFIC: Final = re.compile(r"[eE][+-]|\?/")  # and fractions: printed in full
_DATE_LETTER: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
_LAST_DAY: Final = 2_958_465  # 9999-12-31
_FIRST_TRUE_DAY: Final = 60  # serial 60 is 1900-02-29, a day that never was


def print_cell(number: str, form: str, since_1904: bool = False) -> str:
    """The number of a cell in its format; as it stands where the format or the number cannot be read.

    ``since_1904`` is the workbook's way to count days.
    """
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    if not value.is_finite() or abs(value) >= Decimal("1e30"):
        return number
    bare = _QUOTED.sub("", _NOISE.sub("", form))
    if _DATE_LETTER.search(bare.replace("General", "")):
        return _print_date(value, form, since_1904) if 0 <= value <= _LAST_DAY else _plain(value)
    section, value = _section(_NOISE.sub("", form), value)
    return _print_number(value, section)


def format_of(identifier: int, own: dict[int, str]) -> str:
    """The format with that number: one of the workbook's own, else one that every workbook has."""
    return own.get(identifier) or _BUILT_IN.get(identifier, "General")


def _section(form: str, value: Decimal) -> tuple[str, Decimal]:
    """The part of a format for positive, negative or zero, and the value without the sign that the part prints."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', form) if len(form) < 256 else [form]
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _print_number(value: Decimal, form: str) -> str:
    unquoted = _QUOTED.sub("", form)
    scaled = value.scaleb(2 * unquoted.count("%"))
    digits = next((match for match in _DIGITS.finditer(form) if not _is_quoted(form, match.start())), None)
    if digits is None:
        return _plain(value) if "@" in form or not form.strip() else _literal(form)
    if _SCIENTIFIC.search(unquoted):
        return _plain(value)
    if digits.group() == "General":
        printed = _plain(scaled)
    else:
        places = digits["places"] or ""
        scaled = scaled.scaleb(-3 * len(digits["thousands"]))
        rounded = scaled.quantize(Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP)
        printed = f"{rounded:,f}" if "," in digits.group().rstrip(",") else f"{rounded:f}"
        optional = len(places) - len(places.rstrip("#"))
        printed = printed[: len(printed) - optional] + printed[len(printed) - optional :].rstrip("0")
        printed = printed.rstrip(".") if places else printed
    return (_literal(form[: digits.start()]) + printed + _literal(form[digits.end() :])).strip()


def _is_quoted(form: str, place: int) -> bool:
    return form.count('"', 0, place) % 2 == 1 or form[place - 1 : place] == "\\"


def _literal(form: str) -> str:
    return _QUOTED.sub(lambda match: match[1] if match[1] is not None else match[2], form)


def _plain(value: Decimal) -> str:
    """The shortest way to print what a double holds: 94.5 for 94.500000000000014."""
    rounded = f"{float(value):.15g}"
    return f"{Decimal(rounded):f}" if "e" in rounded else rounded


def _print_date(value: Decimal, form: str, since_1904: bool) -> str:
    days = value + 1462 if since_1904 else value
    start = datetime(1899, 12, 30) if days >= _FIRST_TRUE_DAY else datetime(1899, 12, 31)
    try:
        moment = start + timedelta(days=int(days), seconds=round(float(days % 1) * 86_400))
    except OverflowError:
        return _plain(value)
    section = _NOISE.sub("", form).split(";")[0]
    tokens = [token for token in _TOKEN.findall(section) if token != "@"]
    if not re.search(r"[一-龥]", section):
        tokens = _international({token[0].lower() for token in tokens if _DATE_LETTER.match(token)})
    printed = ""
    for place, token in enumerate(tokens):
        before = next((other for other in reversed(tokens[:place]) if _DATE_LETTER.match(other)), "")
        after = next((other for other in tokens[place + 1 :] if _DATE_LETTER.match(other)), "")
        minutes = before[:1].lower() == "h" or after[:1].lower() == "s"
        printed += _print_part(moment, token, minutes)
    return printed.strip()


def _international(letters: set[str]) -> list[str]:
    """The tokens of ISO 8601 for the parts that a format shows."""
    if "y" not in letters and "d" not in letters:
        return ["h", ":", "mm", *([":", "ss"] if "s" in letters else [])]
    date = [*(["yyyy"] if "y" in letters else []), *(["mm"] if "m" in letters else [])]
    date += ["dd"] if "d" in letters else []
    tokens = [token for part in date for token in ("-", part)][1:]
    return [*tokens, *([" ", "hh", ":", "mm"] if "h" in letters else [])]


def _print_part(moment: datetime, token: str, minutes: bool) -> str:
    width = min(len(token), 2)
    match token[0].lower():
        case "y":
            return f"{moment.year:04d}"[-2 if len(token) <= 2 else -4 :]
        case "m":
            return f"{moment.minute if minutes else moment.month:0{width}d}"
        case "d":
            return f"{moment.day:0{width}d}"
        case "h":
            return f"{moment.hour:0{width}d}"
        case "s":
            return f"{moment.second:0{width}d}"
        case _:
            return _literal(token)

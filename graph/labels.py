"""What a person reads for a commitment: a target's label is its statement, ``城镇污水处理率 ≥ 95 %``."""

from decimal import Decimal

from loaders.record import Kind, Target

LONGEST = 80

SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "="}
_CHANGES = {Kind.INCREASE: "提高", Kind.DECREASE: "下降"}


def one_line(text: str) -> str:
    """The text on one line, cut with … where it is longer than a label may be."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def plain_number(value: Decimal) -> str:
    """95.0 as 95, 1E+3 as 1000: no exponent, no trailing zeros; a valid xsd:decimal."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def target_label(target: Target) -> str:
    """Indicator, comparator, value and unit; the quote where the aim has no number."""
    if target.value is None:
        return one_line(target.quote)
    if target.kind is Kind.RANK:
        return one_line(f"{target.indicator} {_place(target)}")
    parts = (target.indicator, _CHANGES.get(target.kind, ""), _amount(target, target.value), target.unit or "")
    return one_line(" ".join(part for part in parts if part))


def _amount(target: Target, value: Decimal) -> str:
    if target.upper is not None:
        return f"{plain_number(value)}–{plain_number(target.upper)}"
    sign = SIGNS.get(target.comparator or "", "")
    return f"{sign} {plain_number(value)}".strip()


def _place(target: Target) -> str:
    first = "第" if target.comparator == "=" else "前"
    return f"{first}{_amount(target, target.value or Decimal(0)).split()[-1]}{target.unit or '位'}"

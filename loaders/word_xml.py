"""The spelling of WordprocessingML (ECMA-376 part 1, 17): its namespace, values and switches."""

from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute of Word's namespace."""
    return element.get(W + name)


def value(element: etree._Element | None) -> str | None:
    """The w:val of an element that may be missing."""
    return element.get(f"{W}val") if element is not None else None


def number(element: etree._Element | None) -> int | None:
    """The w:val as a number; None where there is none."""
    printed = (value(element) or "").strip()
    return int(printed) if printed.isdecimal() and printed.isascii() and len(printed) < 9 else None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch is set: <w:vanish/>, but not <w:vanish w:val="0"/>."""
    return element is not None and (value(element) or "1").lower() not in {"0", "false", "off"}

"""Templates: values → HTML text, with everything that comes from documents escaped."""

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from viz.assets import static_files
from viz.style import load_style
from viz.text import Language, Texts

# Inside <script>, JSON must neither end the element nor, in older engines, a line.
_SCRIPT_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def render(
    template: str, language: Language, values: Mapping[str, object], *, root: str = "", usual: Language = "zh"
) -> str:
    """Return the template's HTML in ``language``; a name the template uses and ``values`` lacks is an error.

    Addresses begin with ``root``, the path under which a proxy serves zeren, and name the language where it is not
    the reader's ``usual`` one.
    """
    return _ENVIRONMENT.get_template(template).render(
        values,
        language=language,
        t=Texts(language),
        here=lambda address: root + in_language(address, language, usual),
        static=lambda name: root + static_files()[name].address,
        names_language=language != usual,
    )


def json_for_script(value: object) -> Markup:
    """``value`` as JSON that cannot end the ``<script>`` element it stands in, whatever its strings contain."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_SCRIPT_ESCAPES))


def in_language(address: str, language: Language, usual: Language = "zh") -> str:
    """One of zeren's own addresses, with ``lang`` set; the reader's usual language needs none."""
    parts = urlsplit(address)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "lang"]
    if language != usual:
        query.append(("lang", language))
    return parts._replace(query=urlencode(query)).geturl()


def is_local(address: str) -> bool:
    """Tell whether an address stays within zeren: a path, and not one that browsers take for another machine's name."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("viz"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(style=load_style())
    environment.filters.update(local=lambda address: address if is_local(address) else "", grouped=_grouped)
    environment.filters["json_for_script"] = json_for_script
    return environment


def _grouped(number: int) -> str:
    """Write a count with its thousands set apart by a thin space, as in both languages."""
    return f"{number:,}".replace(",", "\u202f")


_ENVIRONMENT = _environment()

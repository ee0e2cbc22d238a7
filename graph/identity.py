"""The names (IRIs) of things, made from content alone: the same document has the same names on every machine.

A name is the base, a kind, and segments joined by ``/``. Inside a segment everything that an IRI forbids, and every
separator, is percent-encoded; Chinese characters stay readable. So different contents never share a name.
"""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate

from pyoxigraph import NamedNode

from loaders.numerals import parse_numeral
from loaders.record import Record, Span

BASE = "https://w3id.org/zeren/id/"

# RFC 3987: iunreserved, sub-delims, ":" and "@" may stand in a path segment; the rest is encoded.
# Private use, bidirectional controls and blanks are encoded as well: a name must be one visible run of characters.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@")
_UNSAFE_CATEGORIES = ("C", "Z")
# 吐政办〔2018〕13号, 国发[2012]9号, 环发(2015)第4号
_NUMBER = re.compile(r"(?P<office>.+?)[〔\[(【﹝](?P<year>\d{4})[〕\])】﹞]第?(?P<serial>\d+)号")
# 辽政发〔20143号: the closing bracket is lost; the first four digits are the year (domain/patterns.md, c).
_DAMAGED_NUMBER = re.compile(r"(?P<office>.+?)[〔\[(【﹝](?P<year>(?:19|20)\d\d)(?P<serial>\d{1,4})号")
# 国务院令第549号, 国务院第549号令, 主席令第七十一号
_ORDER = re.compile(
    r"(?:中华人民共和国)?(?P<office>[^第\d]+?)(?:令第?(?P<serial>[\d一二三四五六七八九十百〇零]+)号|第(?P<before>\d+)号令)"
)
_STANDARD = re.compile(r"[A-Z]{1,4}\d{0,2}(?:/[A-Z]{1,6})*\d[\d.]*-(?:\d\d){1,2}")

_SAME_MARKS = str.maketrans("〈〉—–“”", '《》--""')


def segment(text: str) -> str:
    """The text as one IRI path segment; different texts give different segments.

    The empty text gives ``%FF``, which no text gives, since it is not UTF-8.
    """
    if text in (".", ".."):
        return "%2E" * len(text)
    return "".join(character if _may_stand(character) else _encoded(character) for character in text) or "%FF"


def _may_stand(character: str) -> bool:
    if character < "\x80":
        return character in _PLAIN
    # RFC 3987: no noncharacter, and nothing of plane 14 (tags, selectors of variants)
    refused = ord(character) & 0xFFFE == 0xFFFE or ord(character) >> 16 == 0xE
    return unicodedata.category(character)[0] not in _UNSAFE_CATEGORIES and not refused


def _encoded(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def normal(text: str) -> str:
    """The text without blanks, with half-width letters, digits and punctuation: what two spellings share."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def normal_title(title: str) -> str:
    """A title as it is compared: ``《质量发展纲要（2011—2020年）》`` is ``质量发展纲要(2011-2020年)``."""
    bare = normal(title).translate(_SAME_MARKS)
    while _is_enclosed(bare):
        bare = bare[1:-1]
    return bare


def _is_enclosed(title: str) -> bool:
    """Whether the marks at both ends belong together: not those of 《甲》和《乙》."""
    if not (title.startswith("《") and title.endswith("》")):
        return False
    depths = accumulate((character == "《") - (character == "》") for character in title[:-1])
    return all(depth > 0 for depth in depths)


def short_hash(*parts: str) -> str:
    """Ten hexadecimal digits of the parts, which are told apart by their lengths."""
    return sha256("".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def number_key(document_number: str) -> str:
    """``吐政办〔2018〕13号`` as ``吐政办-2018-13``; a number of another form stays whole, its hyphens encoded."""
    number = printed_number(document_number)
    match = _NUMBER.fullmatch(number)
    if match is None:
        return _without_hyphen(number)
    return f"{_without_hyphen(match['office'])}-{match['year']}-{int(match['serial'])}"


def printed_number(document_number: str) -> str:
    """A document number in its official spelling, ``吐政办〔2018〕13号``, so that all who cite it write the same.

    A lost bracket is restored; orders are ``国务院令第549号``, numbers of standards ``GB3838-2002``.
    """
    number = normal(document_number).replace("號", "号")
    if match := _NUMBER.fullmatch(number) or _DAMAGED_NUMBER.fullmatch(number):
        return f"{match['office']}〔{match['year']}〕{int(match['serial'])}号"
    if match := _ORDER.fullmatch(number):
        serial = parse_numeral(match["serial"] or match["before"])
        return f"{match['office']}令第{int(serial)}号"
    hyphened = re.sub("[—–~]+", "-", number.upper())
    return hyphened if _STANDARD.fullmatch(hyphened) else number


def _without_hyphen(text: str) -> str:
    return segment(text).replace("-", "%2D")


def policy_key(record: Record) -> str:
    """The segment that names a policy.

    From its number, else jurisdiction, year and a hash of the title. A title alone does not tell two places apart
    (实施方案), so the hash takes in the text where jurisdiction or title is unknown.
    """
    fields = record.document
    if normal(fields.document_number or ""):
        return number_key(fields.document_number or "")
    title = normal_title(fields.title or "")
    year = _without_hyphen((fields.issued_on or fields.published_on or "0000")[:4])
    known = bool(title and fields.jurisdiction)
    digest = short_hash(title) if known else short_hash(title, record.text)
    # "h" keeps the hash apart from a serial number
    return f"{_without_hyphen(fields.jurisdiction or '未知')}-{year}-h{digest}"


_STRETCH = re.compile(r"/(\d+)-(\d+)(?:/|$)")


def stretch_of(name: str) -> tuple[int, int] | None:
    """Begin and end of the stretch of text in a name that ``Names.at`` made; None for any other name."""
    match = _STRETCH.search(name)
    return (int(match[1]), int(match[2])) if match else None


@dataclass(frozen=True, slots=True)
class Names:
    """Makes names under one base. ``policy`` arguments are keys from ``policy_key``, already segments."""

    base: str = BASE

    def thing(self, kind: str, *parts: str) -> NamedNode:
        """``<base>kind/part/part``, each part encoded."""
        return NamedNode("/".join((self.base + kind, *(segment(part) for part in parts))))

    def of_policy(self, kind: str, policy: str, *parts: str) -> NamedNode:
        """``<base>kind/<policy>/part``: a thing that belongs to one policy."""
        return NamedNode("/".join((f"{self.base}{kind}/{policy}", *(segment(part) for part in parts))))

    def policy(self, policy: str) -> NamedNode:
        """The policy itself; also the name of an instrument cited with that number."""
        return self.of_policy("policy", policy)

    def provision(self, policy: str, path: str) -> NamedNode:
        """A provision by its path; the text before the first heading has the path ``""`` and a name ending in ``/``."""
        labels = path.split("/") if path else []
        return NamedNode(f"{self.base}provision/{policy}/" + "/".join(segment(label) for label in labels))

    def at(self, kind: str, policy: str, span: Span, *parts: str) -> NamedNode:
        """A thing known by the stretch of text that states it: ``<base>passage/<policy>/812-818``."""
        return self.of_policy(kind, policy, f"{span.begin}-{span.end}", *parts)

    def instrument(self, title: str, document_number: str | None, *place: str) -> NamedNode:
        """A cited instrument, its title canonical (``graph.titles``); ``place`` says where one without a place holds.

        With a number it has the name its policy would have, so that both coincide when zeren reads that policy;
        without one, the title is all that is known (``graph.instruments`` links it where it can).
        """
        if normal(document_number or ""):
            return self.policy(number_key(document_number or ""))
        return self.thing("instrument", normal_title(title), *place)

    def document_graph(self, policy: str) -> NamedNode:
        """The named graph that holds what one document says."""
        return self.of_policy("graph/document", policy)

    def graph(self, name: str) -> NamedNode:
        """One of zeren's own graphs: ontology, reference, shared, derived."""
        return self.thing("graph", name)

"""Every link of a release's pages: which are broken, which lead out of zeren, which point at a place that is not there.

    python -m bench.walk STORE [--most N] [--language en]

With ``--most`` only the first N of each kind of page (``/id/target``, ``/questions/…?theme``) are followed. Ends with 1
when something is wrong.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

import httpx

from bench.server import serving

ADDRESS: Final = re.compile(
    r"""<(?:a|area|link|script|form(?![^>]*\smethod=["']post)|img|iframe|source|object|embed|use)\b[^>]*?\s(?:href|src|action|data)=["']([^"']*)["']"""
)
PLACE: Final = re.compile(r"""\sid=["']([^"']+)["']""")
THINGS: Final = "id"  # where the second part of a path tells its kind
STATES: Final = 30
FORM: Final = re.compile(r"\.(?:csv|json|jsonld|nt|ttl|xlsx|owl|rdf)$")


@dataclass(frozen=True, slots=True)
class Walked:
    """What was reached, each with the page that led there; which of it are pages; and what was wrong, in words."""

    reached: Mapping[str, str]
    pages: tuple[str, ...]
    wrong: tuple[str, ...]
    root: str = ""

    def one_of_each_kind(self) -> Mapping[str, str]:
        """The first address of each kind of page."""
        return {kind_of(address.removeprefix(self.root)): address for address in reversed(self.pages)}


def kind_of(address: str) -> str:
    """What kind of page an address is of: how its path begins and ends, and which parameters it has."""
    parts = urlsplit(address)
    first, _, rest = parts.path.removeprefix("/").partition("/")
    kind = f"/{first}" + (f"/{rest.partition('/')[0]}" if first == THINGS else "/…" if rest else "")
    ending = FORM.search(rest)
    names = sorted({name for name, _ in parse_qsl(parts.query)} - {"lang"})
    return kind + (ending.group() if ending else "") + (f"?{','.join(names)}" if names else "")


def walk(visitor: httpx.Client, root: str = "", language: str = "zh", most: int | None = None) -> Walked:
    """Follow each link once, from the first page, as a browser that prefers the language.

    ``root`` is the path under which zeren is served, which the client's base address already has; ``most`` is how many
    addresses of one kind are followed. Without it all are, but of the states of a page the first ``STATES`` alone:
    their parameters combine without end.
    """
    headers = {"Accept": "text/html", "Accept-Language": language}
    reached = {f"{root}/": ""}
    waiting, wrong = list(reached), []
    kinds: Counter[str] = Counter()
    places: dict[str, set[str]] = {}
    pointed: dict[tuple[str, str], str] = {}
    while waiting:
        address = waiting.pop(0)
        answer = visitor.get(address.removeprefix(root), headers=headers)
        if answer.status_code != HTTPStatus.OK:
            wrong.append(f"{answer.status_code} {unquote(address)} from {unquote(reached[address])}")
        if not answer.headers.get("content-type", "").startswith("text/html") or _is_file(answer):
            continue
        places[address] = set(map(unescape, PLACE.findall(answer.text)))
        for target, place in _links(answer.text, address):
            if not target.startswith(f"{root}/") or target.startswith("//"):
                wrong.append(f"{target} leads out of zeren, from {unquote(address)}")
                continue
            if place:
                pointed.setdefault((target, unquote(place)), address)
            kind = kind_of(target.removeprefix(root))
            limit = most or (STATES if "?" in kind else len(reached) + 1)
            if target not in reached and kinds[kind] < limit:
                kinds[kind] += 1
                reached[target] = address
                waiting.append(target)
    wrong += [
        f"{unquote(address)}#{place}: no such place, from {unquote(source)}"
        for (address, place), source in pointed.items()
        if place not in places.get(address, {place})
    ]
    return Walked(reached, tuple(places), tuple(wrong), root)


def _is_file(answer: httpx.Response) -> bool:
    return "attachment" in answer.headers.get("content-disposition", "")


def _links(text: str, address: str) -> Iterator[tuple[str, str]]:
    for link in ADDRESS.findall(text):
        target, place = urldefrag(unescape(link))
        yield urljoin(address, target) if target else address, place


def main() -> int:
    """Walk over a store that is served for the time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    chosen = parser.parse_args()
    with serving(chosen.store) as (_, address), httpx.Client(base_url=address, timeout=120) as visitor:
        walked = walk(visitor, language=chosen.language, most=chosen.most)
    for kind, number in Counter(map(kind_of, walked.reached)).most_common():
        sys.stdout.write(f"{number:6} {kind}\n")
    sys.stdout.writelines(f"{line}\n" for line in walked.wrong)
    sys.stdout.write(f"{len(walked.reached)} addresses, {len(walked.wrong)} wrong\n")
    return 1 if walked.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""The pictures of the README: ten pages over the examples, into ``docs/screenshots``.

    python -m bench.screenshots [NAME...]

A page that zeren does not have is passed over and named. Needs the tools of development and a Chromium.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import FilePayload, Page, ViewportSize, sync_playwright

from api.roles import Role
from api.tokens import create_token
from bench.server import ROOT, serving
from graph.build import build

PICTURES: Final = ROOT / "docs" / "screenshots"
MOST_BYTES: Final = 150_000
WINDOW: Final[ViewportSize] = {"width": 1120, "height": 640}
SCALE: Final = 0.7  # pixels of the picture for one of the window: as large as it stands in the README


class Picture(NamedTuple):
    """The address of a page over the examples, and what is done there before the picture is taken."""

    path: str
    prepare: Callable[[Page], None] | None = None


def _choose_target(page: Page) -> None:
    page.locator(".fulltext .mark-target").first.click()


def _await_drawing(page: Page) -> None:
    page.locator("canvas").first.wait_for()
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def _await_answer(page: Page) -> None:
    page.locator("#sparql-result table").first.wait_for()


def _open_finding(page: Page) -> None:
    page.locator(".finding > summary").first.click()
    page.evaluate("scrollTo(0, 150)")


def _send_documents(page: Page) -> None:
    plan = (ROOT / "examples" / "hewan_2016_rivers.txt").read_bytes()
    page.set_input_files(
        "#document",
        [
            FilePayload(name="河湾区河道治理方案.txt", mimeType="text/plain", buffer=plan),
            FilePayload(name="责任分解表.docx", mimeType="application/zip", buffer=b"PK"),
        ],
    )
    page.locator("#adding button").click()
    page.locator(".sent tbody tr").nth(1).wait_for()


WHO_LEADS: Final = (
    "SELECT ?target ?label ?lead WHERE {\n  ?target a zr:Target ; rdfs:label ?label .\n"
    "  ?body zr:leads ?target ; rdfs:label ?lead .\n} ORDER BY ?label LIMIT 20"
)

PAGES: Final[Mapping[str, Picture]] = {
    "home": Picture("/"),
    "document": Picture("/id/policy/澜政发-2023-8", _choose_target),
    "department": Picture("/id/department/澜江市/市生态环境局"),
    "indicator": Picture("/id/indicator/城镇污水处理率"),
    "network": Picture("/network?policy=澜江市水污染防治三年行动方案", _await_drawing),
    "matrix": Picture("/matrix"),
    "questions": Picture("/questions/lead_of_each_target?theme=environment_quality"),
    "workbench": Picture(f"/sparql?query={WHO_LEADS.replace(chr(10), '%0A')}", _await_answer),
    "audit": Picture("/audit?rule=identical_duties", _open_finding),
    "add": Picture("/documents/add", _send_documents),
}


def take(names: list[str]) -> list[str]:
    """Take the pictures of those names, or all; returns what kept any from being taken, or made it too large."""
    complaints = []
    with tempfile.TemporaryDirectory(prefix="zeren-screenshots-") as temporary:
        folder = Path(temporary)
        build([ROOT / "examples"], folder / "store")
        token = create_token(folder / "tokens.json", "editor", Role.CONTRIBUTOR)
        with (
            serving(folder / "store", ZEREN_TOKENS=str(folder / "tokens.json")) as (_, address),
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-lcd-text"]
            )
            context = browser.new_context(viewport=WINDOW, device_scale_factor=SCALE, locale="zh-CN")
            context.request.post(f"{address}/session", form={"token": token})
            page = context.new_page()
            for name in names or PAGES:
                if complaint := _take(page, address, name):
                    complaints.append(complaint)
            browser.close()
    return complaints


def _take(page: Page, address: str, name: str) -> str:
    """Take one picture; says what is wrong with it, if anything is."""
    picture = PAGES[name]
    answer = page.goto(address + picture.path)
    if answer is None or answer.status != HTTPStatus.OK:
        return f"{name}: {picture.path} is answered with {answer.status if answer else 'nothing'}; no picture taken"
    if picture.prepare:
        picture.prepare(page)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    size = file.stat().st_size
    return f"{name}: {size} bytes, more than {MOST_BYTES}" if size > MOST_BYTES else ""


def main() -> int:
    """Take the pictures that were named; 1 when one could not be taken."""
    unknown = [name for name in sys.argv[1:] if name not in PAGES]
    if unknown:
        sys.stderr.write(f"{', '.join(unknown)}: no such picture; there are {', '.join(PAGES)}\n")
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    complaints = take(sys.argv[1:])
    sys.stderr.writelines(f"{complaint}\n" for complaint in complaints)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())

"""``/audit``: the findings of the current release, and what people say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from api.access import Visit, VisitHere
from api.audits import Audit
from api.current_audit import CurrentAudit
from api.findings import NEVER_KEPT, audit_page, current_audit
from api.protocol import ProtocolError
from api.visitors import check_length
from graph.judgements import Judgement, Verdict, judge
from graph.publishing import Publication
from queries.audit.judging import WordsMissing, as_judged, check_words
from queries.audit.selection import FACETS
from viz import audit_pages
from viz.markup import in_language
from viz.text import Texts

LONGEST_NOTE = 2_000
AGAIN_SECONDS = 3

router = APIRouter(tags=["Audit"])


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says of a finding."""

    verdict: Verdict
    note: str


@router.get("/audit", summary="What overlaps, lacks an owner or contradicts itself", response_class=HTMLResponse)
def findings(
    visit: VisitHere,
    first: Annotated[int, Query(ge=1, description="the first finding to show")] = 1,
    opened: Annotated[str, Query(alias="open", description="the id of a finding to open")] = "",
) -> Response:
    """Findings with their sentences; ``rule``, ``severity``, ``policy``, ``department``, ``state`` narrow them."""
    audit = current_audit(visit)
    if audit is None:
        headers = {**NEVER_KEPT, "Refresh": str(AGAIN_SECONDS)}
        return HTMLResponse(audit_pages.waiting(visit.frame()), HTTPStatus.ACCEPTED, headers)
    return _page(audit, visit, first, opened)


def _page(audit: Audit, visit: Visit, first: int, opened: str, message: str = "") -> Response:
    """The page; ``message`` says what was wrong with a judgement."""
    page = audit_page(audit, _wanted(visit), first, opened, visit)
    newest = visit.engine.release().id
    page = replace(page, message=message, behind=newest if newest != audit.release.id else "")
    headers = NEVER_KEPT if page.may_judge or page.behind else {}
    status = HTTPStatus.BAD_REQUEST if message else HTTPStatus.OK
    return HTMLResponse(audit_pages.audit(page, visit.frame()), status, headers=headers)


def _wanted(visit: Visit) -> Mapping[str, str]:
    return {name: value for name in FACETS if (value := visit.parameters.get(name, ""))}


async def said_of(request: Request) -> Said:
    """The form of a judgement. Raises ProtocolError."""
    check_length(request)
    form = await request.form(max_files=0, max_fields=10)
    note = str(form.get("note", "")).strip()
    if len(note) > LONGEST_NOTE:
        raise ProtocolError(HTTPStatus.BAD_REQUEST, f"a note has at most {LONGEST_NOTE} characters")
    try:
        return Said(Verdict(str(form.get("verdict", ""))), note)
    except ValueError:
        raise ProtocolError(
            HTTPStatus.BAD_REQUEST, f"verdict: one of {', '.join(verdict.value for verdict in Verdict)}"
        ) from None


@router.post("/audit/{finding}", summary="Confirm, dismiss, note or reopen a finding", status_code=303)
async def judge_finding(
    finding: str,
    visit: VisitHere,
    said: Annotated[Said, Depends(said_of)],
    first: Annotated[int, Query(ge=1, description="the page that led here")] = 1,
) -> Response:
    """Keep a judgement (contributor) as ``zeren audit --confirm``, ``--dismiss``, ``--note``, ``--reopen`` do.

    Form fields: ``verdict`` (confirmed, dismissed, noted, reopened) and ``note``. 303 to the page of findings when a
    release that holds it is on the disk.
    """
    return await run_in_threadpool(_judge, finding, visit, said, first)


def _judge(finding: str, visit: Visit, said: Said, first: int) -> Response:
    audit = current_audit(visit)
    if audit is None:
        raise ProtocolError(HTTPStatus.SERVICE_UNAVAILABLE, "the release is being audited; try again in a moment")
    one = next((one for one in audit.review.findings if one.finding.id == finding), None)
    if one is None:
        raise ProtocolError(HTTPStatus.NOT_FOUND, f"{finding}: no such finding in the current release")
    at = datetime.now(UTC).replace(microsecond=0)
    judgement = Judgement(
        finding=finding, verdict=said.verdict, note=said.note, by=visit.visitor.name or visit.visitor.known_by, at=at
    )
    try:
        check_words(judgement)
    except WordsMissing:
        message = Texts(visit.language)("audit.say_why")
        return _page(audit, visit, first, finding, message)
    judged = as_judged(one)
    state = visit.request.app.state
    with state.contributing:
        release = judge(visit.settings.store, judged, judgement, Publication.now(visit.settings.releases_kept))
    if release is not None:
        after = replace(judged, judgements=(*judged.judgements, judgement))
        cast("CurrentAudit", state.audit).say(after, release)
    query = urlencode({**_wanted(visit), **({"first": first} if first > 1 else {}), "open": finding})
    address = in_language(f"/audit?{query}", visit.language, visit.usual)
    return RedirectResponse(f"{visit.root}{address}#f-{finding}", HTTPStatus.SEE_OTHER)

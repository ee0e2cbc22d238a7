"""``/network``: a part of the release's network on a page, as one file, or as data."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse
from networkx import node_link_data

from api.access import VARY, Visit, VisitHere
from api.forms import form_field
from api.networks import BASIS, FOCUS, THEME, Wanted
from api.security import content_policy
from queries.question import Wording
from queries.responsibility_table import POLICY
from viz import pages
from viz.network import draw

LIMIT = Wording("节点上限", "Most nodes")

router = APIRouter(tags=["Network"])


def _wanted(  # noqa: PLR0913, PLR0917 - the parameters of an address
    visit: VisitHere,
    focus: Annotated[str, Query(description="name or IRI of the thing in the middle")] = "",
    policy: Annotated[str, Query(description="title, document number or IRI of a policy")] = "",
    theme: Annotated[str, Query(description="name or IRI of a theme")] = "",
    basis: Annotated[
        Literal["with_inferred", "stated", ""], Query(description="stated leaves out what is inferred")
    ] = "",
    limit: Annotated[int | None, Query(ge=1, description="most nodes to show")] = None,
) -> Wanted:
    most = visit.settings.network_nodes
    chosen = basis or str(BASIS.default)
    return Wanted(focus=focus, policy=policy, theme=theme, basis=chosen, limit=min(limit or most, most))


WantedHere = Annotated[Wanted, Depends(_wanted)]


@router.get("/network", summary="A network of policies, targets and departments")
def network(visit: VisitHere, wanted: WantedHere) -> Response:
    """The network as a page, or as node-link JSON for a program."""
    selection = visit.engine.network(wanted)
    if not visit.prefers_page("application/json"):
        return JSONResponse(node_link_data(selection.graph, edges="links"), headers=VARY)
    for _, attributes in selection.graph.nodes(data=True):
        attributes["href"] = visit.root + attributes["href"]
    page = pages.NetworkPage(
        graph=selection.graph,
        total=selection.total,
        fields=_fields(visit, wanted),
        download=f"/network/drawing?{urlencode(_sent(wanted))}",
    )
    return HTMLResponse(pages.network(page, visit.frame()), headers=VARY)


@router.get("/network/drawing", summary="The same as one HTML file that needs no other", response_class=HTMLResponse)
def drawing(visit: VisitHere, wanted: WantedHere) -> Response:
    """A file to keep or to send: the network with everything it needs inside."""
    html = draw(visit.engine.network(wanted).graph, visit.language)
    headers = {
        "Content-Disposition": 'attachment; filename="zeren-network.html"',
        "Content-Security-Policy": content_policy(html),
    }
    return HTMLResponse(html, headers=headers)


def _fields(visit: Visit, wanted: Wanted) -> tuple[pages.Field, ...]:
    sent, language = _sent(wanted), visit.language
    chosen = tuple(form_field(visit.engine, parameter, sent, language) for parameter in (POLICY, THEME, BASIS))
    focus = pages.Field(name="focus", label=FOCUS.label[language], value=wanted.focus, help=FOCUS.help[language])
    limit = pages.Field(name="limit", label=LIMIT[language], value=str(wanted.limit), type="number", required=True)
    return (*chosen, focus, limit)


def _sent(wanted: Wanted) -> dict[str, str]:
    """The wishes as parameters of an address; what was not wished is left out."""
    wishes = {"focus": wanted.focus, "policy": wanted.policy, "theme": wanted.theme, "basis": wanted.basis}
    wishes |= {"limit": str(wanted.limit)}
    return {name: value for name, value in wishes.items() if value}

"""``/network``: a part of the release's network on a page, as one file, or as data."""

from collections.abc import Collection
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse
from networkx import MultiDiGraph, node_link_data

from api.access import VARY, Visit, VisitHere
from api.addresses import address_of
from api.attachments import attachment
from api.errors import outcome_of
from api.forms import form_field
from api.networks import BASIS, THEME, Selection, Wanted
from api.security import content_policy
from graph.exploration import MOST, Step
from queries.errors import BadArgument
from queries.question import Wording
from queries.responsibility_table import POLICY
from viz import network_pages, pages
from viz.about import About
from viz.markup import in_language
from viz.network import draw
from viz.network_files import as_gexf
from viz.style import load_style
from viz.text import Texts

LIMIT = Wording("开始时的节点数", "Nodes to begin with")
GEXF = "application/gexf+xml"

router = APIRouter(tags=["Network"])
Chosen = Annotated[list[str] | None, Query()]


def _wanted(  # noqa: PLR0913, PLR0917 - the parameters of an address
    visit: VisitHere,
    focus: Annotated[str, Query(description="name or IRI of the thing to begin at")] = "",
    policy: Annotated[str, Query(description="title, document number or IRI of a policy")] = "",
    theme: Annotated[str, Query(description="name or IRI of a theme")] = "",
    basis: Annotated[
        Literal["with_inferred", "stated", ""], Query(description="stated leaves out what is inferred")
    ] = "",
    limit: Annotated[int | None, Query(ge=1, description="most nodes to begin with")] = None,
    kind: Annotated[Chosen, Query(description="kinds of nodes to look at: department, target, …")] = None,
    relation: Annotated[Chosen, Query(description="kinds of edges: leads, responsible, supports, …")] = None,
    expand: Annotated[Chosen, Query(description="IRIs of nodes whose neighbours are shown too")] = None,
) -> Wanted:
    usual = visit.settings.network_nodes
    style = load_style()
    return Wanted(
        focus=focus,
        policy=policy,
        theme=theme,
        basis=basis or str(BASIS.default),
        limit=min(limit or usual, max(usual, MOST)),
        kinds=_known(kind, style.nodes),
        relations=_known(relation, style.edges),
        expand=tuple(expand or ()),
    )


def _known(chosen: list[str] | None, names: Collection[str]) -> tuple[str, ...]:
    """The chosen names in the order of the legend; nothing when all are chosen."""
    found = tuple(name for name in names if name in (chosen or ()))
    return () if len(found) == len(names) else found


WantedHere = Annotated[Wanted, Depends(_wanted)]


@router.get("/network", summary="A network of policies, targets and departments, to be explored")
def network(visit: VisitHere, wanted: WantedHere) -> Response:
    """The network as a page, or as node-link JSON for a program; what was wrong with a name stands in the page."""
    if not visit.prefers_page("application/json"):
        return JSONResponse(node_link_data(visit.engine.network(wanted).graph, edges="links"), headers=VARY)
    try:
        selection = visit.engine.network(wanted)
    except BadArgument as error:
        nothing = Selection(MultiDiGraph(), 0)
        html = network_pages.network(_page(visit, wanted, nothing, str(error)), visit.frame())
        return HTMLResponse(html, outcome_of(error).status, headers=VARY)
    return HTMLResponse(network_pages.network(_page(visit, wanted, selection), visit.frame()), headers=VARY)


@router.get("/network/drawing", summary="The same as one HTML file that needs no other", response_class=HTMLResponse)
def drawing(visit: VisitHere, wanted: WantedHere) -> Response:
    """A file to keep or to send: the network with everything it needs inside."""
    selection = visit.engine.network(wanted)
    html = draw(selection.graph, visit.language, positions=selection.positions)
    headers = attachment("zeren-network.html") | {"Content-Security-Policy": content_policy(html)}
    return HTMLResponse(html, headers=headers)


@router.get("/network/gexf", summary="The same for Gephi and other programs that draw", response_class=Response)
def gexf(visit: VisitHere, wanted: WantedHere) -> Response:
    """A GEXF file with kinds, roles, basis and sentences as attributes."""
    selection, release = visit.engine.network(wanted), visit.engine.release()
    about = About(
        title=Texts(visit.language)("network.title"),
        release=release.id,
        published_at=release.published_at,
        language=visit.language,
    )
    file = attachment(f"zeren-network-{release.id}.gexf")
    return Response(as_gexf(selection.graph, about, selection.positions), media_type=GEXF, headers=file)


def _page(visit: Visit, wanted: Wanted, selection: Selection, message: str = "") -> network_pages.NetworkPage:
    # what the network is asked with goes into addresses; what it is shown with is the page's own
    for _, attributes in selection.graph.nodes(data=True):
        attributes["href"] = _inside(visit, attributes["href"])
    for _, _, attributes in selection.graph.edges(data=True):
        attributes["href"] = _inside(visit, attributes["href"])
    sent = _sent(wanted)
    texts = Texts(visit.language)
    return network_pages.NetworkPage(
        graph=selection.graph,
        positions=selection.positions,
        total=selection.total,
        fields=_fields(visit, wanted),
        carried=tuple((name, value) for name, value in sent if name in {"focus", "expand"}),
        steps=tuple(_trail_step(step, selection, wanted) for step in selection.steps),
        kinds=selection.kinds,
        relations=wanted.relations,
        address=f"/network?{urlencode(sent)}",
        downloads=(
            pages.Link("GEXF", f"/network/gexf?{urlencode(sent)}"),
            pages.Link(texts("network.file"), f"/network/drawing?{urlencode(sent)}"),
        ),
        message=message,
    )


def _inside(visit: Visit, address: str) -> str:
    return visit.root + in_language(address, visit.language, visit.usual) if address else ""


def _trail_step(step: Step, selection: Selection, wanted: Wanted) -> network_pages.TrailStep:
    """One node that was expanded; more of it and less of it are addresses of their own."""
    label = str(selection.graph.nodes[step.node]["label"])
    sent = _sent(wanted)
    others = [(name, value) for name, value in sent if (name, value) != ("expand", step.node)]
    more = f"/network?{urlencode([*sent, ('expand', step.node)])}" if step.shown < step.total else ""
    back = f"/network?{urlencode(others)}" if step.node in wanted.expand else ""
    return network_pages.TrailStep(
        name=label,
        href=address_of(step.node),
        shown=step.shown,
        total=step.total,
        more=more,
        back=back,
    )


def _fields(visit: Visit, wanted: Wanted) -> tuple[pages.Field, ...]:
    language = visit.language
    given = {"policy": wanted.policy, "theme": wanted.theme, "basis": wanted.basis}
    chosen = tuple(form_field(visit.engine, parameter, given, language) for parameter in (POLICY, THEME, BASIS))
    limit = pages.Field(name="limit", label=LIMIT[language], value=str(wanted.limit), type="number", required=True)
    return (*chosen, limit)


def _sent(wanted: Wanted) -> list[tuple[str, str]]:
    """The wishes as parameters of an address; what was not wished is left out."""
    wishes = [
        ("focus", wanted.focus),
        ("policy", wanted.policy),
        ("theme", wanted.theme),
        ("basis", wanted.basis),
        ("limit", str(wanted.limit)),
        *(("kind", kind) for kind in wanted.kinds),
        *(("relation", relation) for relation in wanted.relations),
        *(("expand", node) for node in wanted.expand),
    ]
    return [(name, value) for name, value in wishes if value]

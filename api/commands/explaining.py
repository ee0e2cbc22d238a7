"""``explain``: who a name means in a place and year, and why."""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import typer

from api import terminal
from api.commands.options import AliasesOption, LanguageOption, StoreOption
from api.engine import Engine
from api.errors import FINISHED
from api.settings import Settings, read_settings
from graph.aliasing import load_aliases
from graph.bodies import Body
from graph.errors import StoreMissing
from graph.explanation import Explanation, Step
from graph.explanation import explain as explain_name
from graph.located import Reason
from graph.vocabulary import ZR_BASE
from loaders.errors import UsageError
from ontology import function_iri
from ontology.functions import function_row
from ontology.tables import read_kinds
from viz.text import Texts

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_POLICIES = f"""PREFIX zr: <{ZR_BASE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?policy ?title ?date (COUNT(DISTINCT ?commitment) AS ?commitments) WHERE {{
  {{ ?responsibility zr:agent <%(iri)s> ; zr:concerns ?commitment ; zr:statedIn/zr:partOf+ ?policy }}
  UNION {{ ?policy zr:issuer <%(iri)s> }}
  ?policy a zr:Policy ; rdfs:label ?title . OPTIONAL {{ ?policy zr:issuedOn ?date }}
}} GROUP BY ?policy ?title ?date ORDER BY ?date ?title"""


def explain(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    name: Annotated[str, typer.Argument(metavar="NAME", help="A body's name as documents print it. 机构名称。")],
    place: Annotated[
        str | None, typer.Option("--in", metavar="PLACE", help="The place that uses it. 所在地区。")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD. 日期。")] = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print. 输出格式。")] = "table",
    language: LanguageOption = None,
    aliases: AliasesOption = None,
    store: StoreOption = None,
) -> int:
    """Say who a name means and why, what became of it, and which policies name it. 说明一个机构名称指谁。

    Example: `zeren explain 市质监局 --in 嘉兴市 --on 2014-04-16`
    """
    if on is not None and not _DATE.fullmatch(on):
        raise UsageError(f"--on {on}: not a date; write 2014, 2014-04 or 2014-04-16")
    if not name.strip():
        raise UsageError("NAME: is empty; give a body's name, such as 市质监局")
    settings = read_settings(store=store, language=language, aliases=aliases)
    found = explain_name(name, place, on, load_aliases(settings.aliases, settings.store))
    texts = Texts(settings.language)
    policies = _policies(found, settings)
    if form == "json":
        asked = {"name": name, "in": place, "on": on}
        terminal.write(json.dumps({"asked": asked, **_as_json(found, texts, policies)}, ensure_ascii=False, indent=2))
    else:
        terminal.write_table((texts("explain.what"), texts("explain.value")), list(_lines(found, texts, policies)))
    return FINISHED


def _policies(found: Explanation, settings: Settings) -> list[dict[str, Any]] | None:
    """The policies of the current release that name the body; None without a store."""
    if found.iri is None:
        return None
    try:
        result = Engine(settings.store).query(_POLICIES % {"iri": found.iri}, "json")
    except StoreMissing:
        return None
    rows = json.loads(result.body)["results"]["bindings"]
    return [
        {
            "iri": row["policy"]["value"],
            "title": row["title"]["value"],
            "issued_on": row["date"]["value"] if "date" in row else None,
            "commitments": int(row["commitments"]["value"]),
        }
        for row in rows
        if "policy" in row
    ]


def _as_json(found: Explanation, texts: Texts, policies: list[dict[str, Any]] | None) -> dict[str, Any]:
    body, place = found.body, found.body.place
    row = function_row(body.function) if body.function else None
    return {
        "canonical_name": body.canonical,
        "official_name": body.official,
        "other_forms": list(body.forms),
        "class": body.category,
        "kind": body.kind,
        "kind_label": _kind_label(body, texts),
        "function": body.function,
        "function_label": _function_label(body.function, texts) if body.function else None,
        "functions": list(body.functions),
        "function_iri": function_iri(body.function) if body.function else None,
        "jurisdiction": place.name if place else None,
        "level": place.level if place else None,
        "parent": place.parent.name if place and place.parent else None,
        "ancestors": [area.name for area in place.ancestors()] if place else [],
        "unknown_place": body.beyond,
        "branch_of": body.branch_of,
        "valid": found.is_valid,
        "valid_from": row.valid_from or None if row else None,
        "valid_to": row.valid_to or None if row else None,
        "successors": [_step_as_json(step, step.change.after, step.after) for step in found.became],
        "today": list(found.today),
        "predecessors": [_step_as_json(step, step.change.before, step.before) for step in found.came_from],
        "certainty": found.certainty,
        "why": [{"code": reason.code, "text": _reason_text(reason, texts)} for reason in body.why],
        "doubts": [{"code": doubt.code, "text": _reason_text(doubt, texts)} for doubt in body.doubts],
        "iri": found.iri,
        "policies": policies,
    }


def _step_as_json(step: Step, function: str, body: Body | None) -> dict[str, Any]:
    return {
        "year": step.change.year,
        "from": step.change.before,
        "function": function,
        "name": body.canonical if body else None,
        "official_name": body.official if body else None,
    }


def _lines(found: Explanation, texts: Texts, policies: list[dict[str, Any]] | None) -> Iterator[tuple[str, str]]:
    """What is known, a line for each; what is not known has no line."""
    body, place = found.body, found.body.place
    yield texts("explain.canonical"), body.canonical
    if body.official:
        yield texts("explain.official"), body.official
    yield texts("explain.kind"), f"{texts('kind.' + _NODE_KINDS[body.category])} · {_kind_label(body, texts)}"
    if body.functions:
        yield texts("explain.function"), "、".join(_function_label(function, texts) for function in body.functions)
    if place:
        areas = " < ".join(area.name for area in (place, *place.ancestors()))
        yield texts("explain.jurisdiction"), f"{areas} ({texts.name('level', place.level or '') or '?'})"
    if body.branch_of:
        yield texts("explain.branch_of"), body.branch_of
    yield from _history(found, texts)
    yield texts("explain.certainty"), texts(f"certainty.{found.certainty}")
    for reason in body.why:
        yield texts("explain.why"), _reason_text(reason, texts)
    for doubt in body.doubts:
        yield texts("explain.doubt"), _reason_text(doubt, texts)
    for policy in policies or ():
        counted = texts("explain.commitments", count=policy["commitments"])
        yield texts("explain.policy"), " · ".join(filter(None, (policy["title"], policy["issued_on"], counted)))


def _history(found: Explanation, texts: Texts) -> Iterator[tuple[str, str]]:
    if found.is_valid is not None:
        yield texts("explain.valid"), texts("explain.yes" if found.is_valid else "explain.no")
    for key, steps in (("explain.became", found.became), ("explain.came_from", found.came_from)):
        for step in steps:
            yield texts(key), _step_text(step, texts)


_NODE_KINDS = {"Department": "department", "AgentGroup": "group", "CoordinatingBody": "body"}


def _step_text(step: Step, texts: Texts) -> str:
    before = step.before.canonical if step.before else _function_label(step.change.before, texts)
    after = step.after.canonical if step.after else _function_label(step.change.after, texts)
    return f"{step.change.year}: {before} → {after}"


def _function_label(function: str, texts: Texts) -> str:
    row = function_row(function)
    return row.label_en if texts.language == "en" else row.label_zh


def _kind_label(body: Body, texts: Texts) -> str:
    row = next((row for row in read_kinds() if row.id == body.kind), None)
    if row is None:
        return texts("explain.unknown")
    return row.label_en if texts.language == "en" else row.label_zh


def _reason_text(reason: Reason, texts: Texts) -> str:
    detail = reason.detail
    if reason.code == "function":
        detail = _function_label(detail, texts)
    return texts(f"reason.{reason.code.replace('-', '_')}", detail=detail or "?")

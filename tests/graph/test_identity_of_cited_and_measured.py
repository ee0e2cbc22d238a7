"""Which indicators and which instruments of two documents are one thing, nearly one, or two: tables people can edit."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad, Store, Triple

from graph.identity import Names
from graph.indicator_matches import link_indicators
from graph.instruments import link_instruments
from graph.mapping import map_record
from graph.vocabulary import CLOSE_MATCH, RELATED_MATCH, SAME_AS, zr
from loaders.record import Citation, DocumentFields, Record, Span, Target

CASES = Path(__file__).parent / "cases"
NAMES = Names()


def pairs(name: str) -> list[dict[str, Any]]:
    content = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = content["pair"]
    return found


def called(pair: dict[str, Any]) -> str:
    return f"{pair['one']}={pair['other']}"


def document(serial: int, area: str, text: str) -> Record:
    fields = DocumentFields(title=f"第{serial}份", document_number=f"测发〔2020〕{serial}号", jurisdiction=area)
    return Record(source=f"{serial}.txt", content_hash=str(serial), extractor="test", text=text, document=fields)


def measuring(serial: int, indicator: str, unit: str, area: str) -> Record:
    quote = f"{indicator}达到95{unit}以上"
    target = Target(
        provision="",
        span=Span(0, len(quote)),
        quote=quote,
        rule="at-least",
        indicator=indicator,
        comparator=">=",
        value=Decimal(95),
        unit=unit,
    )
    return replace(document(serial, area, quote), targets=(target,))


def citing(serial: int, words: str, number: str | None, area: str) -> Record:
    begin = words.index("《")
    citation = Citation(
        provision="",
        span=Span(begin, len(words)),
        quote=words[begin:],
        rule="title",
        title=words[begin + 1 : -1],
        document_number=number,
    )
    return replace(document(serial, area, words), citations=(citation,))


def stored(records: Sequence[Record]) -> Store:
    store = Store()
    for record in records:
        store.extend(map_record(record))
    return store


def things(store: Store, predicate: str) -> list[str]:
    """What the two documents speak of, in their order."""
    quads = sorted(store.quads_for_pattern(None, zr(predicate), None), key=lambda quad: str(quad.subject))
    return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode)]


def link(one: str, other: str, derived: Sequence[Triple]) -> str:
    if one == other or Triple(NamedNode(one), SAME_AS, NamedNode(other)) in derived:
        return "same"
    for predicate, name in ((CLOSE_MATCH, "near"), (RELATED_MATCH, "other_denominator")):
        if Triple(NamedNode(one), predicate, NamedNode(other)) in derived:
            return name
    return "different"


@pytest.mark.parametrize("pair", pairs("indicator_pairs"), ids=called)
def test_two_indicators(pair: dict[str, Any]) -> None:
    units, areas = pair.get("unit", ["%", "%"]), pair.get("area", ["临江市", "青川市"])
    names = (pair["one"], pair["other"])
    store = stored([measuring(n, *facts) for n, facts in enumerate(zip(names, units, areas, strict=True), 1)])
    one, other = things(store, "indicator")
    assert link(one, other, list(link_indicators(store, NAMES))) == pair["want"]


@pytest.mark.parametrize("pair", pairs("instrument_pairs"), ids=called)
def test_two_instruments(pair: dict[str, Any]) -> None:
    numbers, areas = pair.get("number", [None, None]), pair.get("area", ["临江市", "临江市"])
    words = (pair["one"], pair["other"])
    store = stored([citing(n, *facts) for n, facts in enumerate(zip(words, numbers, areas, strict=True), 1)])
    one, other = things(store, "instrument")
    assert link(one, other, list(link_instruments(store, NAMES))) == pair["want"]


def test_the_tables_show_every_outcome_and_are_long_enough() -> None:
    indicators, instruments = pairs("indicator_pairs"), pairs("instrument_pairs")
    assert len(indicators) >= 60
    assert len(instruments) >= 50
    assert {pair["want"] for pair in indicators} == {"same", "near", "other_denominator", "different"}
    assert {pair["want"] for pair in instruments} == {"same", "near", "different"}


def test_every_match_has_its_reason_in_both_languages_and_a_score() -> None:
    store = stored([measuring(1, "5A级景区", "家", "临江市"), measuring(2, "5A级旅游景区", "个", "青川市")])
    derived = list(link_indicators(store, NAMES))
    [match] = {it.subject for it in derived if it.predicate == zr("score")}
    reasons = {(it.object.language, it.object.value) for it in derived if it.predicate == zr("detail")}  # type: ignore[union-attr]
    assert reasons == {("zh", "“旅游景区”与“景区”同指"), ("en", "旅游景区 and 景区 are the same")}
    [score] = [it.object.value for it in derived if it.subject == match and it.predicate == zr("score")]  # type: ignore[union-attr]
    assert 0.5 <= float(score) <= 1


def test_the_links_do_not_depend_on_the_order_of_documents() -> None:
    records = [
        measuring(1, "5A级景区", "家", "临江市"),
        measuring(2, "5A级旅游景区", "个", "青川市"),
        citing(3, "《考核细则(试行)》", None, "临江市"),
        citing(4, "《考核细则》", None, "青川市"),
    ]
    forward, backward = stored(records), stored(records[::-1])
    assert set(forward) == set(backward)
    for derive in (link_indicators, link_instruments):
        assert list(derive(forward, NAMES)) == list(derive(backward, NAMES))


def test_a_document_says_the_same_whatever_else_was_read() -> None:
    alone = set(map_record(measuring(1, "5A级景区", "家", "临江市")))
    assert alone < set(stored([measuring(1, "5A级景区", "家", "临江市"), measuring(2, "5A级旅游景区", "个", "青川市")]))
    assert {quad.graph_name for quad in alone} == {
        NAMES.document_graph("测发-2020-1"),
        NAMES.graph("shared"),
    }
    assert all(isinstance(quad, Quad) for quad in alone)

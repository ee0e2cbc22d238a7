from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.comparison import compare_targets
from graph.identity import Names
from graph.mapping import map_record
from loaders.record import DocumentFields, Kind, Record, Span, Target

Ask = Callable[[Store, str], list[tuple[str, ...]]]
NAMES = Names()


def target(quote: str, **facts: Any) -> Target:
    known: dict[str, Any] = {
        "indicator": "抽检合格率",
        "comparator": ">=",
        "value": Decimal(95),
        "unit": "%",
        "deadline": "2025",
    }
    return Target(provision="", span=Span(0, len(quote)), quote=quote, rule="r", **(known | facts))


def stating(serial: int, quote: str, **facts: Any) -> Record:
    fields = DocumentFields(title=f"方案{serial}", document_number=f"测发〔2020〕{serial}号", jurisdiction="临江市")
    record = Record(source="a.txt", content_hash="0", extractor="t", text=quote, document=fields)
    return replace(record, targets=(target(quote, **facts),))


def compared(*records: Record) -> Store:
    store = Store()
    for record in records:
        store.extend(map_record(record))
    derived = list(compare_targets(store, NAMES))
    store.extend(Quad(it.subject, it.predicate, it.object, NAMES.graph("derived")) for it in derived)
    return store


VERDICTS = """SELECT ?how ?facet ?words WHERE { ?c a zr:Comparison ; zr:comparability ?how .
  OPTIONAL { ?c zr:differsIn ?d . BIND(REPLACE(STR(?d), ".*/", "") AS ?facet)
    ?d rdfs:label ?words FILTER(LANG(?words) = "en") } }"""


@pytest.mark.parametrize(
    ("quote", "facts", "verdict"),
    [
        ("达到98%", {"value": Decimal(98)}, ("comparable", "", "")),
        ("超过95%", {"comparator": ">"}, ("with_care", "comparator", "comparator differs: > / ≥")),
        ("2030年", {"deadline": "2030"}, ("with_care", "period", "period differs: 2025 / 2030")),
        ("2025年底", {"deadline": "2025-12"}, ("comparable", "", "")),
        ("没有期限", {"deadline": None}, ("with_care", "period", "period differs: 2025 / not stated")),
        ("每年", {"deadline": "annual"}, ("with_care", "period", "period differs: 2025 / every year")),
        ("达到950‰", {"value": Decimal(950), "unit": "‰"}, ("with_care", "unit", "unit differs: % / ‰")),
        ("每个县区95%", {}, ("with_care", "scope", "scope differs: not stated / 每个县区")),
        ("下降", {"kind": Kind.DECREASE}, ("not_comparable", "kind", "meaning of the value differs: decrease / level")),
    ],
)
def test_two_figures_side_by_side(quote: str, facts: dict[str, Any], verdict: tuple[str, ...], ask: Ask) -> None:
    assert ask(compared(stating(1, "达到95%以上"), stating(2, quote, **facts)), VERDICTS) == [verdict]


def test_shares_of_two_denominators_are_put_side_by_side_and_not_compared(ask: Ask) -> None:
    one = stating(1, "经费总额不得低于上年度财政收入的1‰", indicator="经费总额", value=Decimal(1), unit="‰")
    other = stating(
        2, "经费占年财政预算收入比例达到1‰", indicator="经费占年财政预算收入比例", value=Decimal(1), unit="‰"
    )
    found = ask(compared(one, other), VERDICTS)
    assert {facet for _, facet, _ in found} == {"denominator", "indicator"}
    assert {how for how, _, _ in found} == {"not_comparable"}
    assert ("not_comparable", "denominator", "denominator differs: 上年度财政收入 / 年财政预算收入") in found


def test_kinds_of_quantity_are_told_apart(ask: Ask) -> None:
    one = stating(1, "绿地300亩", indicator="绿地", value=Decimal(300), unit="亩")
    other = stating(2, "绿地3处", indicator="绿地", value=Decimal(3), unit="处")
    verdict = ("not_comparable", "dimension", "kind of quantity differs: count / area")
    assert ask(compared(one, other), VERDICTS) == [verdict]


def test_words_that_count_are_one_unit_but_magnitudes_are_not(ask: Ask) -> None:
    of = {"indicator": "示范企业", "value": Decimal(3)}
    few, houses, many = (
        stating(1, "3个", unit="个", **of),
        stating(2, "3家", unit="家", **of),
        stating(3, "3万家", unit="万家", **of),
    )
    assert ask(compared(few, houses), VERDICTS) == [("comparable", "", "")]
    assert ask(compared(few, many), VERDICTS) == [("with_care", "unit", "unit differs: 万家 / 个")]


def test_figures_of_one_policy_alone_are_no_comparison(ask: Ask) -> None:
    assert ask(compared(stating(1, "达到95%以上")), VERDICTS) == []


def test_every_figure_says_its_dimension_and_its_value_in_the_reference_unit(ask: Ask) -> None:
    store = compared(stating(1, "达到95%以上"))
    query = "SELECT ?d ?v WHERE { ?t a zr:Target ; zr:dimension ?d ; zr:canonicalValue ?v }"
    assert ask(store, query) == [("https://w3id.org/zeren/id/dimension/ratio", "0.95")]


def test_no_number_no_comparison(ask: Ask) -> None:
    assert ask(compared(stating(1, "提高", value=None), stating(2, "提升", value=None)), VERDICTS) == []


def test_a_provision_that_is_part_of_itself_ends_the_search(ask: Ask) -> None:
    store = compared(stating(1, "达到95%以上"), stating(2, "达到95%以上"))
    odd = NamedNode("https://example.org/odd")
    zr = "https://w3id.org/zeren/ns#"
    store.add(Quad(odd, NamedNode(zr + "partOf"), odd, NAMES.graph("derived")))
    for name, value in (("statedIn", odd), ("value", Literal("1"))):
        store.add(Quad(odd, NamedNode(zr + name), value, NAMES.graph("derived")))
    assert len(list(compare_targets(store, NAMES))) > 0

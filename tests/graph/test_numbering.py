"""An annex that numbers anew is not the notice before it."""

from dataclasses import replace

from pyoxigraph import Literal, QuerySolutions, Store

from graph.mapping import map_record
from graph.numbering import printed_path, with_distinct_paths
from graph.vocabulary import ZR_BASE
from loaders.document import Document
from loaders.extraction import extract
from loaders.record import Record

TEXT = """澜湾市水务局关于开展河道整治的通知

一、加强组织
各县要落实责任。
二、治理污水
(一)完善管网。加快雨污分流改造。(牵头单位:市住建局)

附件
澜湾市河道清淤方案

一、清淤任务
(一)清理主河道。完成主河道清淤。(牵头单位:市航道局)
二、验收
(一)组织验收。做好验收工作。(责任单位:市财政局)
"""


def record_of(text: str) -> Record:
    return extract(Document(source="annex.txt", content_hash="0", text=text))


def test_the_second_numbering_has_paths_of_its_own() -> None:
    record = with_distinct_paths(record_of(TEXT))
    assert [provision.path for provision in record.provisions] == [
        "一",
        "二",
        "二/(一)",
        "2:一",
        "2:一/(一)",
        "2:二",
        "2:二/(一)",
    ]
    assert {(entry.agent, entry.provision) for entry in record.assignments} == {
        ("市住建局", "二/(一)"),
        ("市航道局", "2:一/(一)"),
        ("市财政局", "2:二/(一)"),
    }


def test_a_document_numbered_once_stays_as_it_is() -> None:
    record = record_of(TEXT.split("附件")[0])
    assert with_distinct_paths(record) is record


def test_a_provision_that_goes_on_after_a_table_is_one() -> None:
    record = record_of(TEXT.split("附件")[0])
    twice = replace(record, provisions=(*record.provisions, record.provisions[-1]))
    assert with_distinct_paths(twice) is twice


def rows(query: str) -> list[str]:
    store = Store()
    store.extend(map_record(record_of(TEXT)))
    solutions = store.query(f"PREFIX zr: <{ZR_BASE}> {query}", use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return sorted(str(solution["found"].value) for solution in solutions if isinstance(solution["found"], Literal))


def test_the_printed_path_is_what_the_graph_shows() -> None:
    expected = ["一", "二", "二/(一)", "一", "一/(一)", "二", "二/(一)"]
    assert rows("SELECT ?found { ?provision zr:path ?found }") == sorted(expected)
    assert printed_path("2:一/(一)") == "一/(一)"


def test_a_body_of_the_annex_answers_for_the_annex_only() -> None:
    labels = "http://www.w3.org/2000/01/rdf-schema#label"
    query = f"SELECT ?found {{ ?body <{labels}> '市航道局'@zh ; zr:leads/<{labels}> ?found }}"
    assert rows(query) == ["清理主河道"]

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from graph.build import Duplicate, build
from graph.errors import StoreNotAFolder
from graph.identity import Names
from graph.publishing import Publication
from graph.release import current_release, open_store, releases
from graph.vocabulary import LABEL
from loaders.errors import NoDocuments
from loaders.exchange import as_json_line
from loaders.record import Record
from ontology.aliases import Alias

Ask = Callable[[Store, str], list[tuple[str, ...]]]
Save = Callable[..., Path]

NOON = Publication(datetime(2026, 1, 2, 12, tzinfo=UTC))
BASE = Names().base + "graph/"


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Saves records in a file of the folder ``in``, one line each."""
    folder = tmp_path / "in"
    folder.mkdir()

    def save_records(name: str, *records: Record) -> Path:
        path = folder / name
        path.write_text("".join(as_json_line(record) + "\n" for record in records), encoding="utf-8")
        return path

    return save_records


def canonical(directory: Path, *leave_out: str) -> set[str]:
    graphs = {BASE + name for name in leave_out}
    return {str(quad) for quad in open_store(directory) if quad.graph_name.value not in graphs}


def titles(directory: Path, ask: Ask) -> list[str]:
    return [row[0] for row in ask(open_store(directory), "SELECT ?label WHERE { ?p a zr:Policy ; rdfs:label ?label }")]


def renamed(record: Record, number: str, title: str = "另一方案") -> Record:
    fields = replace(record.document, document_number=number, title=title)
    return replace(record, document=fields, source=f"{title}.txt")


def test_records_become_a_release(save: Save, tmp_path: Path, plan: Record, forwarding: Record, ask: Ask) -> None:
    report = build([save("r.jsonl", plan, forwarding)], tmp_path / "s", publication=NOON)
    assert (len(report.built), report.skipped, report.failed, report.published) == (2, [], [], True)
    assert report.release == current_release(tmp_path / "s")
    assert report.release is not None
    assert (report.release.documents, report.release.published_at) == (2, NOON.at)
    assert titles(tmp_path / "s", ask) == ["临江市水污染防治实施方案", "青川省治水规划"]


def test_a_release_holds_ontology_vocabularies_and_what_follows(
    save: Save, tmp_path: Path, plan: Record, ask: Ask
) -> None:
    build([save("r.jsonl", plan)], tmp_path / "s")
    store = open_store(tmp_path / "s")
    for graph in ("ontology", "reference", "shared", "derived"):
        assert store.contains_named_graph(NamedNode(BASE + graph)), graph
    inferred = "SELECT ?l WHERE { ?r zr:basis zr:inferred ; zr:concerns/rdfs:label ?l }"
    assert ask(store, inferred) == [("空气质量优良天数比例 ≥ 85 %",)]


def test_no_triple_stands_in_two_graphs(save: Save, tmp_path: Path, plan: Record, forwarding: Record) -> None:
    build([save("r.jsonl", plan, renamed(plan, "临政发〔2023〕9号"), forwarding)], tmp_path / "s")
    quads = list(open_store(tmp_path / "s"))
    assert len({(quad.subject, quad.predicate, quad.object) for quad in quads}) == len(quads)


def test_what_has_not_changed_is_skipped_and_nothing_is_published(save: Save, tmp_path: Path, plan: Record) -> None:
    path = save("r.jsonl", plan)
    first = build([path], tmp_path / "s", publication=NOON)
    second = build([path], tmp_path / "s")
    assert (second.built, len(second.skipped), second.published) == ([], 1, False)
    assert second.release == first.release


def test_the_order_and_place_of_sources_do_not_matter(
    save: Save, tmp_path: Path, plan: Record, forwarding: Record
) -> None:
    other = renamed(plan, "临政发〔2023〕9号")
    build([save("one.jsonl", plan, other, forwarding)], tmp_path / "s")
    build([save("two.jsonl", forwarding, plan)], tmp_path / "t")
    build([save("three.jsonl", other)], tmp_path / "t")
    # Blank nodes of the ontology are named anew in each store; the digest covers them by content.
    assert canonical(tmp_path / "s", "ontology") == canonical(tmp_path / "t", "ontology")
    assert current_release(tmp_path / "s").digest == current_release(tmp_path / "t").digest


def test_adding_a_document_changes_its_own_graph_and_the_computed_ones_only(
    save: Save, tmp_path: Path, plan: Record, forwarding: Record
) -> None:
    build([save("one.jsonl", plan)], tmp_path / "s")
    before = canonical(tmp_path / "s")
    build([save("two.jsonl", forwarding)], tmp_path / "s")
    after = canonical(tmp_path / "s")
    assert not {line for line in before - after if BASE + "derived" not in line}
    added = {line.rpartition(" <")[2] for line in after - before}
    assert added == {f"{BASE}document/青政发-2021-5>", f"{BASE}shared>"}


def test_documents_mapped_anew_give_what_a_first_build_gives(
    save: Save, tmp_path: Path, plan: Record, forwarding: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save("r.jsonl", plan, forwarding)
    first = build([path], tmp_path / "s", publication=NOON).release
    monkeypatch.setattr("graph.build.mapping_version", lambda: "another")
    monkeypatch.setattr("graph.completion.mapping_version", lambda: "another")
    again = build([path], tmp_path / "s", publication=NOON)
    assert (len(again.built), again.release) == (2, first)


def test_an_unrelated_document_removes_no_triple(save: Save, tmp_path: Path, plan: Record) -> None:
    build([save("one.jsonl", plan)], tmp_path / "s")
    before = canonical(tmp_path / "s")
    unrelated = renamed(replace(plan, citations=()), "河政发〔2020〕1号", "河西县教育方案")
    build([save("two.jsonl", unrelated)], tmp_path / "s")
    assert before <= canonical(tmp_path / "s")


def test_a_changed_document_is_replaced(save: Save, tmp_path: Path, plan: Record, ask: Ask) -> None:
    build([save("r.jsonl", plan)], tmp_path / "s")
    report = build([save("r.jsonl", replace(plan, targets=()))], tmp_path / "s")
    assert (len(report.built), report.published) == (1, True)
    assert ask(open_store(tmp_path / "s"), "SELECT ?t WHERE { ?t a zr:Target }") == []
    indicators = ask(open_store(tmp_path / "s"), "SELECT ?i WHERE { ?i a zr:Indicator }")
    assert indicators == []


def test_a_document_that_takes_another_number_leaves_no_graph_behind(
    save: Save, tmp_path: Path, plan: Record, ask: Ask
) -> None:
    build([save("r.jsonl", plan)], tmp_path / "s")
    other = replace(plan, document=replace(plan.document, document_number="临政发〔2023〕9号"))
    build([save("r.jsonl", other)], tmp_path / "s")
    assert ask(open_store(tmp_path / "s"), "SELECT ?n WHERE { ?p a zr:Policy ; zr:documentNumber ?n }") == [
        ("临政发〔2023〕9号",)
    ]


@pytest.mark.parametrize("longer_first", [True, False])
def test_of_two_sources_of_one_policy_the_longer_text_is_kept_and_the_other_named(
    save: Save, tmp_path: Path, plan: Record, ask: Ask, longer_first: bool
) -> None:
    longer = replace(plan, text=plan.text + "附件\n", source="长.txt")
    pair: Sequence[Record] = (longer, plan) if longer_first else (plan, longer)
    path = save("r.jsonl", *pair)
    report = build([path], tmp_path / "s")
    assert ask(open_store(tmp_path / "s"), "SELECT ?f WHERE { ?p zr:fileName ?f }") == [("长.txt",)]
    [duplicate] = report.duplicates
    assert duplicate == Duplicate(f"{path} (临江.txt)", f"{path} (长.txt)", differs=True)
    again = build([path], tmp_path / "s")
    assert (len(again.skipped), again.duplicates) == (2, [duplicate])


def test_copies_of_one_text_are_no_problem_and_named_when_they_are_read(
    save: Save, tmp_path: Path, plan: Record
) -> None:
    path = save("r.jsonl", plan, replace(plan, source="副本.txt", content_hash="c" * 64))
    [duplicate] = build([path], tmp_path / "s").duplicates
    assert not duplicate.differs
    assert build([path], tmp_path / "s").duplicates == []


def test_a_source_left_out_comes_back_when_the_kept_one_becomes_another_policy(
    save: Save, tmp_path: Path, plan: Record, ask: Ask
) -> None:
    save("short.jsonl", plan)
    longer = replace(plan, text=plan.text + "附件\n", source="长.txt")
    save("long.jsonl", longer)
    build([tmp_path / "in"], tmp_path / "s")
    save("long.jsonl", renamed(longer, "临政发〔2023〕9号"))
    report = build([tmp_path / "in"], tmp_path / "s")
    assert (len(report.built), report.skipped, report.duplicates) == (2, [], [])
    assert titles(tmp_path / "s", ask) == ["临江市水污染防治实施方案", "另一方案"]


def test_a_file_is_no_store(save: Save, tmp_path: Path, plan: Record) -> None:
    (tmp_path / "s").touch()
    with pytest.raises(StoreNotAFolder, match="choose another --store"):
        build([save("r.jsonl", plan)], tmp_path / "s")


def test_a_source_that_a_named_folder_no_longer_holds_is_removed(
    save: Save, tmp_path: Path, plan: Record, forwarding: Record, ask: Ask
) -> None:
    save("one.jsonl", plan)
    gone = save("two.jsonl", forwarding)
    build([tmp_path / "in"], tmp_path / "s")
    gone.unlink()
    report = build([tmp_path / "in"], tmp_path / "s")
    assert [name.rpartition("/")[2] for name in report.removed] == ["two.jsonl (青川.txt)"]
    assert titles(tmp_path / "s", ask) == ["临江市水污染防治实施方案"]


def test_building_one_file_removes_no_other(save: Save, tmp_path: Path, plan: Record, forwarding: Record) -> None:
    build([save("one.jsonl", plan)], tmp_path / "s")
    report = build([save("two.jsonl", forwarding)], tmp_path / "s")
    assert (report.removed, current_release(tmp_path / "s").documents) == ([], 2)


def test_when_the_kept_source_goes_the_other_takes_its_place(
    save: Save, tmp_path: Path, plan: Record, ask: Ask
) -> None:
    longer = save("long.jsonl", replace(plan, text=plan.text + "附件\n", source="长.txt"))
    save("short.jsonl", plan)
    build([tmp_path / "in"], tmp_path / "s")
    longer.unlink()
    report = build([tmp_path / "in"], tmp_path / "s")
    assert len(report.built) == 1
    assert ask(open_store(tmp_path / "s"), "SELECT ?f WHERE { ?p zr:fileName ?f }") == [("临江.txt",)]


def test_a_bad_source_is_reported_and_stops_no_other(save: Save, tmp_path: Path, plan: Record, ask: Ask) -> None:
    (tmp_path / "in" / "bad.jsonl").write_text('{"source": 1}\n', encoding="utf-8")
    (tmp_path / "in" / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    save("good.jsonl", plan)
    report = build([tmp_path / "in"], tmp_path / "s")
    assert sorted(Path(failure.source).name for failure in report.failed) == ["bad.jsonl", "binary.jsonl", "empty.txt"]
    assert all(failure.source in failure.reason and "\n" not in failure.reason for failure in report.failed)
    assert titles(tmp_path / "s", ask) == ["临江市水污染防治实施方案"]


def test_a_source_that_turns_bad_keeps_what_it_gave(save: Save, tmp_path: Path, plan: Record, ask: Ask) -> None:
    path = save("r.jsonl", plan)
    build([path], tmp_path / "s")
    path.write_text("{", encoding="utf-8")
    report = build([tmp_path / "in"], tmp_path / "s")
    assert (len(report.failed), report.removed) == (1, [])
    assert titles(tmp_path / "s", ask) == ["临江市水污染防治实施方案"]


def test_nothing_readable_makes_no_empty_release(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{", encoding="utf-8")
    report = build([path], tmp_path / "s")
    assert (report.release, report.published, len(report.failed)) == (None, False, 1)
    assert releases(tmp_path / "s") == ()


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(NoDocuments, match="in"):
        build([tmp_path / "in"], tmp_path / "s")


def test_progress_is_told_for_each_source(save: Save, tmp_path: Path, plan: Record, forwarding: Record) -> None:
    told: list[tuple[int, int, str]] = []
    path = save("r.jsonl", plan, forwarding)
    build([path], tmp_path / "s", progress=lambda done, whole, name: told.append((done, whole, name)))
    assert told == [(1, 2, f"{path} (临江.txt)"), (2, 2, f"{path} (青川.txt)")]


def test_many_documents_give_the_same_on_several_processes(save: Save, tmp_path: Path, plan: Record) -> None:
    records = [renamed(plan, f"临政发〔2023〕{serial}号", f"方案{serial}") for serial in range(1, 25)]
    path = save("r.jsonl", *records)
    build([path], tmp_path / "one")
    report = build([path], tmp_path / "two", jobs=2)
    assert len(report.built) == 24
    assert current_release(tmp_path / "one").digest == current_release(tmp_path / "two").digest


def test_documents_are_mapped_anew_when_the_users_aliases_change(tmp_path: Path) -> None:
    document = tmp_path / "方案.txt"
    text = "澜江市治水方案\n澜政发〔2020〕1号\n一、任务\n1.治理河道。清理河道。(牵头单位:市河办)\n"
    document.write_text(text, encoding="utf-8")
    alias = Alias("市河办", "市水利局", "澜江市", source="user")
    store = tmp_path / "store"
    assert build([document], store).built
    assert not build([document], store).built
    assert build([document], store, aliases=(alias,)).built
    water = Names().thing("department", "澜江市", "市水利局")
    assert list(open_store(store).quads_for_pattern(water, LABEL, None))

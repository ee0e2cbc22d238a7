from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from graph.build import build
from graph.errors import StoreBusy
from graph.judgements import Judged, Judgement, Verdict, judge, read_judgements
from graph.loading import load_rdf
from graph.publishing import Publication
from graph.release import current_release, open_store
from graph.store import WorkStore
from loaders.errors import UsageError

AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
POLICY = "https://w3id.org/zeren/id/policy/临政发-2023-8"
PLAN = "临江市水利局文件\n临政发〔2023〕8号\n临江市治水方案\n一、重点任务\n1.治理污水。建设管网。(牵头单位:市水利局)\n"


def judged(finding: str = "0123456789ab") -> Judged:
    return Judged(finding=finding, rule="multiple_leads", policy=POLICY, zh="两个牵头单位", en="two leads")


def act(verdict: Verdict, note: str = "", by: str = "李某", finding: str = "0123456789ab") -> Judgement:
    return Judgement(finding=finding, verdict=verdict, note=note, by=by, at=AT)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path, documents: Path) -> Path:
    build([documents], tmp_path / "store")
    return tmp_path / "store"


def say(store: Path, *acts: Judgement) -> None:
    for one in acts:
        judge(store, judged(one.finding), one, Publication(AT))


def test_a_judgement_is_part_of_the_next_release(store: Path) -> None:
    before = current_release(store)
    say(store, act(Verdict.CONFIRMED, "已核对"))
    assert current_release(store).number == before.number + 1
    found = read_judgements(open_store(store))
    assert found["0123456789ab"].judgements == (act(Verdict.CONFIRMED, "已核对"),)
    assert found["0123456789ab"].zh == "两个牵头单位"


@pytest.mark.parametrize(
    ("acts", "verdict"),
    [
        ([Verdict.CONFIRMED], Verdict.CONFIRMED),
        ([Verdict.CONFIRMED, Verdict.DISMISSED], Verdict.DISMISSED),
        ([Verdict.DISMISSED, Verdict.NOTED], Verdict.DISMISSED),
        ([Verdict.NOTED], None),
        ([Verdict.DISMISSED, Verdict.REOPENED], None),
        ([Verdict.DISMISSED, Verdict.REOPENED, Verdict.CONFIRMED], Verdict.CONFIRMED),
    ],
)
def test_the_last_verdict_counts_and_a_note_changes_none(
    store: Path, acts: list[Verdict], verdict: Verdict | None
) -> None:
    say(store, *(act(one, f"第{number}次") for number, one in enumerate(acts)))
    found = read_judgements(open_store(store))["0123456789ab"]
    assert found.verdict is verdict
    assert [one.note for one in found.judgements] == [f"第{number}次" for number in range(len(acts))]


def test_more_than_nine_acts_stay_in_order(store: Path) -> None:
    with WorkStore(store):
        pass
    say(store, *(act(Verdict.NOTED, str(number)) for number in range(11)))
    found = read_judgements(open_store(store))["0123456789ab"]
    assert [one.note for one in found.judgements] == [str(number) for number in range(11)]


def test_judgements_survive_a_build_a_new_reading_and_the_end_of_the_document(store: Path, documents: Path) -> None:
    say(store, act(Verdict.DISMISSED, "有意为之"))
    kept = read_judgements(open_store(store))
    (documents / "plan.txt").write_text(PLAN.replace("建设管网", "新建管网"), encoding="utf-8")
    build([documents], store)
    assert read_judgements(open_store(store)) == kept
    (documents / "plan.txt").unlink()
    (documents / "other.txt").write_text(PLAN.replace("8号", "9号"), encoding="utf-8")
    build([documents], store)
    assert read_judgements(open_store(store)) == kept


def test_each_act_names_its_person_and_revises_the_one_before(store: Path) -> None:
    say(store, act(Verdict.CONFIRMED, by="李某"), act(Verdict.REOPENED, by="O'Neil <x>"))
    prov = "http://www.w3.org/ns/prov#"
    release = open_store(store)
    revisions = list(release.quads_for_pattern(None, NamedNode(prov + "wasRevisionOf"), None))
    assert len(revisions) == 1
    assert [one.by for one in read_judgements(release)["0123456789ab"].judgements] == ["李某", "O'Neil <x>"]


def test_judging_computes_nothing_anew(store: Path) -> None:
    def derived() -> set[Quad]:
        graph = NamedNode("https://w3id.org/zeren/id/graph/derived")
        return set(open_store(store).quads_for_pattern(None, None, None, graph))

    with WorkStore(store) as work:
        made_from = work.ledger.graphs["https://w3id.org/zeren/id/graph/derived"].made_from
    before = derived()
    say(store, act(Verdict.CONFIRMED))
    with WorkStore(store) as work:
        assert work.ledger.graphs["https://w3id.org/zeren/id/graph/derived"].made_from == made_from
    assert derived() == before


def test_nobody_judges_while_another_writes(store: Path) -> None:
    with WorkStore(store), pytest.raises(StoreBusy):
        say(store, act(Verdict.CONFIRMED))
    assert not read_judgements(open_store(store))


def test_judgements_are_not_loaded_over(store: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("<https://example.org/a> <https://example.org/b> 1 .", encoding="utf-8")
    with pytest.raises(UsageError, match="zeren makes this graph itself"):
        load_rdf([own], "https://w3id.org/zeren/id/graph/judgements", store)

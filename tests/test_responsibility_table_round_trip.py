"""The table of responsibilities that zeren writes, read by zeren: the same bodies in each row, the same targets."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from graph.build import build
from graph.identity import normal
from graph.release import Release, current_release, open_store
from graph.vocabulary import TYPE, zr
from loaders.extraction import load_records
from loaders.record import Record
from queries.errors import NothingToExport
from queries.responsibility_table import ResponsibilityTable, responsibility_table
from viz.about import About
from viz.responsibility_sheet import about_table, responsibility_sheet
from viz.sheet import Sheet
from viz.word_document import write_document
from viz.workbook import write_workbook

Write = Callable[[Sheet, About], bytes]
Assignment = tuple[str, str, str]
Target = tuple[str, str, Decimal, str, str]

WRITERS: dict[str, Write] = {
    "xlsx": lambda sheet, about: write_workbook([sheet], about),
    "docx": write_document,
}
TARGETS_READ_BACK = 0.98
"""Share of the targets of real policies whose cell says them in words that the rules know."""


def policies(store: Store) -> Sequence[str]:
    found = {quad.subject for quad in store.quads_for_pattern(None, TYPE, zr("Policy"))}
    return sorted(policy.value for policy in found if isinstance(policy, NamedNode))


def tables(store: Store) -> Iterator[ResponsibilityTable]:
    for policy in policies(store):
        try:
            yield responsibility_table(store, policy)
        except NothingToExport:
            continue


def read_back(table: ResponsibilityTable, release: Release, ending: str, folder: Path) -> Record:
    file = folder / f"table.{ending}"
    file.write_bytes(WRITERS[ending](responsibility_sheet(table), about_table(table, release)))
    (record,) = load_records(file)
    return record


def assignments_of(table: ResponsibilityTable) -> set[Assignment]:
    return {
        (str(serial), body, role)
        for serial, row in enumerate(table.rows, start=1)
        for role, bodies in (("lead", row.lead), ("responsible", row.responsible), ("support", row.support))
        for body in bodies
    }


def targets_of(table: ResponsibilityTable) -> set[Target]:
    return {
        (str(serial), normal(target.indicator), target.value, target.unit, target.deadline)
        for serial, row in enumerate(table.rows, start=1)
        for target in row.targets
        if target.value is not None
    }


def assignments_in(record: Record) -> set[Assignment]:
    return {(one.provision, one.agent, one.role.value) for one in record.assignments}


def targets_in(record: Record) -> set[Target]:
    return {
        (one.provision, normal(one.indicator), one.value, one.unit or "", one.deadline or "")
        for one in record.targets
        if one.value is not None
    }


@pytest.mark.parametrize("ending", WRITERS)
def test_the_examples_come_back_whole(examples_store: Path, tmp_path: Path, ending: str) -> None:
    release, written = current_release(examples_store), list(tables(open_store(examples_store)))
    assert len(written) == 5
    for table in written:
        record = read_back(table, release, ending, tmp_path)
        assert assignments_in(record) == assignments_of(table), table.title
        assert targets_of(table) - targets_in(record) == set(), table.title


def test_a_table_rests_on_its_policy_and_is_no_second_edition_of_it(examples_store: Path, tmp_path: Path) -> None:
    table = responsibility_table(open_store(examples_store), "东政发〔2022〕36号")
    record = read_back(table, current_release(examples_store), "xlsx", tmp_path)
    assert record.document.document_number is None
    assert record.document.title == f"{table.title}责任分解表"
    assert (table.title, "东政发〔2022〕36号") in {(one.title, one.document_number) for one in record.citations}


@cache
def store_of(folder: Path, target: Path) -> Store:
    build([folder], target)
    return open_store(target)


@pytest.mark.parametrize("ending", WRITERS)
def test_real_policies_come_back_with_the_same_bodies(
    shared: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, ending: str
) -> None:
    directory = tmp_path_factory.getbasetemp() / "corpus-store"
    store = store_of(shared / "corpus", directory)
    wanted, found = set(), set()
    for table in tables(store):
        record = read_back(table, current_release(directory), ending, tmp_path)
        assert assignments_in(record) == assignments_of(table), table.title
        wanted |= {(table.policy, *target) for target in targets_of(table)}
        found |= {(table.policy, *target) for target in targets_in(record)}
    assert len(wanted & found) >= TARGETS_READ_BACK * len(wanted), wanted - found


def test_the_announced_annex_of_a_real_policy_is_rebuilt_from_its_text(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """jiaxing_2014 announces a table of responsibilities and lacks it; its brackets say the same."""
    store = store_of(shared / "corpus", tmp_path_factory.getbasetemp() / "corpus-store")
    table = responsibility_table(store, "嘉兴市-2014")
    rows = {provision: row for row in table.rows for provision in row.provisions}
    assert rows["一/(二)/1"].lead == ("市质监局",)
    assert len(rows["一/(二)/1"].targets) == 7
    tasks = {row.provisions[0] for row in table.rows if "市质监局" in row.responsible and row.provisions[0][0] == "二"}
    assert len(tasks) == 18

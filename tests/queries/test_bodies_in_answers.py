"""One body under several spellings, and one name in several places, in the answers of stored questions."""

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.release import open_store
from queries.answer import ask
from queries.catalogue import load_catalogue


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("documents")
    for place, number, body in (
        ("澜江市", "澜政发〔2020〕1号", "市发改委"),
        ("澜江市", "澜政发〔2021〕2号", "市发展改革委"),
        ("河阳市", "河政发〔2021〕3号", "市发展和改革委员会"),
    ):
        title = f"{place}人民政府关于推进{number[-2]}号工程的实施方案"
        text = f"{title}\n{number}\n一、主要任务\n1.推进{number[-2]}号工程。扎实推进工程建设。(牵头单位:{body})\n"
        (folder / f"{number[0]}{number[-2]}.txt").write_text(text, encoding="utf-8")
    build([folder], folder / "store")
    return open_store(folder / "store")


@pytest.mark.parametrize("name", ["市发改委", "市发展改革委", "市发展和改革委员会"])
def test_roles_are_those_of_the_body_however_it_is_spelled(store: Store, name: str) -> None:
    table = ask(store, load_catalogue()["roles_of_one_department"], {"department": name})
    columns = [column.name for column in table.columns]
    department, jurisdiction = columns.index("department"), columns.index("jurisdiction")
    rows = table.as_texts()
    assert sorted(row[jurisdiction] for row in rows) == ["河阳市", "澜江市", "澜江市"]
    assert len({row[department] for row in rows if row[jurisdiction] == "澜江市"}) == 1


def test_places_are_kept_apart(store: Store) -> None:
    arguments = {"department": "市发改委", "jurisdiction": "河阳市"}
    assert len(ask(store, load_catalogue()["roles_of_one_department"], arguments).rows) == 1

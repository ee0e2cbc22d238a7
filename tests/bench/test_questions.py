from itertools import islice
from pathlib import Path

from bench.questions import NEEDED, generate_plans
from graph.build import build
from graph.release import load_store, open_store
from loaders.exchange import as_json_line
from loaders.extraction import extract
from queries.answer import ask
from queries.catalogue import load_catalogue


def test_the_same_plans_come_every_time_whatever_the_count() -> None:
    assert list(generate_plans(5)) == list(islice(generate_plans(50), 5))


def test_nearly_every_question_finds_something_in_them(tmp_path: Path) -> None:
    records = tmp_path / "plans.jsonl"
    lines = (as_json_line(extract(plan)) + "\n" for plan in generate_plans(12))
    records.write_text("".join(lines), encoding="utf-8")
    build([records], tmp_path / "store")
    store = load_store(tmp_path / "store")
    assert len(store) == len(open_store(tmp_path / "store"))
    silent = []
    for question in load_catalogue().values():
        needed = {p.name: NEEDED.get(p.name, "") for p in question.parameters if p.required}
        if not ask(store, question, needed).rows:
            silent.append(question.number)
    assert len(silent) <= 2, silent

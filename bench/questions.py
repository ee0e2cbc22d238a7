"""How long every stored question takes as the graph grows.

    python -m bench.questions --store FOLDER [--statements 1000000] [--runs 3] [--disk]

Builds (once, FOLDER is kept) a release of invented plans of many cities, shaped like real ones (about 950 statements a
document), that holds at least so many statements; asks every question with its defaults, those that need a department
with one of them; prints each question's rows and the median of its runs, and the slowest five. Processor seconds of one
process, from the open store to the table: in memory, as ``zeren serve`` holds a release of this size, or with
``--disk`` as ``zeren ask`` reads it.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Store

from graph.build import build
from graph.errors import StoreMissing
from graph.release import Release, current_release, load_store, open_store
from loaders.document import Document
from loaders.exchange import as_json_line
from loaders.extraction import extract
from queries.answer import ask
from queries.catalogue import load_catalogue
from queries.question import Question

STATEMENTS_A_DOCUMENT = 950
SLOWEST = 5
NEEDED = {"department": "市水利局", "other": "市财政局"}
"""What is given for parameters that must be given."""

_FIRST = "临青白石云东长清安永宁河江湖海山"
_SECOND = "江川石泉台浦宁水溪原丰阳平和城门"
_FIELDS = ("水环境整治", "大气污染防治", "食品安全", "养老服务", "数字政务", "防汛抗旱", "义务教育", "质量提升")
_BODIES = (
    *("水利局", "财政局", "生态环境局", "教育局", "民政局", "发展改革委", "住房城乡建设局", "应急管理局", "卫生健康委"),
    *("市场监管局", "公安局", "商务局", "农业农村局", "交通运输局", "自然资源局", "质监局", "文化旅游局"),
)
_AIMS = (
    "污水处理率",
    "空气质量优良天数比例",
    "食品抽检合格率",
    "护理型床位占比",
    "网上可办率",
    "巩固率",
    "再生水利用率",
)
_WORKS = (
    "完善管网建设",
    "加强日常巡查",
    "推进信息共享",
    "健全预警机制",
    "整治突出问题",
    "提升服务能力",
    "开展宣传培训",
)
_HAN = "一二三四五六七八九十"
_SECTIONS, _ITEMS = 2, 5


def generate_plans(count: int) -> Iterator[Document]:
    """Yield so many plans, four for each city and a city for each four, the first ones the same for every count."""
    for number in range(count):
        text = _plan(random.Random(number), number)
        yield Document(source=f"plan-{number:06d}.txt", content_hash=sha256(text.encode()).hexdigest(), text=text)


def _city(number: int) -> str:
    place = number // 4
    return _FIRST[place % 16] + _SECOND[place // 16 % 16] + ("" if place < 256 else _SECOND[place // 256 % 16])


def _plan(chance: random.Random, number: int) -> str:
    city, field, year = _city(number), _FIELDS[number % len(_FIELDS)], chance.randint(2014, 2024)
    bodies = [*(f"市{body}" for body in chance.sample(_BODIES, 7)), f"{city}海关"]
    sections = "\n".join(_section(chance, place, year, bodies) for place in range(_SECTIONS))
    duties = "\n".join(
        f"({_HAN[place]}){body}\n负责{chance.choice(_WORKS)},{chance.choice(_WORKS)};{chance.choice(_WORKS)},营造良好氛围。"
        for place, body in enumerate(bodies[:2])
    )
    law = chance.choice(_FIELDS)
    return (
        f"{city}市人民政府办公室关于印发{city}市{field}实施方案的通知\n"
        f"{city[0]}政办发〔{year}〕{number % 200 + 1}号\n\n各县(市、区)人民政府,市各有关部门:\n"
        f"现将《{city}市{field}实施方案》印发给你们,请认真贯彻执行。\n"
        f"{city}市人民政府办公室\n{year}年3月{number % 28 + 1}日\n\n{city}市{field}实施方案\n\n"
        f"根据《{law}条例》和《{city}市质量规划》({city[0]}政发〔{year - 1}〕{number % 9 + 1}号),"
        f"结合我市实际,制定本方案。\n一、主要目标\n{_goals(chance, year)}\n{sections}\n四、责任分工\n{duties}\n"
        f"五、组织领导\n成立{city}市{field}工作领导小组,由市长任组长,领导小组办公室设在{bodies[0]}。"
        f"{bodies[1]}要落实经费保障。每年投入的治水经费占财政收入比例不低于1‰。充分发挥12345热线作用,由{bodies[2]}负责受理投诉举报。\n"
        f"六、实施步骤\n(一)动员阶段({year}年3月~{year}年6月)。部署工作。\n"
        f"(二)实施阶段({year}年7月~{year + 1}年12月)。全面实施。\n\n附件:{city}市{field}责任分解表\n"
    )


def _goals(chance: random.Random, year: int) -> str:
    aims = chance.sample(_AIMS, 3)
    return (
        f"到{year + 2}年,{aims[0]}达到{chance.randint(60, 99)}%以上,{aims[1]}力争达到{chance.randint(60, 99)}%以上。"
        f"{aims[2]}控制在{chance.randint(3, 30)}%以内。"
    )


def _section(chance: random.Random, place: int, year: int, bodies: list[str]) -> str:
    items = "\n".join(_item(chance, item, year, bodies) for item in range(_ITEMS))
    return f"{_HAN[place + 1]}、{chance.choice(_WORKS)}\n{items}"


def _item(chance: random.Random, item: int, year: int, bodies: list[str]) -> str:
    works = "。".join(chance.sample(_WORKS, 2))
    aim = f"到{year + 2}年,{chance.choice(_AIMS)}达到{chance.randint(60, 99)}%以上。" if chance.random() < 0.4 else ""
    lead, *others = chance.sample(bodies, chance.randint(2, 5))
    bracket = chance.choice(
        (
            f"(牵头单位:{lead};责任单位:{'、'.join(others)})",
            f"(责任单位:{lead}、{'、'.join(others)},各县(市、区)人民政府)",
            f"({lead}牵头,{'、'.join(others)}配合)",
            f"({lead}、{others[0]}牵头,各县(市、区)人民政府负责落实)",
            "(责任单位:各有关部门)",
            "",
        )
    )
    return f"({_HAN[item]}){chance.choice(_WORKS)}。{works}。{aim}{bracket}"


def release_of(statements: int, folder: Path) -> Release:
    """The release in the folder, grown until it holds so many statements."""
    release = _present(folder)
    while release is None or release.quads < statements:
        each = release.quads / release.documents if release else STATEMENTS_A_DOCUMENT
        release = _build(folder, int(statements / each * 1.01) + 1)
    return release


def _present(folder: Path) -> Release | None:
    try:
        return current_release(folder)
    except StoreMissing:
        return None


def _build(folder: Path, count: int) -> Release:
    with TemporaryDirectory() as scratch:
        records = Path(scratch) / "plans.jsonl"
        with records.open("w", encoding="utf-8") as file:
            file.writelines(as_json_line(extract(plan)) + "\n" for plan in generate_plans(count))
        build([records], folder)
    return current_release(folder)


def seconds(store: Store, question: Question, runs: int) -> tuple[int, float]:
    """The rows of the answer, and the median processor time of asking."""
    arguments = {p.name: NEEDED.get(p.name, "") for p in question.parameters if p.required}
    taken, rows = [], 0
    for _ in range(runs):
        begin = time.process_time()
        rows = len(ask(store, question, arguments).rows)
        taken.append(time.process_time() - begin)
    return rows, statistics.median(taken)


def main() -> int:
    """Print the table; 1 if a question takes longer than a second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True, help="where the generated release is kept")
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--disk", action="store_true", help="ask the release where it lies, without a copy in memory")
    parser.add_argument("--only", default="", help="questions whose names contain this")
    chosen = parser.parse_args()
    release = release_of(chosen.statements, chosen.store)
    sys.stdout.write(f"{release.documents:,} documents, {release.quads:,} statements\n")
    store = open_store(chosen.store) if chosen.disk else load_store(chosen.store)
    results = []
    for question in load_catalogue().values():
        if chosen.only in question.name:
            rows, cost = seconds(store, question, chosen.runs)
            results.append((cost, question.name))
            sys.stdout.write(f"{question.number:3} {question.name:50} {rows:8,} rows {cost * 1000:8.0f} ms\n")
            sys.stdout.flush()
    sys.stdout.write("slowest\n")
    for cost, name in sorted(results, reverse=True)[:SLOWEST]:
        sys.stdout.write(f"    {name:50} {cost * 1000:8.0f} ms\n")
    return int(any(cost > 1 for cost, _ in results))


if __name__ == "__main__":
    sys.exit(main())

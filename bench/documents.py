"""Invented documents in any number, one after the other: plans of fictitious cities, the same for the same number."""

import random
from collections.abc import Iterator

from loaders.document import Document

_CITIES = ("临江", "清水", "青川", "白石", "长宁河", "云台", "东浦", "石泉")
_FIELDS = ("水环境整治", "大气污染防治", "食品安全", "养老服务", "数字政务", "防汛抗旱", "义务教育", "节能降碳")
_BODIES = ("水务局", "财政局", "生态环境局", "教育局", "民政局", "发展改革委", "住房城乡建设局", "应急管理局", "数据局")
_AIMS = ("污水处理率", "优良天数比例", "抽检合格率", "护理型床位占比", "网上可办率", "巩固率", "再生水利用率")
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
_ITEMS = 5


def generate_documents(count: int) -> Iterator[Document]:
    """Yield so many documents of about 2,500 characters, the first ones the same for every count."""
    for number in range(count):
        text = _plan(random.Random(number), number)
        yield Document(source=f"plan-{number:06d}.txt", content_hash=f"{number:064x}", text=text)


def _plan(chance: random.Random, number: int) -> str:
    city, field = chance.choice(_CITIES), chance.choice(_FIELDS)
    year = chance.randint(2018, 2026)
    sections = "\n".join(_section(chance, place, year) for place in range(chance.randint(4, 8)))
    return (
        f"{city}市人民政府办公室关于印发{city}市{field}实施方案的通知\n"
        f"{city[0]}政办发〔{year}〕{number % 200 + 1}号\n\n"
        f"各县(市、区)人民政府,市各有关部门:\n现将《{city}市{field}实施方案》印发给你们,请认真贯彻执行。\n"
        f"{city}市人民政府办公室\n{year}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日\n\n"
        f"{city}市{field}实施方案\n\n为贯彻落实《{field}条例》,结合我市实际,制定本方案。\n{sections}\n"
    )


def _section(chance: random.Random, place: int, year: int) -> str:
    items = "\n".join(_item(chance, item, year) for item in range(_ITEMS))
    return f"{_HAN[place]}、{chance.choice(_WORKS)}\n{items}"


def _item(chance: random.Random, item: int, year: int) -> str:
    works = "。".join(chance.sample(_WORKS, 3))
    aim = f"到{year + 2}年,{chance.choice(_AIMS)}达到{chance.randint(60, 99)}%以上。" if chance.random() < 0.6 else ""
    lead, *others = (f"市{body}" for body in chance.sample(_BODIES, 4))
    return f"({_HAN[item]}){works}。{aim}(牵头单位:{lead};责任单位:{'、'.join(others)})"

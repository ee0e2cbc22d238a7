from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from graph.release import Release
from queries.question import Column, Parameter, Question, Wording
from queries.table import Reference, Table
from viz.answer_workbook import about_answer, answer_workbook
from viz.sheet import Paper

RELEASE = Release("000002-ff", "ff", datetime(2026, 11, 22, tzinfo=UTC), 1, 1, Path("nowhere"))
QUESTION = Question(
    name="which",
    number=1,
    title=Wording(zh="哪些", en="which"),
    question=Wording(zh="有哪些?", en="Which are there?"),
    columns=(
        Column(name="task", type="iri", label=Wording(zh="任务", en="task")),
        Column(name="count", type="number", label=Wording(zh="数", en="count")),
        Column(name="by", type="date", label=Wording(zh="期限", en="deadline")),
        Column(name="quote", type="iri", label=Wording(zh="原文", en="sentence"), evidence=True),
    ),
    parameters=(
        Parameter(name="theme", type="text", label=Wording(zh="主题", en="theme"), help=Wording(zh="", en="")),
        Parameter(
            name="basis",
            type="choice",
            label=Wording(zh="依据", en="basis"),
            help=Wording(zh="", en=""),
            choices={"stated": Wording(zh="只看写明的", en="stated only")},
            default="stated",
        ),
    ),
    text="",
)
TABLE = Table(
    QUESTION.columns,
    ((Reference("x:1", "=清淤"), Decimal("1.5"), "2025", (Reference("x:p", "句一"), Reference("x:q", "句二"))),),
)


def test_an_answer_is_a_sheet_of_typed_cells_and_one_that_says_what_was_asked() -> None:
    about = about_answer(QUESTION, {"theme": "水"}, RELEASE)
    book = load_workbook(BytesIO(answer_workbook(TABLE, about)))
    assert [[cell.value for cell in row] for row in book["答案"]] == [
        ["任务", "数", "期限", "原文"],
        ["=清淤", 1.5, 2025, "句一\n句二"],
    ]
    assert book["答案"].page_setup.paperSize == Paper.A4.value
    said = {row[0]: row[1] for row in book["说明"].iter_rows(min_row=2, values_only=True) if row[0]}
    assert said == {
        "名称": "哪些",
        "问题": "有哪些?",
        "主题": "水",
        "依据": "只看写明的",
        "数据版本": "000002-ff",
        "数据日期": "2026-11-22",
        "读法": "“原文写明”:文件原句写出,可由原文核对。",
    }


def test_what_nobody_asked_for_is_anything() -> None:
    assert about_answer(QUESTION, {}, RELEASE, "en").facts == (
        ("Question", "Which are there?"),
        ("theme", "any"),
        ("basis", "stated only"),
    )

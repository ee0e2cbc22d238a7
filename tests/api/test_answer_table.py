"""How rows are gathered under what they share."""

import pytest

from api.commands.answer_table import shared_columns


@pytest.mark.parametrize(
    ("lines", "shared", "why"),
    [
        ([], 0, "no rows"),
        ([("甲市", "方案", "目标一")], 0, "one row shares nothing"),
        ([("甲市", "方案", "目标一"), ("甲市", "方案", "目标二")], 2, "place and document are said once"),
        ([("甲市", "方案", "x"), ("甲市", "方案", "x")], 2, "the last column always stays in the table"),
        ([("甲市", "一"), ("乙市", "二"), ("丙市", "三")], 0, "every row has its own place"),
        ([("甲市", "一"), ("乙市", "二"), ("甲市", "三"), ("乙市", "四")], 0, "values that come back are not shared"),
        ([("一", "指标"), ("二", "指标")], 0, "only leading columns"),
    ],
)
def test_leading_columns_that_last_are_said_once(lines: list[tuple[str, ...]], shared: int, why: str) -> None:
    assert shared_columns(lines) == shared, why

"""Duties side by side: each role has its column, each column its policies and their themes."""

from viz.duty_columns import HeldDuty, by_role
from viz.results import Cell

ROWS = [
    ("supports", "水计划", "水环境", "管网"),
    ("leads", "水计划", "", "督查"),
    ("leads", "水计划", "水环境", "处理率"),
    ("leads", "气计划", "大气", "优良天数"),
    ("leads", "水计划", "水环境", "再生水"),
]


def duty(role: str, policy: str, theme: str, what: str) -> HeldDuty:
    return HeldDuty(
        role=role,
        policy=Cell(text=policy),
        theme=Cell(text=theme),
        commitment=Cell(text=what),
        kind="目标",
        deadline="2025",
        basis=Cell(text="原文写明", basis="stated"),
        sentences=(),
    )


def test_every_role_has_a_column_by_policy_and_theme() -> None:
    columns = by_role(duty(*row) for row in ROWS)
    arranged = {
        (column.role, column.total): [
            (
                policy.policy.text,
                [(group.theme.text, [held.commitment.text for held in group.duties]) for group in policy.themes],
            )
            for policy in column.policies
        ]
        for column in columns
    }
    assert arranged == {
        ("leads", 4): [
            ("水计划", [("水环境", ["处理率", "再生水"]), ("", ["督查"])]),
            ("气计划", [("大气", ["优良天数"])]),
        ],
        ("responsible", 0): [],
        ("supports", 1): [("水计划", [("水环境", ["管网"])])],
    }

import pytest

from queries.wording import Worded, alike


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        (("开展宣传,营造氛围", "开展宣传，营造氛围。"), [("same", 2)]),
        (
            ("负责市场供水设备质量监督检查工作", "负责市场供水设备的质量监督检查工作"),
            [("same", 1), ("same", 1), ("similar", 2)],
        ),
        (("负责河道清淤和日常巡查", "安排治水专项资金并监督使用"), [("same", 1), ("same", 1)]),
        (("加强宣传", "加强宣讲"), [("same", 1), ("same", 1)]),
        ((), []),
    ],
)
def test_sayings_in_the_same_or_nearly_the_same_words(texts: tuple[str, ...], groups: list[tuple[str, int]]) -> None:
    sayings = [Worded(str(number), text) for number, text in enumerate(texts)]
    found = [(likeness, len(group)) for likeness, group in alike(sayings)]
    assert sorted(found) == sorted(groups)


def test_the_order_of_the_sayings_does_not_matter() -> None:
    sayings = [
        Worded(name, text)
        for name, text in (("a", "清除河道淤泥工作"), ("b", "清除河道淤泥的工作"), ("c", "清除河道淤泥工作"))
    ]
    assert list(alike(sayings)) == list(alike(reversed(sayings)))

import pytest

from loaders.record import Span
from loaders.signatures import find_decree_date, find_signature, is_organ, organs_in


@pytest.mark.parametrize(
    ("text", "names", "day"),
    [
        ("正文。\n临江市人民政府\n2023年6月12日\n", ["临江市人民政府"], "2023-06-12"),
        ("正文。\n　　临江市人民政府　　2023年6月12日", ["临江市人民政府"], "2023-06-12"),
        ("临江市水务局\n临江市财政局\n二〇二三年六月十二日", ["临江市水务局", "临江市财政局"], "2023-06-12"),
        ("临江市水务局 临江市财政局\n2023年6月12日(此件公开发布)", ["临江市水务局", "临江市财政局"], "2023-06-12"),
        ("临江市水务局(盖章)\n2023年6月12日", ["临江市水务局"], "2023-06-12"),
        ("水 利 部\n2023年6月12日", ["水利部"], "2023-06-12"),
        ("节水领导小组办公室(代章)\n2023年6月12日", ["节水领导小组办公室"], "2023-06-12"),
        ("临江市水务局\n\n\n二О二三年六月十二日", ["临江市水务局"], "2023-06-12"),
        ("长" * 400 + "2023年6月1日" + "文" * 400 + "\n临江市水务局\n2023年6月12日", ["临江市水务局"], "2023-06-12"),
    ],
)
def test_names_stand_above_the_date_or_before_it(text: str, names: list[str], day: str) -> None:
    signature = find_signature(text)
    assert signature is not None
    assert [name for name, _ in signature.names] == names
    assert signature.date.iso == day


@pytest.mark.parametrize(
    "text",
    [
        "2023年6月12日市政府常务会议通过",
        "关于治水的通知\n2018-03-20\n",
        "天气预报\n2018年3月17日",
        "临江市人民政府\n2023年6月\n",
        "临江市人民政府办公室 2023年6月13日印发",
    ],
)
def test_a_date_without_a_body_signs_nothing(text: str) -> None:
    assert find_signature(text) is None


def test_what_is_a_body() -> None:
    assert is_organ("临江市人民政府办公室")
    assert not is_organ("优化布局")
    assert not is_organ("临江市人民政府网")
    assert not is_organ("由市水务局负责牵头的局")


def test_a_line_that_says_more_names_nobody() -> None:
    text = "临江市水务局、各有关单位要加强管理"
    assert list(organs_in(text, Span(0, len(text)))) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("市长  陈××\n2021年11月15日\n", "2021-11-15"),
        ("局 长 李某某\n2021年11月15日\n", "2021-11-15"),
        ("《供水办法》经2021年5月7日会议通过,现予公布。\n2021年11月15日\n", "2021-11-15"),
        ("天气预报\n2021年11月15日\n", None),
        ("市长  陈××\n", None),
    ],
)
def test_the_day_of_a_decree(text: str, day: str | None) -> None:
    found = find_decree_date(text)
    assert (found.iso if found else None) == day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.differences import Stretch, compare_wordings


def marked(stretches: tuple[Stretch, ...]) -> str:
    return "".join(f"[{one.text}]" if one.differs else one.text for one in stretches)


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("治理率达到95%以上", "治理率达到90%以上", ("治理率达到[95%]以上", "治理率达到[90%]以上")),
        ("查处倾倒垃圾的行为", "查处倾倒垃圾的行为", ("查处倾倒垃圾的行为", "查处倾倒垃圾的行为")),
        ("组织媒体开辟专栏,报道进程", "开辟专栏,报道进程", ("[组织媒体]开辟专栏,报道进程", "开辟专栏,报道进程")),
        ("总体合格率达到96%以上", "抽检结果保持在95%", ("总体合格率达到[96%]以上", "抽检结果保持在[95%]")),
        ("甲乙丙丁", "子丑寅卯", ("甲乙丙丁", "子丑寅卯")),
        ("", "查处", ("", "查处")),
    ],
)
def test_what_differs_is_marked(one: str, other: str, shown: tuple[str, str]) -> None:
    first, second = compare_wordings(one, other)
    assert (marked(first), marked(second)) == shown


@given(st.text("治理水质达到0123456789.%", max_size=40), st.text("治理水质达到0123456789.%", max_size=40))
def test_no_sign_is_lost_and_what_is_shared_is_the_same_in_both(one: str, other: str) -> None:
    first, second = compare_wordings(one, other)
    assert ("".join(part.text for part in first), "".join(part.text for part in second)) == (one, other)


def test_very_long_texts_are_not_compared() -> None:
    first, _ = compare_wordings("水" * 3000, "土" * 3000)
    assert marked(first) == "水" * 3000

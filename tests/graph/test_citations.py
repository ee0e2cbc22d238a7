import pytest

from graph.citations import instrument_kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("中华人民共和国水污染防治法", "Law"),
        ("青川省治水条例(试行)", "Regulation"),
        ("排污许可管理办法", "Regulation"),
        ("质量发展纲要(2011-2020年)", "Plan"),
        ("《治水实施方案》", "Plan"),
        ("地表水环境质量标准", "Standard"),
        ("GB3838-2002", "Standard"),
        ("关于加强治水工作的意见", "Instrument"),
        ("治水工作责任书", "Instrument"),
    ],
)
def test_the_ending_of_a_title_shows_its_kind(title: str, kind: str) -> None:
    assert instrument_kind(title) == kind

import pytest

from graph.instrument_kinds import instrument_kind


@pytest.mark.parametrize(
    ("title", "number", "class_name", "kind"),
    [
        ("中华人民共和国水污染防治法", None, "Law", "law"),
        ("中华人民共和国水污染防治法(2017年修正)", None, "Law", "law"),
        ("青川省治水条例(试行)", None, "Regulation", "local_regulation"),
        ("河道管理条例", None, "Regulation", "administrative_regulation"),
        ("河道管理条例", "国务院令第3号", "Regulation", "administrative_regulation"),
        ("排污许可管理办法", None, "Regulation", "rule"),
        ("排污许可管理办法", "生态环境部令第32号", "Regulation", "department_rule"),
        ("供水管理办法", "青川省人民政府令第148号", "Regulation", "local_rule"),
        ("节水考核办法", "临政发〔2014〕8号", "Instrument", "normative_document"),
        ("质量发展纲要(2011-2020年)", None, "Plan", "plan"),
        ("《治水实施方案》", "临政发〔2014〕8号", "Plan", "plan"),
        ("地表水环境质量标准", None, "Standard", "standard"),
        ("GB3838-2002", None, "Standard", "standard"),
        ("地表水导引", "GB3838-2002", "Standard", "standard"),
        ("关于加强治水工作的意见", None, "Instrument", "normative_document"),
        ("中国共产党农村工作条例", None, "Instrument", "party_document"),
        ("巴黎协定", None, "Instrument", "treaty"),
        ("治水工作责任书", None, "Instrument", "instrument"),
    ],
)
def test_number_and_title_show_the_kind(title: str, number: str | None, class_name: str, kind: str) -> None:
    found = instrument_kind(title, number)
    assert (found.class_name, found.kind) == (class_name, kind)


def test_what_is_issued_under_a_year_is_no_law_whatever_it_is_called() -> None:
    assert instrument_kind("治水法", "临政发〔2014〕8号").class_name == "Instrument"

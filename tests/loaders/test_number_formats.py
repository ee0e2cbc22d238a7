import pytest

from loaders.number_formats import format_of, print_cell


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        ("98", "General", "98"),
        ("98.0", "General", "98"),
        ("94.500000000000014", "General", "94.5"),
        ("1E-3", "General", "0.001"),
        ("1e25", "General", "10000000000000000000000000"),
        ("3", 'General"次"', "3次"),
        ("0.945", "0%", "95%"),
        ("0.945", "0.0%", "94.5%"),
        ("0.9", "0.0#%", "90.0%"),
        ("12000", "#,##0", "12,000"),
        ("12000", "#,##0.00_ ", "12,000.00"),
        ("12000", '0.0,"千元"', "12.0千元"),
        ("3.14159", "0.##", "3.14"),
        ("3", "0.##", "3"),
        ("95", '"≥"0"%"', "≥95%"),
        ("-5", "0;(0)", "(5)"),
        ("0", '0;-0;"无"', "无"),
        ("-5", "0", "-5"),
        ("5", "[Red][>3]0", "5"),
        ("7", "@", "7"),
        ("0.25", "# ?/?", "0.25"),
        ("1234567", "0.00E+00", "1234567"),
        ("2025", '0"年"', "2025年"),
    ],
)
def test_numbers_are_printed_as_the_cell_shows_them(number: str, form: str, shown: str) -> None:
    assert print_cell(number, form) == shown


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        ("45444", 'yyyy"年"m"月"', "2024年6月"),
        ("45444", '[$-804]yyyy"年"m"月"d"日";@', "2024年6月1日"),
        ("45444", '[DBNum1][$-804]yyyy"年"mm"月"', "2024年06月"),
        ("45444", "yy年m月", "24年6月"),
        ("45444.75", 'yyyy"年"m"月"d"日" h"时"mm"分"', "2024年6月1日 18时00分"),
        ("45444", "yyyy/m/d", "2024-06-01"),
        ("45444", "m/d/yy", "2024-06-01"),
        ("45444", "mmm-yy", "2024-06"),
        ("45444.5", "m/d/yy h:mm", "2024-06-01 12:00"),
        ("45444", "m-d", "06-01"),
        ("0.5", "h:mm", "12:00"),
        ("0.5", "h:mm:ss", "12:00:00"),
        ("1", "yyyy/m/d", "1900-01-01"),
        ("59", "yyyy/m/d", "1900-02-28"),
        ("61", "yyyy/m/d", "1900-03-01"),
    ],
)
def test_days_are_dates_where_the_format_says_so(number: str, form: str, shown: str) -> None:
    assert print_cell(number, form) == shown


def test_workbooks_of_old_macs_count_days_from_1904() -> None:
    assert print_cell("43982", "yyyy/m/d", since_1904=True) == "2024-06-01"


@pytest.mark.parametrize("number", ["待定", "", "NaN", "1e300", "-1e99"])
def test_what_is_no_number_stays_as_it_is(number: str) -> None:
    assert print_cell(number, "0.0") == number


def test_a_date_that_no_calendar_has_is_a_number() -> None:
    assert print_cell("-3", "yyyy/m/d") == "-3"
    assert print_cell("99999999", "yyyy/m/d") == "99999999"


def test_formats_are_built_in_or_the_workbooks_own() -> None:
    assert [format_of(number, {164: '0"亩"'}) for number in (0, 10, 57, 164, 999)] == [
        "General", "0.00%", 'yyyy"年"m"月"', '0"亩"', "General",
    ]  # fmt: skip

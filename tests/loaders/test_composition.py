from loaders.composition import Cell, Rows, compose, one_line


def grids(blocks: list[str | Rows]) -> tuple[str, list[list[list[str]]]]:
    text, tables = compose(blocks)
    return text, [[[text[slice(*span)] for span in row] for row in table.rows] for table in tables]


def test_lines_and_rows_follow_each_other() -> None:
    table = [[Cell("任务"), Cell("单位")], [Cell("清淤"), Cell("")]]
    text, found = grids(["前", table, "后"])
    assert text == "前\n任务\t单位\n清淤\t\n后"
    assert found == [[["任务", "单位"], ["清淤", ""]]]


def test_a_merged_cell_is_printed_once_and_stands_everywhere() -> None:
    wide, high = Cell("目标"), Cell("水质")
    text, found = grids([[[high, wide, wide], [high, Cell("95"), Cell("%")]]])
    assert text == "水质\t目标\n95\t%"
    assert found == [[["水质", "目标", "目标"], ["水质", "95", "%"]]]


def test_a_row_that_is_covered_from_above_is_an_empty_line() -> None:
    left, right = Cell("水质"), Cell("达标")
    text, found = grids([[[left, right], [left, right], [Cell("水量"), Cell("足够")]], "后"])
    assert text == "水质\t达标\n\n水量\t足够\n后"
    assert found[0][1:] == [["水质", "达标"], ["水量", "足够"]]


def test_one_column_is_no_table() -> None:
    assert compose([[[Cell("甲")], [Cell("乙")]]]) == ("甲\n乙", ())


def test_the_spans_of_tables_cover_their_cells() -> None:
    text, (table,) = compose(["前", [[Cell("任务"), Cell("单位")]], "后"])
    assert text[slice(*table.span)] == "任务\t单位"


def test_a_cell_has_one_line() -> None:
    assert one_line(" 市水务局\n\t市财政局\u3000") == "市水务局 市财政局"

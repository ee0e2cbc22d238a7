from loaders.markdown import find_tables


def test_a_pipe_table_is_a_grid_of_its_cells() -> None:
    text = "前文\n\n| 序号 | 任务 |\n| --- | :-: |\n| 1 | 治理污水 |\n| 2 | |\n\n后文|不是表格"
    (table,) = find_tables(text)
    assert [[text[cell.begin : cell.end] for cell in row] for row in table.rows] == [
        ["序号", "任务"],
        ["1", "治理污水"],
        ["2", ""],
    ]


def test_two_tables_apart_are_two_and_a_single_row_is_none() -> None:
    text = "|甲|乙|\n|1|2|\n\n|丙|丁|\n|3|4|\n\n|孤行|\n"
    assert [text[table.span.begin : table.span.end] for table in find_tables(text)] == [
        "|甲|乙|\n|1|2|",
        "|丙|丁|\n|3|4|",
    ]

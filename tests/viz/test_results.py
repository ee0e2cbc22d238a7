from viz.results import Cell, Column, ResultTable, Row, Sentence


def test_a_table_has_a_column_of_evidence_when_any_row_brings_a_sentence() -> None:
    plain = Row((Cell(text="市水利局"),))
    proven = Row((Cell(text="市财政局"),), (Sentence(quote="由市财政局负责。"),))
    columns = (Column("部门"),)
    assert not ResultTable(columns=columns, rows=(plain,), total=1).has_evidence
    assert ResultTable(columns=columns, rows=(plain, proven), total=2).has_evidence

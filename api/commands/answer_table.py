"""An answer for reading: in a window, rows under the document they are from, each with its sentences below it.

Into a pipe or a file it is the plain table, every column in full.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.table import Table as Drawn
from rich.text import Text

from api import terminal
from queries.table import Table

SHORT = 18
"""Cells wide: a column no wider than this is never broken."""

Line = Sequence[str]


def show_answer(table: Table, title: str | None = None) -> None:
    """Print the answer in the way its reader can use."""
    if not terminal.is_window():
        terminal.write_table(table.headings(), table.as_texts(), title)
        return
    if title:
        terminal.show(Text(title, style="bold"))
    lines = table.as_texts()
    shared = shared_columns(lines)
    for heading, group in groupby(lines, key=lambda line: tuple(line[:shared])):
        terminal.show(Text("\n" + terminal.printable(" · ".join(filter(None, heading))), style="bold"))
        terminal.show(_drawn(table, list(group), shared))
    if not lines:
        terminal.say("0 rows 没有符合条件的结果")


def shared_columns(lines: Sequence[Line]) -> int:
    """How many leading columns are said once for several rows: their values last for two rows or more on average."""
    width = max(len(lines[0]) - 1, 0) if lines else 0
    fitting = [count for count in range(1, width + 1) if 2 * _runs(lines, count) <= len(lines)]
    return max(fitting, default=0)


def _runs(lines: Sequence[Line], count: int) -> int:
    return sum(1 for _ in groupby(lines, key=lambda line: tuple(line[:count])))


def _drawn(table: Table, lines: Sequence[Line], shared: int) -> Drawn:
    """The rows of one group without its shared columns, columns without any value left out."""
    evidence = [index for index, column in enumerate(table.columns) if column.evidence]
    kept = [
        index
        for index in range(shared, len(table.columns))
        if index not in evidence and (index == shared or any(line[index] for line in lines))
    ]
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index in kept:
        heading = table.headings()[index]
        widest = max(cell_len(text) for text in (heading, *(line[index] for line in lines)))
        drawn.add_column(heading, overflow="fold", no_wrap=index != kept[0] and widest <= SHORT)
    for line in lines:
        first, *others = (Text(terminal.printable(line[index])) for index in kept)
        first.append_text(Text("".join(_quoted(line, evidence)), style="dim"))
        drawn.add_row(first, *others)
    return drawn


def _quoted(line: Line, evidence: Sequence[int]) -> Iterator[str]:
    """The sentences of a row, each on a line of its own, once."""
    sentences = dict.fromkeys(quote for index in evidence for quote in line[index].split("\n") if quote)
    yield from (f"\n「{terminal.printable(sentence)}」" for sentence in sentences)

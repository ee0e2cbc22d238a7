"""How the cost of extraction grows with a text's length: ``python -m bench.growth [--profile]``.

    python -m bench.growth --megabytes 50 --shape one_line   time and memory of one text of so many MB in UTF-8

Texts of generated items, on many lines and on one single line, are read at doubled lengths; processor seconds are the
median of three runs. A doubled text should cost about twice as much, and never more than 2.6 times.
"""

import argparse
import cProfile
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

from bench.memory import peak_megabytes
from loaders.document import Document
from loaders.extraction import extract
from loaders.markdown import find_tables
from loaders.text_tables import find_text_tables

LENGTHS = (10_000, 20_000, 40_000, 80_000)
RUNS = 3
LIMIT = 2.6

ITEM = (
    "{number}.治理第{number}号河道。到2027年,水质达标率稳定在{share}%以上,管网漏损率控制在9%以内;新建再生水厂{share}座。"
    "由市水务局牵头,会同市财政局、教育局制定方案,落实《节水条例》(临政发〔2023〕{number}号)。"
    "(牵头单位:市水务局;责任单位:市财政局、各县(市、区)政府;完成时限:2027年6月底)"
)
ROW = "| {number} | 治理第{number}号河道 | 市水务局、财政局 | 2027年6月底 |"


def _items() -> Iterator[str]:
    for number in range(1, 1_000_000):
        yield ITEM.format(number=number, share=50 + number % 50)


def _filled(pieces: Iterator[str], joint: str, length: int) -> str:
    text = "一、主要任务\n"
    parts = []
    for piece in pieces:
        parts.append(piece)
        length -= len(piece) + len(joint)
        if length <= 0:
            break
    return text + joint.join(parts)


def many_lines(length: int) -> str:
    """Numbered items, each on a line of its own."""
    return _filled(_items(), "\n", length)


def one_line(length: int) -> str:
    """The same items without a line break."""
    return _filled(_items(), "", length)


def one_sentence(length: int) -> str:
    """One line without a full stop."""
    return _filled((item.replace("。", ",") for item in _items()), ",", length)


def one_list(length: int) -> str:
    """A single list of bodies in one bracket."""
    return "1.治理(责任单位:" + _filled((f"市第{n}水务局" for n in range(1_000_000)), "、", length) + ")"


def deep_brackets(length: int) -> str:
    """Brackets that are never closed."""
    return _filled((f"(牵头{n}" for n in range(1_000_000)), "", length)


def digits(length: int) -> str:
    """Nothing but numbers and their signs."""
    return _filled((f"{n}%、" for n in range(1_000_000)), "", length)


def table_rows(length: int) -> str:
    """One long table."""
    head = "| 序号 | 任务 | 责任单位 | 完成时限 |\n| - | - | - | - |\n"
    return head + _filled((ROW.format(number=n) for n in range(1, 1_000_000)), "\n", length)


def no_cue(length: int) -> str:
    """Running text in which nothing is said that any rule looks for."""
    return "山清水秀绿树成荫" * (length // 8)


SHAPES: tuple[Callable[[int], str], ...] = (
    many_lines,
    one_line,
    one_sentence,
    one_list,
    deep_brackets,
    digits,
    table_rows,
    no_cue,
)


def read(text: str) -> None:
    """Everything a file of that text costs."""
    extract(Document(source="a.txt", content_hash="", text=text, tables=find_tables(text) or find_text_tables(text)))


def seconds(text: str) -> float:
    """The median processor time of reading a text."""
    taken = []
    for _ in range(RUNS):
        begin = time.process_time()
        read(text)
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def measure(shape: Callable[[int], str], lengths: tuple[int, ...]) -> float:
    """Prints one line of the table; the growth of a doubling, as the mean of the last two, since clocks are coarse."""
    costs = [seconds(shape(length)) for length in lengths]
    growth = [after / before for before, after in pairwise(costs)]
    cells = [f"{costs[0]:7.3f} s      "]
    cells += [f"{cost:7.3f} s x{factor:4.2f}" for cost, factor in zip(costs[1:], growth, strict=True)]
    typical = statistics.geometric_mean(growth[-2:])
    print(f"{shape.__name__:14}", *cells, "" if typical <= LIMIT else "  grows too fast", flush=True)  # noqa: T201
    return typical


def print_large(shape: Callable[[int], str], megabytes: float) -> None:
    """Prints the processor time and the greatest memory of reading one text of so many MB in UTF-8."""
    sample = shape(LENGTHS[0])
    read(sample)  # lexicons are loaded once
    text = shape(round(megabytes * 1e6 * len(sample) / len(sample.encode())))
    begin = time.process_time()
    extract(Document(source="a.txt", content_hash="", text=text))
    taken = time.process_time() - begin
    print(  # noqa: T201
        f"{shape.__name__}: {len(text):,} characters, {len(text.encode()) / 1e6:.1f} MB in UTF-8, "
        f"{taken:.1f} s, {peak_megabytes():,.0f} MB at most"
    )


def main() -> int:
    """Prints the table, and with ``--profile`` where the steepest shape spends its time; 1 if one grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", action="store_true", help="profile the shape that grows fastest")
    parser.add_argument("--shortest", type=int, default=LENGTHS[0], help="length of the shortest text")
    parser.add_argument("--megabytes", type=float, help="read one text of so many MB in UTF-8 instead")
    parser.add_argument("--shape", default=one_line.__name__, choices=[shape.__name__ for shape in SHAPES])
    chosen = parser.parse_args()
    if chosen.megabytes:
        print_large(next(shape for shape in SHAPES if shape.__name__ == chosen.shape), chosen.megabytes)
        return 0
    lengths = tuple(chosen.shortest * 2**power for power in range(len(LENGTHS)))
    read(many_lines(1000))  # lexicons are loaded once
    print(f"{'characters':14}", *(f"{length:9,}      " for length in lengths))  # noqa: T201
    growth = {shape: measure(shape, lengths) for shape in SHAPES}
    steepest = max(growth, key=lambda shape: growth[shape])
    if chosen.profile:
        text = steepest(lengths[-1])
        profiler = cProfile.Profile()
        profiler.runcall(read, text)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(12)
    return int(growth[steepest] > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

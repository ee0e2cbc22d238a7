"""How fast documents are read: characters a second on one core, memory, beside ``jieba.cut`` over the same text.

    python -m bench.extract FOLDER          characters a second of extract and of jieba.cut, in turn, in one run: of
                                            the wheel of a release, which is built first, then of this source
    python -m bench.extract --here FOLDER   the same of the modules that are imported here, and of no other
    python -m bench.extract --profile FOLDER   where the time goes, function by function
    python -m bench.extract --growth 10000  time and memory from 10 to so many generated documents, streamed

Time is processor time of this process, of each document the least of several rounds, so that other work on the machine
counts little. What the readers remember of a text is forgotten before each round.
"""

import argparse
import cProfile
import functools
import gc
import os
import pstats
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jieba

from bench.documents import generate_documents
from bench.memory import peak_megabytes
from bench.wheel import ROOT, NotBuilt, build_wheel, unpack
from loaders import assignments
from loaders.document import Document
from loaders.extraction import extract
from loaders.reading import find_documents, read_documents

ROUNDS = 10
SLOWEST = 10
PROFILED = 40
FIRST_SIZE = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the arguments ask for and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.extract", description="Measure how fast documents are read.")
    parser.add_argument("folders", nargs="*", type=Path, help="documents to read, or folders of them")
    parser.add_argument("--here", action="store_true", help="measure what is imported here, and build no wheel")
    parser.add_argument("--profile", action="store_true", help="print where the time goes instead")
    parser.add_argument("--growth", type=int, metavar="N", help="read up to N generated documents, in steps of ten")
    chosen = parser.parse_args(arguments)
    documents = (
        [one for file in find_documents(chosen.folders) for one in read_documents(file)] if chosen.folders else []
    )
    if chosen.growth:
        print_growth(chosen.growth)
    if documents and chosen.profile:
        print_profile(documents)
    elif documents:
        if not chosen.here:
            print_speed_of_release(chosen.folders)
        print_speed(documents)
    if not documents and not chosen.growth:
        parser.error("name documents or folders, or --growth N")
    return 0


def print_speed_of_release(folders: Sequence[Path]) -> None:
    """Print what ``--here`` prints where the wheel of a release is installed; or why it cannot be built."""
    with TemporaryDirectory() as scratch:
        try:
            installed = unpack(build_wheel(Path(scratch), compiled=True), Path(scratch) / "installed")
        except NotBuilt as error:
            say(f"the wheel of a release cannot be built here: {str(error).splitlines()[-1]}\n")
            return
        subprocess.run(
            [sys.executable, "-P", "-m", "bench.extract", "--here", *(str(folder.resolve()) for folder in folders)],
            env={**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{ROOT}"},
            check=True,
        )
    say("")


def print_speed(documents: Sequence[Document]) -> None:
    """Print characters a second of extraction and of jieba.cut over the same texts, and the ratio; then the slowest."""
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    characters = sum(len(document.text) for document in documents)
    _extract_all(documents)  # lexicons are loaded before anything is measured
    taken = least_seconds(documents)
    reading, cutting = (sum(seconds) for seconds in zip(*taken, strict=True))
    made = "Python source" if assignments.__file__.endswith(".py") else "compiled, as in the wheel of a release"
    say(f"{len(documents)} documents, {characters:,} characters, least of {ROUNDS} rounds, one core; {made}")
    say(f"extract    {characters / reading:12,.0f} characters a second   {reading * 1e3:8.1f} ms")
    say(f"jieba.cut  {characters / cutting:12,.0f} characters a second   {cutting * 1e3:8.1f} ms")
    say(f"ratio      {cutting / reading:12.2f} (extract to jieba.cut; 2 is wanted)")
    say(f"memory     {peak_megabytes():12,.0f} MB at most, the segmenter's dictionary included")
    each = ((seconds / max(1, len(one.text)), one.source) for one, (seconds, _) in zip(documents, taken, strict=True))
    for seconds, source in sorted(each, reverse=True)[:SLOWEST]:
        say(f"  {seconds * 1e6:6.2f} µs a character  {source}")


def print_profile(documents: Sequence[Document]) -> None:
    """Print the functions in which extraction spends its own time, the dearest first."""
    _extract_all(documents)  # lexicons are loaded before anything is measured
    profile = cProfile.Profile()
    profile.runcall(_extract_all, documents)
    pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(PROFILED)


def print_growth(most: int) -> None:
    """Print time and memory for 10, 100… generated documents, read one by one and not kept."""
    _extract_all(list(generate_documents(FIRST_SIZE)))
    size = FIRST_SIZE
    while size <= most:
        begin = time.process_time()
        characters = entries = 0
        for document in generate_documents(size):
            record = extract(document)
            characters += len(document.text)
            entries += len(record.assignments) + len(record.targets)
        seconds = time.process_time() - begin
        rate, each = characters / seconds, seconds / size * 1e3
        say(
            f"{size:7,} documents  {seconds:8.2f} s  {each:6.2f} ms each  {rate:10,.0f} characters a second  "
            f"{entries:9,} entries  {peak_megabytes():6,.0f} MB"
        )
        size *= 10


def least_seconds(documents: Sequence[Document]) -> list[tuple[float, float]]:
    """The least processor time of extraction and of jieba.cut over the rounds, the works taking turns, by document."""
    least = [(float("inf"), float("inf"))] * len(documents)
    remembered = _remembered()
    for _ in range(ROUNDS):
        for memory in remembered:
            memory.cache_clear()
        for index, document in enumerate(documents):
            taken = _seconds(extract, document), _seconds(_cut, document)
            least[index] = min(least[index][0], taken[0]), min(least[index][1], taken[1])
    return least


def _remembered() -> list[Any]:
    """What the readers remember of texts, which the next document would not find: their caches of limited size."""
    functions = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    return [one for one in functions if one.__module__.startswith("loaders.") and one.cache_info().maxsize]


def _seconds(work: Callable[[Document], object], document: Document) -> float:
    begin = time.process_time()
    work(document)
    return time.process_time() - begin


def _extract_all(documents: Sequence[Document]) -> None:
    for document in documents:
        extract(document)


def _cut(document: Document) -> None:
    for _ in jieba.cut(document.text):
        pass


def say(line: str) -> None:
    """Print one line of results."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())

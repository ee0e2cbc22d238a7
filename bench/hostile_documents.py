"""Reads hostile files and damaged documents within the limits, and counts how each ended.

    python -m bench.hostile_documents --mutations 10000 --seed 1

Prints how many were read, refused with a reason, ended by time, memory or a crash of the reader, and how many showed a
defect of zeren (a named one, which should be none); the largest memory of a reader; and whether anything called out or
read the canary.
"""

import argparse
import random
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from zipfile import BadZipFile, ZipFile

from bench.crafted_files import SENTENCE, Hostile, docx, paragraph, plain_pdf, xlsx, zipped
from bench.hostile_files import hostile_files
from bench.memory import peak_megabytes
from loaders.extraction import FileRead, read_file
from loaders.limits import Limits
from loaders.workers import Refused, Workers

SECRET = "金丝雀-只有本机文件里才有"
_AT_A_TIME = 200


class Listener:
    """A server on loopback that counts who calls, and answers nobody."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        """Stop counting, after whoever is waiting was counted."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()


@dataclass(slots=True)
class Outcome:
    """How a set of files ended: counts by kind, what deserves a look, and the largest memory of a reader."""

    counts: Counter[str] = field(default_factory=Counter)
    remarkable: list[str] = field(default_factory=list)
    megabytes: float = 0.0
    leaked: list[str] = field(default_factory=list)


def read_measured(path: Path, limits: Limits) -> tuple[FileRead, float]:
    """What a file gives, and the largest memory of the process so far, in MB."""
    return read_file(path, limits), peak_megabytes()


def read_all(files: Iterable[Hostile], folder: Path, limits: Limits, processes: int = 2) -> Outcome:
    """Read files one after the other, some at a time on the disk.

    The readers are no forks of this process: what it holds itself would count as theirs.
    """
    outcome = Outcome()
    with Workers(partial(read_measured, limits=limits), limits, processes) as workers:
        for paths in _written(files, folder):
            for path, answer in zip(paths, workers.answers(paths), strict=True):
                _note(outcome, path, answer)
                path.unlink()
    return outcome


def _written(files: Iterable[Hostile], folder: Path) -> Iterator[Sequence[Path]]:
    paths: list[Path] = []
    for number, file in enumerate(files):
        paths.append(folder / f"{number:05d}-{file.name}")
        paths[-1].write_bytes(file.data)
        if len(paths) == _AT_A_TIME:
            yield paths
            paths = []
    yield paths


def _note(outcome: Outcome, path: Path, answer: tuple[FileRead, float] | Refused) -> None:
    if isinstance(answer, Refused):
        kind = next(
            (kind for kind in ("seconds", "memory", "nested", "crashed", "defect") if kind in answer.reason), ""
        )
        outcome.counts[f"ended: {kind or 'other'}"] += 1
        outcome.remarkable.append(f"{path.name}: {answer.reason}")
        return
    read, megabytes = answer
    outcome.megabytes = max(outcome.megabytes, megabytes)
    outcome.counts["refused with a reason" if read.failure else "read"] += 1
    if any(SECRET in record.text for record in read.records):
        outcome.leaked.append(path.name)


def originals() -> tuple[Hostile, ...]:
    """Good documents of every form, to be damaged."""
    text = f"临江市水污染防治实施方案\n一、主要任务\n(一)治理污水。{SENTENCE}\n(二)整治河道。(责任单位:市水利局)\n"
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}" t="inlineStr"><is><t>{w}</t></is></c>' for c, w in cells) + "</row>"
        for n, cells in enumerate(
            (
                (("A", "指标"), ("B", "目标值"), ("C", "牵头单位")),
                (("A", "污水处理率"), ("B", "95%"), ("C", "市水务局")),
            ),
            start=1,
        )
    )
    table = (
        f"<table><tr><th>任务</th><th>牵头单位</th></tr><tr><td>治水</td><td>市水务局</td></tr></table><p>{text}</p>"
    )
    return (
        Hostile("a.txt", text.encode()),
        Hostile("b.txt", text.encode("gb18030")),
        Hostile("c.html", f"<html><head><title>方案</title></head><body>{table}</body></html>".encode()),
        Hostile("d.md", f"# 方案\n\n|任务|单位|\n|-|-|\n|治水|市水务局|\n\n{text}".encode()),
        Hostile("e.docx", docx("".join(paragraph(line) for line in text.splitlines()))),
        Hostile("f.xlsx", xlsx(rows)),
        Hostile("g.pdf", plain_pdf()),
        Hostile("h.zip", zipped({"甲.txt": text, "乙.docx": docx()})),
    )


def mutations(count: int, seed: int) -> Iterator[Hostile]:
    """Damaged documents, the same for the same seed."""
    chance = random.Random(seed)
    good = originals()
    for _ in range(count):
        file = chance.choice(good)
        members = file.name.endswith((".docx", ".xlsx", ".zip")) and chance.random() < 0.7
        yield Hostile(file.name, (_with_damaged_member if members else _damaged)(file.data, chance))


def _damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10, 50))):
        place = chance.randrange(len(changed) + 1)
        match chance.randrange(6):
            case 0:
                changed[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[place : place + chance.randrange(1, 200)]
            case 2:
                changed[place:place] = chance.randbytes(chance.randrange(1, 50))
            case 3:
                changed[place:place] = changed[place : place + 100] * chance.randrange(1, 100)
            case 4:
                changed[place : place + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f"))
            case _:
                other = chance.randrange(len(changed) + 1)
                changed[place : place + 60] = changed[other : other + 60]
    return bytes(changed[: chance.randrange(len(changed) + 1)] if chance.random() < 0.1 else changed)


def _with_damaged_member(data: bytes, chance: random.Random) -> bytes:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        return data
    name = chance.choice(sorted(parts))
    return zipped({**parts, name: _damaged(parts[name], chance)})


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Run both sets and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mutations", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=60, help="limit of time for one file")
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    limits = Limits(seconds=chosen.seconds)
    listener = Listener()
    with TemporaryDirectory(prefix="zeren-hostile-") as name:
        folder = Path(name)
        canary = folder / "canary.txt"
        canary.write_text(SECRET, encoding="utf-8")
        for title, files in (
            ("hostile files", hostile_files(listener.address, canary)),
            (f"mutations, seed {chosen.seed}", mutations(chosen.mutations, chosen.seed)),
        ):
            begun = time.perf_counter()
            outcome = read_all(files, folder, limits, chosen.processes)
            _say(f"{title}: {outcome.counts.total()} in {time.perf_counter() - begun:.0f} s")
            for kind, count in outcome.counts.most_common():
                _say(f"  {kind}: {count}")
            _say(f"  largest memory of a reader that answered: {outcome.megabytes:.0f} MB")
            _say(f"  canary read by: {outcome.leaked or 'none'}")
            for line in outcome.remarkable:
                _say(f"    {line}")
    listener.close()
    _say(f"calls to the listener: {listener.calls}")


if __name__ == "__main__":
    main()

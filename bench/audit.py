"""What an audit costs: ``python -m bench.audit [--documents N]``.

Invented plans are built into a store in a temporary folder, then audited from reading the facts to the last finding.
Prints statements, seconds (processor time of this process) and findings for N / 10 and for N plans, and the ratio of
the seconds: linear is 10.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.documents import generate_documents
from graph.build import build
from graph.release import current_release, open_store
from queries.audit.auditing import audit
from queries.audit.reading import read_facts
from queries.audit.rules import load_rules, load_severities

DOCUMENTS = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.audit", description="Measure what an audit costs.")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N", help="plans of the larger store")
    chosen = parser.parse_args(arguments)
    fewer, more = (measure(count) for count in (max(1, chosen.documents // 10), chosen.documents))
    say(f"ratio {more / fewer:.1f} for 10 times the documents")
    return 0


def measure(count: int) -> float:
    """Build so many plans and print what their audit costs; returns processor seconds."""
    with TemporaryDirectory() as folder:
        documents, directory = Path(folder) / "documents", Path(folder) / "store"
        documents.mkdir()
        for document in generate_documents(count):
            (documents / document.source).write_text(document.text, encoding="utf-8")
        build([documents], directory, jobs=2)
        store = open_store(directory)
        begin = time.process_time()
        facts = read_facts(store)
        read = time.process_time()
        findings = audit(store, facts, load_rules().values(), load_severities())
        end = time.process_time()
        say(
            f"{count:6} documents {current_release(directory).quads:9,} statements: "
            f"facts {read - begin:6.2f} s, rules {end - read:6.2f} s, {len(findings):,} findings"
        )
        return end - begin


def say(line: str) -> None:
    """Print one line of the report."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    raise SystemExit(main())

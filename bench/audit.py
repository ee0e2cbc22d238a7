"""What an audit costs: ``python -m bench.audit [--documents N]``.

Invented plans are mapped into a store in memory, with the leads that follow from them, then audited from reading the
facts to the last finding. Prints statements, seconds (processor time of this process) and findings for N / 10 and for N
plans, and the ratio of the seconds: linear is 10.
"""

import argparse
import sys
import time
from collections.abc import Sequence

from pyoxigraph import Quad, RdfFormat, Store

from bench.documents import generate_documents
from graph.derivation import inferred_leads
from graph.identity import Names
from graph.lines import lines_of_rdflib
from graph.mapping import map_record
from loaders.extraction import extract
from ontology import load_vocabularies
from queries.audit.auditing import audit
from queries.audit.reading import read_facts
from queries.audit.rules import load_rules, load_severities

DOCUMENTS = 400


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.audit", description="Measure what an audit costs.")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N", help="plans of the larger store")
    chosen = parser.parse_args(arguments)
    fewer, more = (measure(count) for count in (max(1, chosen.documents // 10), chosen.documents))
    say(f"ratio {more / fewer:.1f} for 10 times the documents")
    return 0


def measure(count: int) -> float:
    """Map so many plans and print what their audit costs; returns processor seconds."""
    store = mapped(count)
    begin = time.process_time()
    facts = read_facts(store)
    read = time.process_time()
    findings = audit(store, facts, load_rules().values(), load_severities())
    end = time.process_time()
    say(
        f"{count:6} documents {len(store):9,} statements: "
        f"facts {read - begin:6.2f} s, rules {end - read:6.2f} s, {len(findings):,} findings"
    )
    return end - begin


def mapped(count: int) -> Store:
    """A store of so many plans, the vocabularies, and the leads that follow."""
    store, names = Store(), Names()
    vocabularies = "\n".join(lines_of_rdflib(load_vocabularies()))
    store.load(vocabularies, format=RdfFormat.N_TRIPLES, to_graph=names.graph("reference"))
    for document in generate_documents(count):
        store.bulk_extend(map_record(extract(document)))
    derived = names.graph("derived")
    leads = list(inferred_leads(store, names))
    store.bulk_extend(Quad(one.subject, one.predicate, one.object, derived) for one in leads)
    return store


def say(line: str) -> None:
    """Print one line of the report."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    raise SystemExit(main())

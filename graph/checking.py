"""A whole release held against the shapes, its words against theirs, and its facts against the axioms."""

from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from graph.facts import facts
from graph.identity import Names
from graph.validation import Finding, validate
from ontology.reasoning import ReasoningReport, reason
from ontology.shapes import checks, term_checks


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, violations first; ``reasoning`` is None where it was not asked for."""

    findings: tuple[Finding, ...]
    reasoning: ReasoningReport | None = None

    @property
    def is_sound(self) -> bool:
        """Whether nothing breaks the model: no violation, no contradiction, no class that can have no member."""
        reasoned = self.reasoning is None or (self.reasoning.consistent and not self.reasoning.unsatisfiable)
        return reasoned and not any(finding.severity == "violation" for finding in self.findings)


def check(store: Store, java: str | None = None) -> CheckReport:
    """Check everything in a release; with ``java``, the name or path of the program, by a reasoner as well."""
    graphs = [name.value for name in store.named_graphs() if isinstance(name, NamedNode)]
    words = Names().graph("ontology").value
    findings = [*validate(store, graphs, checks()), *validate(store, [words], term_checks())]
    return CheckReport(tuple(sorted(findings)), reason(facts(store), java) if java is not None else None)

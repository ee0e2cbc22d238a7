"""``docs/audit.md``, made from the rules themselves: ``python -m queries.audit.documentation > docs/audit.md``."""

import sys
from collections.abc import Iterator

from queries.audit.listing import SEVERITY_NAMES
from queries.audit.rules import Rule, load_rules, load_severities

HEAD = """# What an audit looks for

Made from `queries/audit/rules/*.toml` and `queries/audit/severities.toml` by `python -m
queries.audit.documentation`; do not edit it here. To add a rule see [CONTRIBUTING.md](../CONTRIBUTING.md).

`zeren audit` lists what it finds in the current release, the heaviest first; `--evidence` adds the sentences.
The page `/audit` of `zeren serve` shows the same, sentences side by side, and takes judgements from who may.
Findings are worked out when they are asked for, by the server once for each release, and not kept in the graph:
a whole release of a million statements takes seconds, rules and severities can then be changed without a new
build, and a release holds facts only.

A finding's id is a hash of its rule, its policy and the words of its subjects, never of positions, so that it
stays when the text is read anew. What people say of a finding (`--confirm`, `--dismiss` with `--reason`,
`--note`, `--reopen`) is kept under that id in `graph/judgements`, with who said it and when (PROV), and is
part of the next release. A judgement whose finding occurs no more is kept and listed as such.

To weigh rules otherwise, give `--severities FILE`, a table of lines like `near_duties = "off"`.
"""


def document() -> str:
    """The document as Markdown."""
    return "\n".join([HEAD, *(line for rule in load_rules().values() for line in _section(rule))])


def _section(rule: Rule) -> Iterator[str]:
    severity = SEVERITY_NAMES[load_severities()[rule.id]]
    yield f"## {rule.number}. {rule.title.zh} · {rule.title.en}\n"
    yield f"`{rule.id}` · {severity.zh} {severity.en}\n"
    yield f"{rule.question.zh}  \n{rule.question.en}\n"
    yield f"- 不算发现 Not a finding: {rule.not_a_finding.zh} {rule.not_a_finding.en}"
    yield f"- 建议 Advice: {rule.advice.zh} {rule.advice.en}\n"


if __name__ == "__main__":
    sys.stdout.write(document())

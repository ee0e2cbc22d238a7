"""One label for each agent that several documents name: the form that most of them use; the others stay findable."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from graph.vocabulary import ALT_LABEL, LABEL

_AGENT: Final = re.compile(r"<[^>]*/(?:department|group|body)/[^>]*> ")


def settle_names(lines: Mapping[str, int]) -> list[str]:
    """The N-Triples lines of the shared graph, sorted, from those the documents give with how many give each.

    A document labels an agent with the form it uses most. Of several labels the one most documents give stays, the
    shorter of two as frequent; each other one becomes ``skos:altLabel``, and what is the label is no ``skos:altLabel``.
    """
    label, other = f"{LABEL} ", f"{ALT_LABEL} "
    labels: dict[str, dict[str, int]] = defaultdict(dict)
    for line, count in lines.items():
        if (agent := _AGENT.match(line)) and line.startswith(label, agent.end()):
            labels[agent.group()][line[agent.end() + len(label) :]] = count
    kept = set(lines)
    for agent_, forms in labels.items():
        best, *others = sorted(forms, key=lambda form: (-forms[form], len(form), form))
        kept -= {f"{agent_}{label}{form}" for form in others} | {f"{agent_}{other}{best}"}
        kept |= {f"{agent_}{other}{form}" for form in others}
    return sorted(kept)

"""The instruments a document names, each naming with its passage."""

import re

from pyoxigraph import Literal

from graph.draft import Draft, chinese
from graph.identity import normal_title, printed_number
from graph.labels import one_line
from graph.vocabulary import LABEL, TITLE, TYPE, zr
from loaders.record import Citation

# The last letters of a title, before (试行) or (2011-2020年), say what kind of instrument it is.
_QUALIFIER = re.compile(r"(?:\([^()]*\))+$")
_KINDS = (
    ("Standard", re.compile(r"(?:标准|规范|规程)$|^(?:GB|DB|ISO)")),
    ("Regulation", re.compile(r"(?:条例|办法|规定|细则)$")),
    ("Plan", re.compile(r"(?:规划|计划|纲要|方案)$")),
    ("Law", re.compile(r"法$")),
)


def instrument_kind(title: str) -> str:
    """The ontology's class that the title's ending shows: ``…条例(试行)`` is a Regulation."""
    bare = _QUALIFIER.sub("", normal_title(title))
    return next((kind for kind, ending in _KINDS if ending.search(bare)), "Instrument")


def map_citation(draft: Draft, citation: Citation) -> None:
    """State the instrument, that the policy cites it or rests on it, and where."""
    instrument = draft.names.instrument(citation.title, citation.document_number)
    if instrument == draft.policy:
        return
    title = normal_title(citation.title)
    draft.share(instrument, TYPE, zr("Instrument"), zr(instrument_kind(title)))
    if citation.document_number:
        draft.share(instrument, zr("documentNumber"), Literal(printed_number(citation.document_number)))
    else:
        draft.share(instrument, LABEL, chinese(one_line(title)))
    draft.say(draft.policy, zr("cites"), instrument)
    if citation.relation == "basis":
        draft.say(draft.policy, zr("basedOn"), instrument)
    node = draft.introduce(draft.names.at("citation", draft.key, citation.span, title), "Citation", one_line(title))
    draft.say(node, TITLE, chinese(title))
    draft.say(draft.policy, zr("citation"), node)
    draft.say(node, zr("instrument"), instrument)
    draft.say(node, zr("relation"), Literal(citation.relation))
    draft.say(node, zr("statedIn"), draft.names.provision(draft.key, citation.provision))
    draft.prove(node, citation)

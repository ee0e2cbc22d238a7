"""The instruments a document names, each naming with its passage."""

from pyoxigraph import Literal, NamedNode

from graph.draft import Draft, chinese
from graph.identity import normal_title, printed_number
from graph.instrument_kinds import instrument_kind
from graph.labels import one_line
from graph.titles import InstrumentName, instrument_name, instrument_title
from graph.vocabulary import ALT_LABEL, LABEL, TITLE, TYPE, zr
from loaders.record import Citation

_WORDS_BEFORE = 40
_RESTS_ON = frozenset({"based_on", "implements"})


def map_citation(draft: Draft, citation: Citation) -> None:
    """State the instrument, that the policy cites it or rests on it, and where."""
    name = _name(draft, citation)
    instrument = draft.names.instrument(name.title, citation.document_number, *name.place)
    if instrument == draft.policy or _is_own(draft, citation, name):
        return
    _describe(draft, instrument, name, citation)
    draft.say(draft.policy, zr("cites"), instrument)
    if citation.relation in _RESTS_ON:
        draft.say(draft.policy, zr("basedOn"), instrument)
    label = one_line(normal_title(citation.title))
    node = draft.introduce(draft.names.at("citation", draft.key, citation.span, label), "Citation", label)
    draft.say(node, TITLE, chinese(name.title))
    draft.say(draft.policy, zr("citation"), node)
    draft.say(node, zr("instrument"), instrument)
    draft.say(node, zr("relation"), Literal(citation.relation))
    draft.say(node, zr("statedIn"), draft.names.provision(draft.key, citation.provision))
    draft.prove(node, citation)


def _name(draft: Draft, citation: Citation) -> InstrumentName:
    record = draft.record
    before = record.text[max(0, citation.span.begin - _WORDS_BEFORE) : citation.span.begin]
    return instrument_name(citation.title, before, record.document.jurisdiction, draft.key)


def _is_own(draft: Draft, citation: Citation, name: InstrumentName) -> bool:
    """Whether the title is the document's own, and no number says that an earlier document had it."""
    own = instrument_title(draft.record.document.title or "")
    return citation.document_number is None and bool(own) and own in {name.title, instrument_title(citation.title)}


def _describe(draft: Draft, instrument: NamedNode, name: InstrumentName, citation: Citation) -> None:
    """What the instrument is, for all who cite it; one with a number is called what most call it, and not here."""
    number = printed_number(citation.document_number) if citation.document_number else None
    kind = instrument_kind(name.title, number)
    draft.share(instrument, TYPE, zr("Instrument"), zr(kind.class_name))
    draft.share(instrument, zr("kind"), Literal(kind.kind))
    if number:
        draft.share(instrument, zr("documentNumber"), Literal(number))
        return
    draft.share(instrument, LABEL, chinese(one_line(name.title)))
    printed = one_line(normal_title(citation.title))
    draft.share(instrument, ALT_LABEL, chinese(printed) if printed != one_line(name.title) else None)

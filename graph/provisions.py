"""The document itself: the policy, and the chain of provisions that leads from each statement to it."""

from pyoxigraph import Literal

from graph.agents import Agents
from graph.draft import Draft, chinese, date, integer
from graph.identity import printed_number
from graph.labels import one_line
from graph.numbering import printed_path
from graph.vocabulary import LABEL, TITLE, zr
from loaders.record import Record


def map_policy(draft: Draft, agents: Agents) -> None:
    """State what the document is: title, number, issuers, dates, place, and its whole text."""
    record, policy = draft.record, draft.policy
    fields = record.document
    draft.introduce(policy, "Policy", one_line(fields.title or record.source))
    draft.say(policy, TITLE, chinese(fields.title) if fields.title else None)
    if fields.document_number:
        draft.share(policy, zr("documentNumber"), Literal(printed_number(fields.document_number)))
    draft.say(policy, zr("issuer"), *(agents.describe(issuer) for issuer in fields.issuer))
    draft.say(policy, zr("issuedOn"), date(fields.issued_on))
    draft.say(policy, zr("publishedOn"), date(fields.published_on))
    draft.say(policy, zr("jurisdiction"), agents.jurisdiction())
    draft.say(policy, zr("contentHash"), Literal(record.content_hash))
    draft.say(policy, zr("extractor"), Literal(record.extractor))
    draft.say(policy, zr("fileName"), Literal(record.source))
    draft.say(policy, zr("text"), chinese(record.text))
    draft.say(policy, zr("evidence"), *(draft.passage(field.span) for field in fields.evidence))


def map_provisions(draft: Draft) -> None:
    """State the tree of provisions, with those that only a statement's path names (the rows of a table)."""
    # A provision that goes on after a table stands twice; its first part describes it.
    described = {provision.path: provision for provision in reversed(draft.record.provisions)}
    for path in sorted(_all_paths(draft.record)):
        node = draft.introduce(draft.names.provision(draft.key, path), "Provision")
        parent, _, _ = path.rpartition("/")
        draft.say(node, zr("partOf"), draft.names.provision(draft.key, parent) if parent else draft.policy)
        draft.say(node, zr("path"), Literal(printed_path(path)))
        if provision := described.get(path):
            text = draft.record.text[provision.span.begin : provision.span.end]
            draft.say(node, zr("heading"), chinese(provision.heading) if provision.heading else None)
            draft.say(node, zr("text"), chinese(text))
            draft.say(node, zr("order"), integer(provision.order))
        heading = provision.heading if provision else ""
        draft.say(node, LABEL, chinese(one_line(f"{printed_path(path)} {heading}") or "（正文前）"))


def _all_paths(record: Record) -> set[str]:
    """Every path that a provision or a statement has, and all its ancestors."""
    named = {provision.path for provision in record.provisions}
    lists = (record.assignments, record.targets, record.tasks, record.duties, record.citations, record.phases)
    named.update(entry.provision for entries in (*lists, record.bodies, record.doubts) for entry in entries)
    paths = set(named)
    for path in named:
        while path := path.rpartition("/")[0]:
            paths.add(path)
    return paths

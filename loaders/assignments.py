"""Who answers for what: the assignments of every provision, each with the text that carries it.

Four ways of saying it are read: brackets and labelled lines, sentences (``duty_sentences``), headings that name a
body (``headed_duties``), tables (``responsibility_tables``). What a document states once for all its lists
(``document_rules``: 排在第一位的为牵头单位,下同) is applied last.
"""

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from loaders.agent_names import has_organ
from loaders.brackets import find_brackets, inside
from loaders.document_rules import apply_document_rules, without_standing_rule
from loaders.duty_sentences import find_sentence_statements
from loaders.headed_duties import find_headed_statements
from loaders.outline import Headings, body_of
from loaders.record import Assignment, Provision, Role, Span
from loaders.sentences import sentences
from loaders.span_sets import NOWHERE, SpanSet
from loaders.statements import (
    LABEL_SIGN,
    Label,
    Part,
    Statement,
    find_labels,
    has_label_sign,
    read_bare_list,
    read_labelled_list,
    read_statement,
    rules_of,
)

# Some word of this is in every bracket that says which part anybody has.
_ROLE_WORD = re.compile(r"牵头|负责|责任|主办|为主|抓总|落实|实施|承|办理|执行|配合|参与|参加|协|支持|单位|部门|:|】")

# A负责巡查,B负责维修: role words with a thing of their own
_SAYS_OF_WHAT = re.compile(
    r"负责(?<=[\u4e00-\u9fff]负责)(?!落实|实施|推进|办理|具体|组织|抓|执行|推动)[\u4e00-\u9fff]{2}"
)


def find_statements(
    text: str, provisions: Sequence[Provision], preface: Span | None, home: str | None
) -> tuple[Statement, ...]:
    """The statements of all provisions of a narrowed text, in text order, tables left to their own reader.

    ``preface`` is the text between the title and the first provision; only its sentences are read.
    """
    found: list[Statement] = []
    if preface:
        found.extend(find_sentence_statements(text, preface, "", SpanSet(find_brackets(text, preface)), home))
    headings = Headings(provisions)
    for provision in provisions:
        found.extend(_of_provision(text, provision, headings.above(provision.path), home))
    return tuple(sorted(found, key=lambda statement: statement.span))


def find_letter_statements(text: str, letter: Span, home: str | None) -> Iterator[Statement]:
    """What a letter or an answer says of work to come: 下一步,将由市水务局牵头; the rest tells what was or is."""
    ahead = rules_of("ahead")
    for sentence in sentences(text, letter):
        if any(rule.pattern.search(text, *sentence) for rule in ahead):
            yield from find_sentence_statements(text, sentence, "", SpanSet(find_brackets(text, sentence)), home)


def as_assignments(
    text: str, original: str, statements: Sequence[Statement], tables: Sequence[Span] = ()
) -> tuple[Assignment, ...]:
    """One assignment per body and role of a provision; quotes are of the original text.

    ``tables`` are the stretches of tables, whose rules hold for themselves.
    """
    found: dict[tuple[str, str, Role], Assignment] = {}
    for statement in apply_document_rules(text, statements, tables):
        matters = statement.matters or (None,) * len(statement.parts)
        for part, matter in zip(statement.parts, matters, strict=True):
            key = (statement.provision, part.agent.name, part.role)
            if key not in found:
                found[key] = Assignment(
                    provision=statement.provision,
                    span=statement.span,
                    quote=original[statement.span.begin : statement.span.end],
                    rule=part.rule,
                    agent=part.agent.name,
                    role=part.role,
                    agent_span=part.agent.span,
                    scope=statement.scope,
                    matter=matter,
                )
    return tuple(found.values())


def _of_provision(text: str, provision: Provision, headings: Sequence[str], home: str | None) -> Iterator[Statement]:
    body = body_of(text, provision)
    brackets = find_brackets(text, body)
    inner = SpanSet(brackets) if brackets else NOWHERE
    scoped = list(_bracketed(text, brackets, home)) if brackets else []
    if has_label_sign(text, provision.span):
        scoped += _lines(text, provision, body.begin, inner, home)
        scoped.sort(key=itemgetter(0))
    begin = provision.span.begin
    for span, parts in scoped:
        yield Statement(provision.path, span, Span(min(begin, span.begin), span.end), parts)
        begin = max(begin, span.end)  # a labelled line may hold a bracket
    said = list(find_sentence_statements(text, body, provision.path, inner, home))
    if said and scoped:
        stated = SpanSet(span for span, _ in scoped)
        said = [one for one in said if not any(stated.covers(part.agent.span.begin) for part in one.parts)]
    leading = {part.agent.span for statement in said for part in statement.parts if part.role is Role.LEAD}
    for headed in find_headed_statements(text, provision, body.begin, headings, home):
        parts = tuple(part for part in headed.parts if part.agent.span not in leading)  # 2.市水务局要牵头…
        if parts:
            yield headed._replace(parts=parts)
    yield from said


def _bracketed(text: str, brackets: Sequence[Span], home: str | None) -> Iterator[tuple[Span, tuple[Part, ...]]]:
    for bracket in brackets:
        content = without_standing_rule(text, inside(text, bracket))
        parts = _said_in(text, content, home) if _ROLE_WORD.search(text, content.begin, content.end) else ()
        if not parts and _closes_item(text, bracket):
            parts = read_bare_list(text, content, home)
        if parts:
            yield bracket, parts


def _said_in(text: str, content: Span, home: str | None) -> tuple[Part, ...]:
    """What a bracket says: lists with their roles, or sentences (A负责巡查,B负责维修)."""
    if not _SAYS_OF_WHAT.search(text, content.begin, content.end):
        return read_statement(text, content, home)
    sentences = find_sentence_statements(text, content, "", NOWHERE, home)
    said = tuple(part for statement in sentences for part in statement.parts)
    return said or read_statement(text, content, home)


def _closes_item(text: str, bracket: Span) -> bool:
    """Whether a bracket ends its line after an item's text or heading, not after a body's name."""
    if text[bracket.end : bracket.end + 1] not in ("", "\n", "。"):
        return False
    before = text[max(0, bracket.begin - 12) : bracket.begin].rstrip(" ")
    return not has_organ(re.split(r"[,;。\n]", before)[-1])


def _lines(
    text: str, provision: Provision, earliest: int, inner: SpanSet, home: str | None
) -> Iterator[tuple[Span, tuple[Part, ...]]]:
    """Labelled lists outside brackets: each runs to the next label, full stop or line end.

    ``earliest`` is where the provision's own words begin (3.责任单位:A), ``inner`` are its brackets.
    """
    signs = LABEL_SIGN.finditer(text, provision.span.begin, provision.span.end)
    if all(inner.covers(sign.start()) and inner.covers(sign.end()) for sign in signs):
        return
    labels: list[Label] = []
    for label in find_labels(text, provision.span):
        bracketed = inner.covers(label.span.begin) and inner.covers(label.span.end)
        on_line = bool(labels) and "\n" not in text[labels[-1].span.end : label.span.begin]
        follows = on_line and text[label.span.begin - 1] == " "  # 牵头单位:A  责任单位:B
        if not bracketed and (follows or _begins_line(text, label.span.begin, earliest)):
            labels.append(label)
    for index, label in enumerate(labels):
        if label.role is None:
            continue
        following = labels[index + 1].span.begin if index + 1 < len(labels) else provision.span.end
        end = _list_end(text, label.span.end, following)
        parts = tuple(read_labelled_list(text, Span(label.span.end, end), label.role, label.rule, home))
        if parts:
            yield Span(label.span.begin, end), parts


def _begins_line(text: str, offset: int, earliest: int) -> bool:
    """Whether nothing but blanks and signs stands between the offset and a line's, sentence's or label's beginning."""
    index = offset - 1
    while index >= earliest and text[index] in " \t*#【[-—·●":
        index -= 1
    return index < earliest or text[index] in "\n。;,)）】]"


def _list_end(text: str, begin: int, following: int) -> int:
    """Where a labelled list ends; a label alone on its line has its list on the next."""
    start = begin
    while start < following and text[start] in " \t\n":
        start += 1
    ends = [position for sign in "\n。" if (position := text.find(sign, start, following)) >= 0]
    return min(ends, default=following)

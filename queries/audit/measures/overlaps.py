"""Duties and tasks that several bodies were given apart from each other: 职责交叉."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from queries.audit.facts import Agent, Commitment, Facts, Plan
from queries.audit.finding import Found
from queries.audit.measures.settings import Settings
from queries.audit.measures.values import agents_of, names, of_agent, of_commitment, passages_of, quoted, stable
from queries.audit.measures.words import alike, bare, candidates, pairs

KINDS = ("duty", "task")
_CLAUSE_ENDS = re.compile("[,，;；。:：]")


def identical_duties(facts: Facts, settings: Settings) -> Iterator[Found]:
    """The same duty, word for word, in different provisions under different bodies.

    Bodies that one provision names together share it by design; so does a wording with ``joint`` words, and one that
    bounds itself to each body's ``own`` field (本系统, 职责范围内) is not the same duty at all.
    """
    for plan in facts.plans:
        groups: dict[str, list[Commitment]] = defaultdict(list)
        for commitment in _candidates(facts, plan, settings):
            groups[bare(commitment.label)].append(commitment)
        for commitments in groups.values():
            agents = _agents(plan, commitments)
            apart = len({commitment.provision for commitment in commitments}) > 1
            if apart and len(agents) > 1 and _differ(plan, commitments):
                yield _found(plan, commitments, agents, {})


def near_duties(facts: Facts, settings: Settings) -> Iterator[Found]:
    """Nearly the same duty under different bodies: most clauses word for word, and a theme in common.

    Stock phrases about two objects are alike as well (推行农业标准化, 推行养殖标准化): where a clause of one is
    nearly a clause of the other but changes some of its words, the objects differ and the duties do not overlap.
    Of two provisions the pair that is most alike counts.
    """
    for plan in facts.plans:
        best: dict[tuple[str, ...], tuple[float, tuple[Commitment, Commitment]]] = {}
        commitments = {one.iri: one for one in _candidates(facts, plan, settings)}
        texts = {iri: pairs(bare(one.label)) for iri, one in commitments.items()}
        for first, second in candidates(texts, int(settings.number("common"))):
            couple = (commitments[first], commitments[second])
            same = _said_by_both(*couple)
            shorter = min(len(bare(one.label)) for one in couple)
            share = sum(map(len, same)) / shorter
            identical = bare(couple[0].label) == bare(couple[1].label)
            if identical or share < settings.number("same_clauses") or _objects_differ(*couple, settings):
                continue
            places = tuple(sorted(one.provision for one in couple))
            if _overlap(plan, couple) and share > best.get(places, (0.0, couple))[0]:
                best[places] = (share, couple)
        for share, couple in best.values():
            yield _found(plan, couple, _agents(plan, couple), {"percent": Decimal(round(share * 100))})


def same_action(facts: Facts, settings: Settings) -> Iterator[Found]:
    """One clause, an action with its object, in duties of different bodies that are otherwise not alike.

    Clauses that say an aim (``result``: 提高…, 营造…氛围) or that more than ``common`` duties have are stock phrases.
    """
    for plan in facts.plans:
        holders: dict[str, dict[str, Commitment]] = defaultdict(dict)
        for commitment in _candidates(facts, plan, settings):
            for clause in _clauses(commitment):
                if len(clause) >= settings.number("shortest_clause") and not settings.pattern("result").search(clause):
                    holders[clause].setdefault(commitment.provision, commitment)
        for clause, found in sorted(holders.items()):
            commitments = sorted(found.values(), key=lambda one: one.position)
            if not 1 < len(commitments) <= settings.number("common") or not _differ(plan, commitments):
                continue
            if all(_overlap(plan, couple) and not _much_alike(*couple, settings) for couple in pairwise(commitments)):
                yield _found(plan, commitments, _agents(plan, commitments), {}, clause)


def _clauses(commitment: Commitment) -> list[str]:
    return [bare(clause) for clause in _CLAUSE_ENDS.split(commitment.label) if bare(clause)]


def _said_by_both(one: Commitment, other: Commitment) -> list[str]:
    """The clauses that both have word for word, or that one has inside a longer clause."""
    text = bare(other.label)
    return [clause for clause in _clauses(one) if clause in text]


def _objects_differ(one: Commitment, other: Commitment, settings: Settings) -> bool:
    """Whether a clause of one is a clause of the other with some words changed, neither holding the other."""
    first, second = _clauses(one), _clauses(other)
    own = [clause for clause in first if not any(clause in text or text in clause for text in second)]
    theirs = [clause for clause in second if not any(clause in text or text in clause for text in first)]
    return any(alike(pairs(mine), pairs(yours)) >= settings.number("changed") for mine in own for yours in theirs)


def _much_alike(one: Commitment, other: Commitment, settings: Settings) -> bool:
    """Whether two duties are found as identical or nearly the same already, or speak of two objects."""
    shorter = min(len(bare(one.label)), len(bare(other.label)))
    share = sum(map(len, _said_by_both(one, other))) / shorter
    return share >= settings.number("same_clauses") or _objects_differ(one, other, settings)


def _candidates(facts: Facts, plan: Plan, settings: Settings) -> Iterator[Commitment]:
    for commitment in plan.commitments:
        said = bare(commitment.label)
        if (
            commitment.kind not in KINDS
            or len(said) < settings.number("shortest")
            or commitment.iri not in plan.holders
        ):
            continue
        text = commitment.label + quoted(facts, commitment.passages) if commitment.kind == "task" else commitment.label
        if not settings.pattern("joint").search(text) and not settings.pattern("own").search(text):
            yield commitment


def _overlap(plan: Plan, couple: Sequence[Commitment]) -> bool:
    """Whether two commitments stand apart, under bodies that have nothing in common, with a theme in common."""
    one, other = couple
    themes = not one.themes or not other.themes or bool(one.themes & other.themes)
    return one.provision != other.provision and themes and _differ(plan, couple)


def _differ(plan: Plan, commitments: Sequence[Commitment]) -> bool:
    """Whether no body has two of them: one that does may tell its own duties apart."""
    held = [frozenset(agents_of(plan.holders[commitment.iri])) for commitment in commitments]
    return sum(map(len, held)) == len(frozenset().union(*held))


def _agents(plan: Plan, commitments: Sequence[Commitment]) -> tuple[Agent, ...]:
    return agents_of(holding for commitment in commitments for holding in plan.holders[commitment.iri])


def _found(
    plan: Plan,
    commitments: Sequence[Commitment],
    agents: tuple[Agent, ...],
    detail: dict[str, Decimal],
    clause: str = "",
) -> Found:
    texts = tuple(dict.fromkeys(commitment.label for commitment in commitments))
    return Found(
        policy=plan.iri,
        subjects=(*map(of_commitment, commitments), *map(of_agent, agents)),
        passages=passages_of(*commitments),
        key=stable(*([clause] if clause else sorted({bare(text) for text in texts})), *names(agents)),
        detail={
            "duty": texts[0],
            "clause": clause,
            "other": texts[-1],
            "bodies": names(agents),
            "count": Decimal(len(agents)),
            "places": tuple(dict.fromkeys(commitment.path for commitment in commitments)),
            **detail,
        },
    )

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.errors import UnknownPolicy
from graph.excerpt import description_of, quads_of_policy, quads_of_release
from graph.release import current_release, open_store
from graph.vocabulary import LABEL, TYPE, zr

POLICY = NamedNode("https://w3id.org/zeren/id/policy/东政发-2022-36")


@pytest.fixture(scope="module")
def store(examples_store: Path) -> Store:
    return open_store(examples_store)


def subjects(quads: Iterable[Quad], kind: str) -> set[str]:
    return {str(quad.subject.value) for quad in quads if quad.predicate == TYPE and quad.object == zr(kind)}  # type: ignore[union-attr]


def is_policy(store: Store, thing: object) -> bool:
    return isinstance(thing, NamedNode) and any(store.quads_for_pattern(thing, TYPE, zr("Policy")))


def test_a_release_is_every_quad_once_and_always_in_one_order(store: Store) -> None:
    first, second = list(quads_of_release(store)), list(quads_of_release(store))
    assert first == second
    assert set(first) == set(store)
    assert len(first) == len(store)


def test_one_policy_comes_with_what_describes_the_things_it_names(store: Store) -> None:
    quads = list(quads_of_policy(store, POLICY))
    assert len(quads) == len(set(quads))
    assert subjects(quads, "Policy") == {POLICY.value}
    named = {quad.object for quad in quads if quad.predicate in {zr("agent"), zr("indicator"), zr("theme"), zr("role")}}
    labelled = {quad.subject for quad in quads if quad.predicate == LABEL}
    assert named
    assert named <= labelled


def test_what_is_inferred_about_it_comes_too(store: Store) -> None:
    label = Literal("云泽市环境质量提升工作方案", language="zh")
    (plan,) = (quad.subject for quad in store.quads_for_pattern(None, LABEL, label) if is_policy(store, quad.subject))
    assert isinstance(plan, NamedNode)
    quads = list(quads_of_policy(store, plan))
    inferred = {quad.subject for quad in quads if quad.predicate == zr("basis") and quad.object == zr("inferred")}
    concerned = {quad.object for quad in quads if quad.subject in inferred and quad.predicate == zr("concerns")}
    stated = {quad.subject for quad in quads if quad.predicate == zr("statedIn")}
    assert inferred
    assert concerned <= stated


def test_a_policy_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(UnknownPolicy, match="example"):
        list(quads_of_policy(store, NamedNode("https://example.org/x")))


def test_a_file_says_which_release_it_is_from(examples_store: Path) -> None:
    release = current_release(examples_store)
    values = {quad.object.value for quad in description_of(release)}  # type: ignore[union-attr]
    assert {release.id, release.published_at.isoformat()} <= values

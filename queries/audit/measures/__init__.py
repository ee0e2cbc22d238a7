"""What audit rules measure: pure functions of a release's facts and a rule's settings."""

from collections.abc import Callable, Iterator, Mapping

from queries.audit.facts import Facts
from queries.audit.finding import Found
from queries.audit.measures.figures import inconsistent_values, weaker_than_superior
from queries.audit.measures.gaps import (
    document_names_nobody,
    duties_without_target,
    nobody_responsible,
    target_without_competent_body,
    target_without_deadline,
    target_without_task,
)
from queries.audit.measures.overlaps import identical_duties, near_duties, same_action
from queries.audit.measures.roles import generic_bodies_only, lead_missing, multiple_leads, support_alone
from queries.audit.measures.settings import Settings
from queries.audit.measures.times import contradictory_deadline, defunct_body, superseded_citation
from queries.audit.measures.workload import overloaded_department, single_point_of_failure

Measure = Callable[[Facts, Settings], Iterator[Found]]

MEASURES: Mapping[str, Measure] = {
    measure.__name__: measure
    for measure in (
        multiple_leads,
        lead_missing,
        nobody_responsible,
        document_names_nobody,
        target_without_competent_body,
        generic_bodies_only,
        support_alone,
        identical_duties,
        near_duties,
        same_action,
        inconsistent_values,
        weaker_than_superior,
        target_without_task,
        duties_without_target,
        target_without_deadline,
        contradictory_deadline,
        defunct_body,
        superseded_citation,
        overloaded_department,
        single_point_of_failure,
    )
}
"""Every measure a rule may name."""

"""What became of every word of duty and every number: covered, dismissed by a rule, or open."""

from dataclasses import replace
from pathlib import Path

import pytest

from loaders.coverage import COVERED, Account, Coverage, Subject, accounts_of, coverage_of
from loaders.document import Document
from loaders.extraction import extract, load_records
from loaders.reading import find_documents
from loaders.record import Record

PLAN = """临江市水污染防治实施方案

一、主要任务
(一)治理污水。到2025年城镇污水处理率达到95%以上。(牵头单位:市生态环境局;责任单位:市水务局)
(二)各单位主要负责同志要亲自抓。市水务局依照规程负责巡查。
(三)工程占地22公顷,坚持18亿亩红线。
二、工作基础
已建成污水处理厂12座。
"""


def record_of(text: str) -> Record:
    return extract(Document(source="临江.txt", content_hash="0", text=text))


def told(record: Record, subject: Subject) -> list[tuple[str, str | None]]:
    return [(record.text[slice(*one.span)], one.by) for one in accounts_of(record) if one.subject is subject]


def test_every_word_of_duty_is_accounted_for() -> None:
    assert told(record_of(PLAN), Subject.DUTY) == [
        ("牵头", COVERED),
        ("责任单位", COVERED),
        ("负责", "office-holder"),
        ("负责", None),
    ]


def test_every_number_is_accounted_for_and_dates_are_none() -> None:
    assert told(record_of(PLAN), Subject.QUANTITY) == [
        ("95%", COVERED),
        ("22公顷", "size-of-a-thing"),
        ("18亿亩", None),
        ("12座", "past"),
    ]


def test_accounts_stand_in_text_order_with_sentence_and_provision() -> None:
    record = record_of(PLAN)
    accounts = accounts_of(record)
    assert [one.span for one in accounts] == sorted(one.span for one in accounts)
    places = {record.text[slice(*one.span)]: one for one in accounts}
    assert places["18亿亩"].provision == "一/(三)"
    assert record.text[slice(*places["18亿亩"].sentence)] == "(三)工程占地22公顷,坚持18亿亩红线。"


def test_without_its_entries_a_record_leaves_open_what_they_covered() -> None:
    record = replace(record_of(PLAN), assignments=(), targets=())
    assert ("牵头", None) in told(record, Subject.DUTY)
    assert ("95%", None) in told(record, Subject.QUANTITY)


def test_what_a_page_prints_around_the_text_says_nothing() -> None:
    record = record_of(f"{PLAN}\n临江市人民政府\n2023年6月1日\n\n主办:临江市人民政府办公室\n建站12年\n")
    assert ("主办", "outside-the-body") in told(record, Subject.DUTY)


def test_under_a_body_s_heading_all_its_duties_are_covered() -> None:
    record = record_of("临江市防汛工作方案\n\n一、职责分工\n(一)市水务局\n负责水库调度;配合市应急管理局做好转移。\n")
    assert {by for _, by in told(record, Subject.DUTY)} == {COVERED}


def test_a_bracket_that_repeats_what_its_provision_says_is_covered() -> None:
    item = "完善管网。(责任单位:市水务局)"
    record = record_of(f"临江市防汛工作方案\n\n一、主要任务\n(一){item}{item}\n")
    assert told(record, Subject.DUTY) == [("责任单位", COVERED), ("责任单位", COVERED)]


@pytest.mark.parametrize("subject", Subject)
def test_a_document_that_only_tells_has_nothing_open(subject: Subject) -> None:
    text = PLAN.replace("临江市水污染防治实施方案", "《临江市水污染防治实施方案》政策解读")
    assert coverage_of(accounts_of(record_of(text)))[subject].open == 0


def test_a_text_in_traditional_characters_is_accounted_for_as_well() -> None:
    text = "臨江市防汛工作方案\n\n一、主要任務\n(一)完善預警發佈機制。由市水務局牽頭,市財政局負責資金撥付。\n"
    assert told(record_of(text), Subject.DUTY) == [("牽頭", COVERED), ("負責", COVERED)]


def test_the_share_is_of_what_there_is_to_account_for() -> None:
    coverage = Coverage(covered=2, dismissed={"past": 1}, open=1) + Coverage(dismissed={"past": 1, "penalty": 3})
    assert coverage == Coverage(covered=2, dismissed={"past": 2, "penalty": 3}, open=1)
    assert coverage.share == 7 / 8
    assert Coverage().share == 1.0


def test_accounts_are_summed_up_for_each_subject() -> None:
    record = record_of(PLAN)
    accounts: tuple[Account, ...] = accounts_of(record)
    assert coverage_of(accounts) == {
        Subject.DUTY: Coverage(covered=2, dismissed={"office-holder": 1}, open=1),
        Subject.QUANTITY: Coverage(covered=1, dismissed={"past": 1, "size-of-a-thing": 1}, open=1),
    }
    assert coverage_of(()) == {subject: Coverage() for subject in Subject}


def test_the_whole_corpus_is_nearly_accounted_for(shared: Path) -> None:
    records = [one for file in find_documents([shared / "corpus"]) for one in load_records(file)]
    total = [coverage_of(accounts_of(record)) for record in records]
    for subject in Subject:
        assert sum((one[subject] for one in total), Coverage()).share > 0.95

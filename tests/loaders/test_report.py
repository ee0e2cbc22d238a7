"""What a person should look at: doubts and open numbers in text order, each with its sentence."""

from loaders.coverage import Subject
from loaders.document import Document
from loaders.extraction import extract
from loaders.report import Place, report_on

TEXT = """临江市水环境整治工作方案

一、主要任务
（一）完善管网。坚持18亿亩红线。由市水务局负责。
（二）整治河道。市水务局依照规程负责巡查
每周一次。（本文有删减）
"""


def test_places_stand_in_text_order_with_kind_detail_and_sentence() -> None:
    record = extract(Document(source="临江.txt", content_hash="0", text=TEXT))
    report = report_on(record)
    assert report.source == "临江.txt"
    assert [(place.kind, place.provision, place.detail, place.sentence) for place in report.places] == [
        ("unread-number", "一/(一)", "18亿亩", "坚持18亿亩红线。"),
        ("unread-responsibility", "一/(二)", "负责", "市水务局依照规程负责巡查"),
        ("text-cut", "一/(二)", "本文有删减", "（本文有删减）"),
    ]
    assert TEXT[slice(*report.places[0].span)] == "18亿亩"
    assert (report.coverage[Subject.QUANTITY].open, report.coverage[Subject.DUTY].open) == (1, 1)


def test_a_document_that_was_read_whole_has_no_places() -> None:
    text = "临江市水环境整治工作方案\n\n一、主要任务\n(一)完善管网。由市水务局牵头。\n"
    report = report_on(extract(Document(source="临江.txt", content_hash="0", text=text)))
    assert report.places == ()
    assert {coverage.share for coverage in report.coverage.values()} == {1.0}


def test_a_sentence_without_an_end_is_cut_to_a_length_that_can_be_read() -> None:
    text = f"一、{'完善管网' * 300}坚持18亿亩红线{'整治河道' * 300}"
    places: tuple[Place, ...] = report_on(extract(Document(source="临江.txt", content_hash="0", text=text))).places
    assert [place.detail for place in places] == ["18亿亩"]
    assert all(len(place.sentence) <= 310 for place in places)

"""Gold files: what they may leave out, and what is said of one that is wrong."""

from pathlib import Path

import pytest

from loaders.gold import GoldAssignment, GoldTarget, InvalidGold, NoGold, read_gold
from loaders.record import Role


def test_each_file_is_gold_for_the_document_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "乙.json").write_text("{}", "utf-8")
    (tmp_path / "甲.json").write_text(
        """{"source": "甲.txt", "document": {"title": null, "issuer": ["临江市水务局"]},
            "assignments": [{"agent": "市水务局|市水利局", "role": "lead", "quote": "由市水务局牵头"}],
            "targets": [{"provision": "一", "indicator": "覆盖率", "value": 95, "unit": "%", "optional": true}]}""",
        "utf-8",
    )
    (tmp_path / "甲.txt").write_text("临江", "utf-8")
    gold = read_gold(tmp_path)
    assert sorted(gold) == ["乙", "甲"]
    assert dict(gold["甲"].document) == {"title": None, "issuer": ("临江市水务局",)}
    assert gold["甲"].assignments == (GoldAssignment(agent="市水务局|市水利局", role=Role.LEAD),)
    assert gold["甲"].targets == (GoldTarget(provision="一", indicator="覆盖率", value=95.0, unit="%", optional=True),)


WRONG = {
    "no JSON": ("{", "甲.json"),
    "a list": ("[]", "甲.json"),
    "a role that is none": ('{"assignments": [{"agent": "市水务局", "role": "leader"}]}', "assignments.0.role"),
    "no agent": ('{"assignments": [{"role": "lead"}]}', "assignments.0.agent"),
    "a value in words": ('{"targets": [{"indicator": "率", "value": "九成"}]}', "targets.0.value"),
    "no title": ('{"citations": [{"document_number": null}]}', "citations.0.title"),
    "bodies that are no list": ('{"bodies": "领导小组"}', "bodies"),
}


@pytest.mark.parametrize(("content", "key"), WRONG.values(), ids=WRONG.keys())
def test_a_malformed_file_is_named_with_its_key(content: str, key: str, tmp_path: Path) -> None:
    (tmp_path / "甲.json").write_text(content, "utf-8")
    with pytest.raises(InvalidGold) as caught:
        read_gold(tmp_path)
    assert str(tmp_path / "甲.json") in str(caught.value)
    assert key in str(caught.value)


def test_a_file_that_is_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "甲.json").mkdir()
    with pytest.raises(InvalidGold, match=r"甲\.json: is a directory"):
        read_gold(tmp_path)


def test_a_missing_folder_and_one_without_gold_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoGold, match="gone: no such folder"):
        read_gold(tmp_path / "gone")
    with pytest.raises(NoGold, match="no gold files here"):
        read_gold(tmp_path)

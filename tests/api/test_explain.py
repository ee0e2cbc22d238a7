import json
from pathlib import Path

import pytest

from api.cli import run


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["explain", *arguments, "--format", "json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_a_name_is_explained_without_a_store(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = explained(capsys, "市质监局", "--in", "嘉兴市", "--on", "2014-04-16", "--store", str(tmp_path / "none"))
    assert (told["canonical_name"], told["official_name"]) == ("市质监局", "嘉兴市质量技术监督局")
    assert (told["class"], told["kind"], told["function"]) == ("Department", "bureau", "quality_supervision")
    assert (told["jurisdiction"], told["level"], told["ancestors"]) == ("嘉兴市", "city", ["浙江省", "全国"])
    assert told["valid"] is True
    assert told["successors"] == [
        {
            "year": 2018,
            "from": "quality_supervision",
            "function": "market_regulation",
            "name": "市市场监管局",
            "official_name": "嘉兴市市场监督管理局",
        }
    ]
    assert told["certainty"] == "certain"
    assert told["policies"] is None


def test_what_stays_open_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = explained(capsys, "市市场监管局", "--in", "嘉兴市", "--on", "2014", "--store", str(tmp_path))
    assert told["valid"] is False
    assert told["certainty"] == "likely"
    unknown = explained(capsys, "市水利局", "--store", str(tmp_path))
    assert unknown["jurisdiction"] is None
    assert unknown["certainty"] == "unsure"
    assert unknown["iri"] is None


@pytest.mark.parametrize(("language", "said"), [("zh", "质量技术监督"), ("en", "Quality and technical supervision")])
def test_a_table_says_it_in_both_languages(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str, said: str
) -> None:
    assert run(["explain", "市质监局", "--in", "嘉兴市", "--language", language, "--store", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert said in out
    assert "嘉兴市 < 浙江省 < 全国" in out
    assert "2018: 市质监局 → 市市场监管局" in out


def test_ones_own_aliases_count_and_a_bad_line_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    table = tmp_path / "aliases.tsv"
    table.write_text("alias\tname\tjurisdiction\tfrom\tto\n市城建办\t市住建局\t临江市\t\t\n", encoding="utf-8")
    told = explained(capsys, "市城建办", "--in", "临江市", "--store", str(tmp_path))
    assert told["function"] == "housing_construction"
    table.write_text("alias\tname\tjurisdiction\tfrom\tto\n市城建办\t\n", encoding="utf-8")
    assert run(["explain", "市城建办", "--store", str(tmp_path)]) == 2
    assert f"{table}: line 2: alias and name must both be given" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["市质监局", "--on", "14年"], "not a date"),
        (["市质监局", "--on", "2014-13"], "not a date"),
        ([" "], "is empty"),
    ],
)
def test_wrong_use_is_named(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *arguments]) == 2
    assert message in capsys.readouterr().err

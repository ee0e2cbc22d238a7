"""Each rule has a case folder: documents it finds something in, nearly the same documents it leaves alone."""

import tomllib
from pathlib import Path

import pytest

from loaders.errors import UsageError
from queries.audit.auditing import audit
from queries.audit.documentation import document
from queries.audit.finding import Finding, Severity
from queries.audit.measures import MEASURES
from queries.audit.reading import read_facts
from queries.audit.rules import Rule, find_rule, load_rules, load_severities, parse_rule, query_text
from queries.audit.statements import statement_of
from queries.errors import CatalogueError
from tests.queries.audit_cases import BETWEEN_DOCUMENTS, store_of

CASES = Path(__file__).parent / "audit_rules"
RULES = load_rules()
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)


def findings_in(text: str, *rules: Rule) -> tuple[Finding, ...]:
    store = store_of(*text.split(BETWEEN_DOCUMENTS))
    return audit(store, read_facts(store), rules or RULES.values(), load_severities())


def case_text(rule: Rule, name: str) -> str:
    return (CASES / rule.id / f"{name}.txt").read_text(encoding="utf-8")


@every_rule
def test_a_rule_finds_its_specimen_and_proves_it(rule: Rule) -> None:
    found = findings_in(case_text(rule, "finding"), rule)
    assert len(found) == 1, [statement_of(one, rule, "zh") for one in found]
    assert statement_of(found[0], rule, "zh").startswith(case_text(rule, "expected").strip())
    assert found[0].passages
    for passage in found[0].passages:
        assert passage.quote.strip()
        assert passage.quote in passage.sentence


@every_rule
def test_a_rule_leaves_the_near_miss_alone(rule: Rule) -> None:
    found = findings_in(case_text(rule, "near_miss"), rule)
    assert not [statement_of(one, rule, "zh") for one in found]


@every_rule
def test_a_finding_is_said_in_both_languages(rule: Rule) -> None:
    found = findings_in(case_text(rule, "finding"), rule)[0]
    for language in ("zh", "en"):
        said = statement_of(found, rule, language)
        assert "{" not in said
        assert "Decimal" not in said


def test_every_case_folder_belongs_to_a_rule() -> None:
    assert {folder.name for folder in CASES.iterdir()} == set(RULES)


@every_rule
def test_a_rule_is_described_in_both_languages(rule: Rule) -> None:
    for wording in (rule.title, rule.question, rule.not_a_finding, rule.advice, rule.statement):
        assert wording.zh.strip()
        assert wording.en.strip()


def test_numbers_are_unique_and_every_rule_has_a_severity() -> None:
    assert len({rule.number for rule in RULES.values()}) == len(RULES)
    assert set(load_severities()) == set(RULES)


def test_every_measure_serves_a_rule() -> None:
    assert {rule.measure for rule in RULES.values() if rule.measure} == set(MEASURES)


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.query], ids=lambda rule: rule.id)
def test_a_query_never_filters_by_not_exists(rule: Rule) -> None:
    assert "NOT EXISTS" not in query_text(rule), "grows with the square of the store in Oxigraph: use MINUS"


def test_a_rule_is_found_by_id_or_number() -> None:
    rule = next(iter(RULES.values()))
    assert find_rule(str(rule.number)) == find_rule(rule.id.replace("_", "-")) == rule
    with pytest.raises(UsageError, match="no such rule; there are multiple_leads, "):
        find_rule("nothing")


def test_a_table_of_ones_own_changes_severities_and_turns_rules_off(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('multiple_leads = "note"\nmissing_annex = "off"\n', encoding="utf-8")
    levels = load_severities(own)
    assert levels["multiple_leads"] is Severity.NOTE
    assert "missing_annex" not in levels
    assert levels["damaged_number"] is load_severities()["damaged_number"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('nothing = "high"', "nothing is no rule"),
        ('missing_annex = "grave"', "missing_annex is 'grave'; write one of high, medium, low, note or off"),
        ("missing_annex = ", "cannot be read as a table of severities"),
    ],
)
def test_a_bad_table_of_severities_is_named(tmp_path: Path, text: str, message: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        load_severities(own)


WORDS = "\n".join(f'{key} = {{ zh = "甲", en = "a" }}' for key in ("title", "question", "not_a_finding", "advice"))


@pytest.mark.parametrize(
    ("extra", "key"),
    [
        ('statement = { zh = "甲", en = "a" }', "measure"),
        ('statement = { zh = "甲", en = "a" }\nmeasure = "nothing"', "measure"),
        ('statement = { zh = "甲" }\nmeasure = "multiple_leads"', "statement.en"),
        ('statement = { zh = "甲", en = "a" }\nmeasure = "multiple_leads"\nodd = 1', "odd"),
    ],
)
def test_a_bad_rule_is_named_with_its_key(extra: str, key: str) -> None:
    with pytest.raises(CatalogueError, match=f"^bad.toml, {key}: "):
        parse_rule("bad.toml", f"number = 1\n{WORDS}\n{extra}\n")


def test_ids_depend_on_content_and_not_on_the_place_in_the_text() -> None:
    rule = RULES["multiple_leads"]
    text = case_text(rule, "finding")
    moved = text.replace("一、重点任务", "一、总体要求\n坚持系统治理,久久为功。\n二、重点任务")
    assert [one.id for one in findings_in(text, rule)] == [one.id for one in findings_in(moved, rule)]


def test_two_findings_of_the_same_content_have_different_ids() -> None:
    rule = RULES["multiple_leads"]
    text = case_text(rule, "finding")
    item = text[text.index("1.清理河道") :].strip()
    twice = findings_in(f"{text}二、保障措施\n{item}\n", rule)
    assert len({one.id for one in twice}) == len(twice) == 2


def test_a_cut_text_weakens_findings_of_absence_only() -> None:
    rule = RULES["nobody_responsible"]
    text = case_text(rule, "finding")
    cut = findings_in(text.replace("一、重点任务", "(此文有删减)\n一、重点任务"))
    caveats = {one.rule: one.caveats for one in cut}
    assert caveats["nobody_responsible"] == ("text-cut",)
    assert caveats["cut_text"] == ()


def test_findings_come_with_the_heaviest_first() -> None:
    ranks = [one.severity.rank for one in findings_in(case_text(RULES["nobody_responsible"], "finding"))]
    assert ranks == sorted(ranks)


def test_the_shipped_table_is_in_the_form_a_user_writes() -> None:
    shipped = Path("queries/audit/severities.toml")
    levels = tomllib.loads(shipped.read_text(encoding="utf-8"))
    assert set(levels.values()) <= {level.value for level in Severity}


def test_the_document_on_rules_is_current(repository: Path) -> None:
    current = (repository / "docs" / "audit.md").read_text(encoding="utf-8")
    assert current == document(), "run python -m queries.audit.documentation > docs/audit.md"

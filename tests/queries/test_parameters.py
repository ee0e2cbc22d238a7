import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Variable

from queries.catalogue import parse_question
from queries.errors import BadArgument
from queries.parameters import ANYTHING, all_names, bind_arguments, choices, resolve
from queries.question import Parameter, Wording

ID = "https://w3id.org/zeren/id/"
ZR = "https://w3id.org/zeren/ns#"
WORDS = Wording(zh="词", en="word")
DATA = """
@prefix id: <https://w3id.org/zeren/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix zr: <https://w3id.org/zeren/ns#> .
<https://w3id.org/zeren/id/theme/environment_quality> a zr:Theme ;
    rdfs:label "环境质量"@zh , "Environmental quality"@en .
<https://w3id.org/zeren/id/theme/water_quality> a zr:Theme ; rdfs:label "水"@zh , "Water"@en .
<https://w3id.org/zeren/id/theme/water_engineering> a zr:Theme ; rdfs:label "水利工程质量"@zh .
<https://w3id.org/zeren/id/place/%E4%B8%B4%E6%B1%9F%E5%B8%82> a zr:Jurisdiction ; rdfs:label "临江市"@zh .
<https://w3id.org/zeren/id/policy/1> a zr:Policy ; rdfs:label "临江市水污染防治实施方案"@zh ;
    zr:documentNumber "临政发〔2023〕8号" .
<https://w3id.org/zeren/id/department/a/w> a zr:Department ; rdfs:label "市水利局"@zh ; skos:altLabel "水利局"@zh .
<https://w3id.org/zeren/id/department/b/w> a zr:Department ; rdfs:label "市水利局"@zh ;
    skos:prefLabel "青川市水利局"@zh .
<https://w3id.org/zeren/id/task/1> a zr:Task ; rdfs:label "市水利局"@zh .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(DATA.encode(), format=RdfFormat.TURTLE, to_graph=NamedNode(ID + "graph/reference"))
    return store


def parameter(of: str) -> Parameter:
    return Parameter(name="it", type="iri", label=WORDS, help=WORDS, of=(f"zr:{of}",))


DEPARTMENT_NAME = Parameter(name="it", type="name", label=WORDS, help=WORDS, of=("zr:Department",))


@pytest.mark.parametrize(
    ("of", "typed", "thing"),
    [
        ("Theme", ID + "theme/water_quality", "theme/water_quality"),
        ("Theme", "环境质量", "theme/environment_quality"),
        ("Theme", "Environmental quality", "theme/environment_quality"),
        ("Theme", "environmental QUALITY", "theme/environment_quality"),
        ("Theme", "environment_quality", "theme/environment_quality"),
        ("Theme", "environment", "theme/environment_quality"),
        ("Theme", "水", "theme/water_quality"),
        ("Theme", "水利", "theme/water_engineering"),
        ("Theme", "工程", "theme/water_engineering"),
        ("Jurisdiction", "临江市", "place/%E4%B8%B4%E6%B1%9F%E5%B8%82"),
        ("Jurisdiction", "place/临江市", "place/%E4%B8%B4%E6%B1%9F%E5%B8%82"),
        ("Policy", "临政发〔2023〕8号", "policy/1"),
        ("Policy", "水污染防治", "policy/1"),
        ("Department", "青川市水利局", "department/b/w"),
        ("Department", "水利局", "department/a/w"),
    ],
)
def test_a_thing_is_named_by_iri_label_number_or_a_part(store: Store, of: str, typed: str, thing: str) -> None:
    assert resolve(store, parameter(of), typed) == NamedNode(ID + thing)


@pytest.mark.parametrize(
    ("of", "typed", "message"),
    [
        ("Theme", "环境品质", r"it: '环境品质' is unknown; did you mean 环境质量\?"),
        ("Theme", "zzz", r"it: 'zzz' is unknown$"),
        ("Theme", "环保", r"it: '环保' is unknown$"),
        ("Theme", "w", r"it: 'w' may be several; did you mean 水利工程质量 <\S+water_engineering>, 水 <"),
        ("Department", "市水利局", r"may be several; did you mean 市水利局 <\S+/a/w>, 市水利局 <\S+/b/w>\?"),
        ("Theme", "http://example.org/none", r"http://example.org/none is no zr:Theme"),
        ("Theme", ID + "policy/1", "is no zr:Theme"),
        ("Theme", "http://not an iri>", "is not an IRI"),
    ],
)
def test_what_names_nothing_or_too_much_is_refused_with_what_comes_close(
    store: Store, of: str, typed: str, message: str
) -> None:
    with pytest.raises(BadArgument, match=message):
        resolve(store, parameter(of), typed)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("市水利局", Literal("市水利局", language="zh")),
        ("青川市", Literal("青川市水利局", language="zh")),
        (ID + "department/a/w", NamedNode(ID + "department/a/w")),
    ],
)
def test_a_name_may_belong_to_several_things(store: Store, typed: str, term: Literal | NamedNode) -> None:
    assert resolve(store, DEPARTMENT_NAME, typed) == term


def test_a_name_must_still_be_one_name(store: Store) -> None:
    with pytest.raises(BadArgument, match="may be several; did you mean 市水利局, 水利局, 青川市水利局"):
        resolve(store, DEPARTMENT_NAME, "利局")


QUESTION = parse_question(
    "q.rq",
    """\
#: number = 1
#: title = { zh = "题", en = "t" }
#: question = { zh = "问", en = "q" }
#: [columns.s]
#: type = "iri"
#: label = { zh = "物", en = "thing" }
#: [params.theme]
#: type = "iri"
#: of = ["zr:Theme"]
#: label = { zh = "主题", en = "theme" }
#: help = { zh = "主题。", en = "A theme." }
#: default = "environment"
#: [params.word]
#: type = "text"
#: label = { zh = "词", en = "word" }
#: help = { zh = "任何词。", en = "Any word." }
#: [params.basis]
#: type = "choice"
#: label = { zh = "依据", en = "basis" }
#: help = { zh = "依据。", en = "Basis." }
#: default = "stated"
#: choices.stated = { zh = "写明", en = "stated only" }
#: choices.all = { zh = "全部", en = "with inferred" }
#: [params.place]
#: type = "iri"
#: of = ["zr:Jurisdiction"]
#: label = { zh = "地区", en = "place" }
#: help = { zh = "地区。", en = "A place." }
SELECT ?s ?asked_theme ?asked_word ?asked_basis ?asked_place WHERE { ?s ?p ?o }
""",
)


def bound(store: Store, **arguments: str) -> dict[str, NamedNode | Literal]:
    return {variable.value: term for variable, term in bind_arguments(store, QUESTION, arguments).items()}


def test_what_nobody_gave_is_its_default_or_anything(store: Store) -> None:
    assert bound(store) == {
        "asked_theme": NamedNode(ID + "theme/environment_quality"),
        "asked_word": ANYTHING,
        "asked_basis": Literal("stated"),
        "asked_place": ANYTHING,
    }


def test_an_empty_field_of_a_form_is_not_given(store: Store) -> None:
    assert bound(store, theme="", word=" ", place="") == bound(store)


@pytest.mark.parametrize("word", ["all", "ALL", "全部", "*"])
def test_a_default_is_lifted_by_asking_for_all(store: Store, word: str) -> None:
    assert bound(store, theme=word)["asked_theme"] == ANYTHING


@pytest.mark.parametrize(
    ("typed", "choice"), [("all", "all"), ("全部", "all"), ("with inferred", "all"), ("写明", "stated")]
)
def test_a_choice_goes_by_its_key_or_its_words(store: Store, typed: str, choice: str) -> None:
    assert bound(store, basis=typed)["asked_basis"] == Literal(choice)


def test_a_text_is_bound_as_it_is_whatever_it_says(store: Store) -> None:
    hostile = '" } DROP ALL #'
    assert bound(store, word=hostile)["asked_word"] == Literal(hostile)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"colour": "red"}, "colour: q has no such parameter; it has theme, word, basis, place"),
        ({"basis": "guess"}, "basis: 'guess' is no choice; choose stated, all"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(store: Store, arguments: dict[str, str], message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        bind_arguments(store, QUESTION, arguments)


def test_bound_variables_are_those_the_query_projects(store: Store) -> None:
    assert Variable("asked_theme") in bind_arguments(store, QUESTION, {})


def test_a_form_offers_things_by_label_names_and_choices(store: Store) -> None:
    assert [choice.label for choice in choices(store, parameter("Theme"), "zh")] == ["水", "水利工程质量", "环境质量"]
    assert choices(store, parameter("Theme"), "en")[0] == (ID + "theme/environment_quality", "Environmental quality")
    names = [choice.value for choice in choices(store, DEPARTMENT_NAME, "zh")]
    assert names == ["市水利局", "水利局", "青川市水利局"]
    assert choices(store, QUESTION.parameters[2], "en") == (("stated", "stated only"), ("all", "with inferred"))
    assert choices(store, QUESTION.parameters[1], "en") == ()


def test_names_are_those_of_the_classes_only(store: Store) -> None:
    assert {named.name.value for named in all_names(store, [NamedNode(ZR + "Task")])} == {"市水利局"}

"""What the guard allows, the engine must not read as SERVICE, however the words stand together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from queries.errors import BadQuery
from queries.guard import check

FRAGMENTS = [
    *(
        "SERVICE<http://h/>{}",
        "SERVICE",
        "<http://h/>",
        "{}",
        "{ ?s ?p ?o }",
        "{",
        "}",
        ".",
        ";",
        ",",
        "1",
        "1.",
        "true",
    ),
    *(
        "'x'",
        "'x",
        '"',
        "'''",
        "\\'",
        '\\"',
        "\n",
        " ",
        "#",
        "# c\n",
        ">",
        "<",
        "?x",
        "e:",
        "e:a",
        ":a",
        "[]",
        "(",
        ")",
    ),
    *(
        "FILTER(1<2)",
        "FILTER(?o<",
        "=1)",
        "SILENT",
        "@en",
        "_:b",
        "\\u0027",
        "UNION",
        "MINUS",
        "BIND(1 AS ?q)",
        "-",
        "%27",
    ),
    *("e:\ufeff", "\u00b7", "\u203f", "?\ufdf0"),
    *("<4#>", "<e:a)#>", "<http://h/\\u00e9#a>", "FILTER(1"),
]


def is_well_formed(text: str) -> bool:
    try:
        Store().query(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        return True
    return True


def is_keyword(text: str) -> bool:
    """Whether the engine reads SERVICE as its keyword: another word in its place is not well formed."""
    return is_well_formed(text) and not is_well_formed(text.replace("SERVICE", "SERVICF"))


def is_allowed(text: str) -> bool:
    try:
        check(text)
    except BadQuery:
        return False
    return True


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8).map("".join))
def test_what_the_guard_allows_has_no_keyword_for_the_engine(body: str) -> None:
    text = f"PREFIX : <x:> PREFIX e: <x:> SELECT * WHERE {{ ?s ?p {body} }}"
    assert not (is_allowed(text) and is_keyword(text))


ENDINGS = [
    *(
        "1",
        "1.",
        "1.5",
        "1e5",
        "true",
        ":a.",
        ":a:",
        "e:.",
        "e:a-",
        "_:b.",
        "'x'",
        "'x'@en",
        "'x'^^:i",
        "?x.",
        "?x;",
        "?x,1",
    ),
    *(
        "<x:y>",
        "[]",
        "(1)",
        "{}",
        ":a\\'",
        ":a%41",
        "?x FILTER(1<2)",
        "?x FILTER(?x<1)",
        "?x BIND(1 AS ?y)",
        "?x OPTIONAL{}",
    ),
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_neighbour_hides_the_keyword(ending: str) -> None:
    texts = [
        f"PREFIX : <x:> PREFIX e: <x:> SELECT * WHERE {{ ?s ?p {ending}{before}SERVICE{after}{endpoint}{{}} }}"
        for before in ("", " ", "\n", "#>\n")
        for after in ("", " ", "SILENT", "#x\n")
        for endpoint in ("<http://h/>", "?z", ":a", "e:a", "e:\ufeff", "e:a\u00b7", "?z\u0300")
    ]
    assert [text for text in texts if is_allowed(text) and is_keyword(text)] == []

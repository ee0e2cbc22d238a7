"""Queries that were written to hang, crash or empty an endpoint, or to make it call out, with what must come of each.

``{calls}`` stands for the address of a listener that nothing may reach, ``{file}`` for the address of a file that
nothing may read. `tests/api/test_hostile_queries.py` runs them with short limits, `bench/hostile.py` at full size.
"""

from typing import Final, NamedTuple

REFUSED: Final = frozenset({400, 413})
ENDED: Final = frozenset({503})
ANY: Final = frozenset({200, 400, 503})
"""As large as the release is: answered, or ended."""
ANSWERED: Final = frozenset({200})


class Hostile(NamedTuple):
    """A query with the statuses that are right for it."""

    name: str
    text: str
    right: frozenset[int]


_CROSS: Final = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(4))
_ALL: Final = "?s ?p ?o . ?a ?b ?c . ?d ?e ?f"
_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE"


def _nested(opening: str, depth: int, inner: str = "?s ?p ?o", closing: str = "}") -> str:
    return opening * depth + inner + closing * depth


def _values(rows: int) -> str:
    return " ".join(f"<http://e/{i}>" for i in range(rows))


_DEEP = {
    "groups": f"ASK {{ {_nested('{', 900)} }}",
    "many more groups": f"ASK {{ {_nested('{', 20_000)} }}",
    "OPTIONALs": f"SELECT * {{ {_nested('OPTIONAL { ', 850)} }}",
    "sub-selects": f"SELECT * {{ {_nested('{ SELECT * WHERE ', 850, '{ ?s ?p ?o }')} }}",
    "brackets in a filter": f"ASK {{ FILTER({_nested('(', 5_000, '1', ')')}) }}",
    "negations": f"ASK {{ FILTER({'!' * 20_000}true) }}",
    "MINUSes": f"SELECT * {{ ?a ?b ?c {_nested('MINUS { ?s ?p ?o ', 850)} }}",
    "FILTER NOT EXISTS": f"SELECT * {{ ?a ?b ?c {_nested('FILTER NOT EXISTS { ?s ?p ?o ', 850)} }}",
    "property paths": f"SELECT * {{ ?s {_nested('(', 3_000, '<http://e/p>', ')*')} ?o }}",
    "collections": f"SELECT * {{ {_nested('(', 3_000, '1', ')')} ?p ?o }}",
    "blank nodes": f"SELECT * {{ ?s ?p {_nested('[ ?p ', 3_000, '1', ' ]')} }}",
    "functions": f"SELECT ({_nested('STR(', 3_000, '1', ')')} AS ?x) {{}}",
    "IFs": f"SELECT ({_nested('IF(true, ', 2_000, '1', ', 2)')} AS ?x) {{}}",
    "GRAPHs": f"SELECT * {{ {_nested('GRAPH ?g { ', 850)} }}",
    "unclosed brackets": "SELECT * { " + "{" * 50_000,
    "triple terms": f"SELECT * {{ ?s ?p {_nested('<<( ?s ?p ', 900, '1', ' )>>')} }}",
}
_LONG = {
    "UNIONs": f"SELECT * {{ {{ ?s ?p ?o }} {'UNION { ?s ?p ?o } ' * 3_000} }}",
    "a sum": f"SELECT ({'1+' * 20_000}1 AS ?x) {{}}",
    "alternatives": f"ASK {{ FILTER({'true || ' * 9_000} true) }}",
    "a path": f"SELECT * {{ ?s {'<http://e/p>/' * 6_000}<http://e/p> ?o }}",
    "a text of a megabyte": "SELECT * { ?s ?p '" + "x" * 950_000 + "' }",
    "a comment": "ASK {} #" + "x" * 150_000,
    "VALUES of many": f"SELECT * {{ VALUES ?s {{ {_values(8_000)} }} }}",
    "an IN of many": f"SELECT * {{ ?s ?p ?o FILTER(?s IN ({', '.join(['<e:x>'] * 8_000)})) }}",
    "many variables": f"SELECT {' '.join(f'?v{i}' for i in range(9_000))} {{ ?s ?p ?o }}",
    "many prefixes": "".join(f"PREFIX p{i}: <http://e/{i}> " for i in range(3_000)) + "ASK {}",
}
_ENDLESS = {
    "a cross product": f"{_COUNT} {{ {_CROSS} }}",
    "a cross product of distinct": f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {_ALL} }}",
    "a cross product in order": f"SELECT * {{ {_ALL} }} ORDER BY ?s ?a LIMIT 1",
    "a cross product from afar": f"SELECT * {{ {_ALL} }} OFFSET 999999999999",
    "a cross product that nothing passes": f"SELECT * {{ {_ALL} FILTER(CONCAT(STR(?s), STR(?a)) = 'x') }}",
    "a cross product asked": f"ASK {{ {_ALL} FILTER(STRLEN(CONCAT(STR(?o), STR(?c))) < 0) }}",
    "a cross product constructed": f"CONSTRUCT {{ ?s ?p 1 }} {{ {_ALL} FILTER(STR(?s) = CONCAT(STR(?a), 'x')) }}",
    "a cross product in groups": f"SELECT ?s (COUNT(*) AS ?n) {{ {_ALL} }} GROUP BY ?s",
    "a cross product of groups": f"{_COUNT} {{ {{ SELECT DISTINCT ?s ?a {{ ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }} }} }}",
    "VALUES that multiply": _COUNT
    + " { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(100)))} }}" for i in range(8))
    + " }",
    "UNIONs that multiply": f"{_COUNT} {{ {' '.join(f'{{ {{?s{i} ?p{i} ?o{i}}} UNION {{?o{i} ?p{i} ?s{i}}} }}' for i in range(5))} }}",  # noqa: E501
    "a sum over everything": f"SELECT (SUM(STRLEN(STR(?o)) * STRLEN(STR(?c))) AS ?n) {{ {_ALL} }}",
    "hashes over everything": f"SELECT (COUNT(SHA512(CONCAT(STR(?s), STR(?a), STR(?d)))) AS ?n) {{ {_ALL} }}",
    "GROUP_CONCAT of everything": f"SELECT (GROUP_CONCAT(CONCAT(STR(?s), STR(?a), STR(?d))) AS ?x) {{ {_ALL} }}",
    "distinct GROUP_CONCAT": f"SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?s), STR(?a), STR(?d))) AS ?x) {{ {_ALL} }}",
    "texts that double": f"SELECT (SUM(STRLEN(?x)) AS ?n) {{ {_ALL} BIND(REPLACE(STR(?s), '.', '$0$0$0$0$0$0$0$0') AS ?y) "  # noqa: E501
    "BIND(REPLACE(?y, '.', '$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0') AS ?x) }",
    "regular expressions over everything": f"{_COUNT} {{ {_ALL} FILTER REGEX(CONCAT(STR(?s), STR(?a)), '(.*)x(.*)y(.*)z') }}",  # noqa: E501
    "an optional cross product": f"{_COUNT} {{ ?s ?p ?o OPTIONAL {{ ?a ?b ?c OPTIONAL {{ ?d ?e ?f }} }} }}",
    "a MINUS of cross products": f"{_COUNT} {{ {_ALL} MINUS {{ ?s ?x ?y . ?z ?v ?a . ?d ?u ?t }} }}",
    "random numbers": f"{_COUNT} {{ {_ALL} FILTER(RAND() < 0.5) }}",
}
_COSTLY = {
    "every pair that a path joins": f"{_COUNT} {{ ?s (!<http://e/none>)* ?o }}",
    "a path both ways": f"{_COUNT} {{ ?s (!<http://e/none>|^!<http://e/none>)+ ?o }}",
    "stars in stars": f"{_COUNT} {{ ?s ((!<http://e/a>)*/(!<http://e/b>)*)* ?o }}",
    "a path of everything from everywhere": "SELECT DISTINCT ?s ?o { ?s (!<http://e/a>/!<http://e/b>)* ?o } LIMIT 9999999",  # noqa: E501
    "optional steps": f"{_COUNT} {{ ?s {'/'.join(['(!<http://e/a>)?'] * 12)} ?o }}",
    "NOT EXISTS that nothing uses": f"{_COUNT} {{ ?s ?p ?o FILTER NOT EXISTS {{ ?a ?b ?o FILTER(STR(?a) > STR(?s)) }} }}",  # noqa: E501
    "a join on text": f"{_COUNT} {{ ?s ?p ?o . ?a ?b ?c FILTER(STR(?o) = STR(?a)) }}",
    "DESCRIBE of everything": "DESCRIBE ?s ?o { ?s ?p ?o }",
    "DESCRIBE of what a cross product names": f"DESCRIBE ?s ?a {{ {_ALL} }}",
    "everything": "SELECT * { ?s ?p ?o }",
    "everything in order": "SELECT * { ?s ?p ?o } ORDER BY DESC(STR(?o)) ?s ?p",
    "every graph": "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }",
    "a cross product without end": f"SELECT * {{ {_ALL} }}",
    "a constructed cross product": f"CONSTRUCT {{ ?s ?b ?o . ?a ?p ?c . [] ?p [] }} {{ {_ALL} }}",
    "a regular expression that backtracks elsewhere": "ASK { FILTER REGEX('" + "a" * 20_000 + "!', '^(a+)+$') }",
    "a regular expression of repetitions": "ASK { FILTER REGEX('aaaa', '((((a{1,99}){1,99}){1,99}){1,99})') }",
    "regular expressions that are data": f"{_COUNT} {{ ?s ?p ?o . ?a ?b ?c FILTER REGEX(STR(?o), STR(?c)) }}",
    "a text that doubles": "SELECT (STRLEN(?h) AS ?n) { BIND('xxxxxxxxxxxxxxxx' AS ?a) "
    + " ".join(
        f"BIND(CONCAT(?{x}, ?{x}, ?{x}, ?{x}, ?{x}, ?{x}, ?{x}, ?{x}, ?{x}, ?{x}, ?{x}, ?{x}) AS ?{y})"
        for x, y in zip("abcdefg", "bcdefgh", strict=True)
    )
    + " }",
}
_OUTSIDE = {
    "SERVICE": "SELECT * { SERVICE <{calls}> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * { SERVICE SILENT <{calls}> { ?s ?p ?o } }",
    "SERVICE of a variable": "SELECT * { VALUES ?x { <{calls}> } service ?x { ?s ?p ?o } }",
    "SERVICE without blanks": "SELECT*{FILTER(1<2)SERVICE<{calls}>{?s?p?o}}",
    "SERVICE in EXISTS": "ASK { FILTER EXISTS { SERVICE <{calls}> { ?s ?p ?o } } }",
    "LOAD": "LOAD <{calls}>",
    "LOAD of a file": "LOAD <{file}> INTO GRAPH <http://e/g>",
    "an update after a query": "ASK {} ; LOAD <{calls}>",
    "DROP": "DROP ALL",
    "INSERT": "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
}
_FOREIGN = {
    "FROM an address": "SELECT * FROM <{calls}> { ?s ?p ?o }",
    "FROM a file": "SELECT * FROM <{file}> { ?s ?p ?o }",
    "FROM NAMED an address": "SELECT * FROM NAMED <{calls}> { GRAPH ?g { ?s ?p ?o } }",
    "FROM NAMED a file": "SELECT * FROM NAMED <{file}> { GRAPH ?g { ?s ?p ?o } }",
    "GRAPH of a file": "SELECT * { GRAPH <{file}> { ?s ?p ?o } }",
    "DESCRIBE of a file": "DESCRIBE <{file}> <{calls}>",
    "a function that is an address": "SELECT (<{calls}>(1) AS ?x) {}",
}

HOSTILE: Final = tuple(
    Hostile(f"{kind}: {name}", text, right)
    for kind, queries, right in (
        ("deep", _DEEP, REFUSED),
        ("long", _LONG, REFUSED),
        ("endless", _ENDLESS, ENDED),
        ("costly", _COSTLY, ANY),
        ("outside", _OUTSIDE, REFUSED),
        ("foreign", _FOREIGN, ANSWERED | REFUSED),
    )
    for name, text in queries.items()
)

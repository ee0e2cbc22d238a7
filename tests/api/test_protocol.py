import pytest

from api.protocol import FORM, QUERY, UPDATE, ProtocolError, QueryRequest, UpdateRequest, read_get, read_post

ASK = "ASK { ?s ?p '牵头' }"
ENCODED = "ASK+%7B+%3Fs+%3Fp+%27%E7%89%B5%E5%A4%B4%27+%7D"


@pytest.mark.parametrize(
    "request_read",
    [
        read_get(f"query={ENCODED}"),
        read_post("", FORM, f"query={ENCODED}".encode()),
        read_post("", f"{FORM}; charset=UTF-8", f"query={ENCODED}".encode()),
        read_post("", QUERY, ASK.encode()),
        read_post("", QUERY, b"\xef\xbb\xbf" + ASK.encode()),
        read_post("query=something+else", QUERY, ASK.encode()),
    ],
)
def test_each_form_of_request_carries_the_same_query(request_read: QueryRequest) -> None:
    assert request_read == QueryRequest(ASK)


DATASET = "default-graph-uri=g:1&default-graph-uri=g:2&named-graph-uri=g:3&format=csv"


@pytest.mark.parametrize(
    "request_read",
    [
        read_get(f"query={ENCODED}&{DATASET}"),
        read_post("", FORM, f"query={ENCODED}&{DATASET}".encode()),
        read_post(DATASET, QUERY, ASK.encode()),
    ],
)
def test_each_form_of_request_may_name_the_dataset(request_read: QueryRequest) -> None:
    assert request_read == QueryRequest(ASK, ("g:1", "g:2"), ("g:3",), "csv")


@pytest.mark.parametrize(
    ("content_type", "body", "status", "words"),
    [
        (FORM, b"", 400, "0 queries"),
        (FORM, b"query=", 400, "queries"),
        (FORM, b"query=ASK&query=ASK", 400, "2 queries"),
        (FORM, b"query=ASK&update=CLEAR+ALL", 400, "several requests"),
        (FORM, b"update=CLEAR+ALL&update=CLEAR+ALL", 400, "several requests"),
        (UPDATE, "CLEAR ALL".encode("utf-16"), 400, "not UTF-8"),
        (QUERY, b"   ", 400, "queries"),
        (QUERY, b"\xff", 400, "not UTF-8"),
        ("application/json", b"{}", 415, "application/json"),
        ("text/plain", b"ASK {}", 415, QUERY),
        ("", b"ASK {}", 415, "missing"),
    ],
)
def test_what_the_protocol_does_not_allow_is_refused(content_type: str, body: bytes, status: int, words: str) -> None:
    with pytest.raises(ProtocolError, match=words) as caught:
        read_post("", content_type, body)
    assert caught.value.status == status


def test_an_update_by_get_is_refused() -> None:
    with pytest.raises(ProtocolError, match="send it by POST") as caught:
        read_get("update=CLEAR+ALL")
    assert caught.value.status == 400


USING = "using-graph-uri=g:1&using-graph-uri=g:2&using-named-graph-uri=g:3"


@pytest.mark.parametrize(
    ("request_read", "graphs"),
    [
        (read_post("", FORM, b"update=CLEAR+ALL"), ((), ())),
        (read_post("", UPDATE, b"CLEAR ALL"), ((), ())),
        (read_post("", f"{UPDATE}; charset=utf-8", b"CLEAR ALL"), ((), ())),
        (read_post("", FORM, f"update=CLEAR+ALL&{USING}".encode()), (("g:1", "g:2"), ("g:3",))),
        (read_post(USING, UPDATE, b"CLEAR ALL"), (("g:1", "g:2"), ("g:3",))),
    ],
)
def test_each_form_of_request_carries_the_same_update(
    request_read: QueryRequest | UpdateRequest, graphs: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    assert request_read == UpdateRequest("CLEAR ALL", *graphs)

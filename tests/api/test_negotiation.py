import pytest

from api.negotiation import negotiate

JSON, XML, CSV, HTML = "application/json", "application/xml", "text/csv", "text/html"
OFFERED = (JSON, XML, CSV, HTML)


@pytest.mark.parametrize(
    ("accept", "chosen", "why"),
    [
        (None, JSON, "no header accepts anything: the first on offer"),
        ("", JSON, "so does an empty one"),
        ("*/*", JSON, "anything"),
        ("text/csv", CSV, "the only one named"),
        ("TEXT/CSV", CSV, "media types have no case"),
        ("text/*", CSV, "the first of its kind"),
        ("image/png", None, "not on offer"),
        ("image/png, */*;q=0.1", JSON, "anything rather than nothing"),
        ("text/csv;q=0.5, application/xml;q=0.9", XML, "the higher weight"),
        ("text/csv; q=0.5 , application/xml; q=0.4", CSV, "blanks do not count"),
        ("application/xml, application/json", JSON, "equal weights: the order of the offer"),
        ("application/json;q=0, */*", XML, "refused by name, though anything is accepted"),
        ("*/*;q=0.1, text/*;q=0.2, text/html;q=0.3", HTML, "the most exact range gives the weight"),
        ("text/*;q=0.9, text/csv;q=0.1", HTML, "a kind does not raise what was named with less"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML, "what a browser sends"),
        ("text/csv;charset=utf-8", CSV, "other parameters do not count"),
        ("text/csv;q=much, application/xml;q=0.1", XML, "a weight that is no number is none"),
        ("application/json;q=7", JSON, "a weight above 1 is 1"),
        ("garbage", None, "no media range at all"),
        ("application/json;q=0", None, "everything else is refused by silence"),
    ],
)
def test_the_best_acceptable_type_is_chosen(accept: str | None, chosen: str | None, why: str) -> None:
    assert negotiate(accept, OFFERED) == chosen, why

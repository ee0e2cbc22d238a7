"""The log and the numbers: one line of JSON for a request, known by its route, without what people wrote."""

import json
import logging
import re
import sys
from pathlib import Path

import pytest

from api.app import create_app
from api.journal import JsonLines
from api.metrics import BUCKETS, Metrics
from api.settings import read_settings
from tests.api.in_process import InProcess

SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+]+')


@pytest.fixture
def http(store: Path) -> InProcess:
    return InProcess(create_app(read_settings(store=store)))


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "zeren"]


def test_a_request_is_one_line_with_its_id(http: InProcess, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "zeren"):
        answer = http.get("/questions/leads?theme=保密内容", headers={"X-Request-ID": "abc-1"})
    [line] = lines(caplog)
    assert answer.headers["x-request-id"] == line["id"] == "abc-1"
    assert (line["event"], line["method"], line["route"]) == ("request", "GET", "/questions/{name}")
    assert (line["status"], line["bytes"]) == (answer.status_code, len(answer.content))
    assert "保密" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize("given", ["", "with blank", "x" * 65, "<script>"])
def test_an_id_that_is_none_is_replaced(http: InProcess, given: str) -> None:
    answer = http.get("/health", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


def test_a_failure_says_where_and_not_what(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("市水务局负责的保密内容")
    except ValueError:
        record = logging.LogRecord("zeren", logging.ERROR, "x.py", 1, "failure", (), sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert line["error"] == "ValueError"
    assert line["at"] == [f"{__file__}:{line['at'][0].rpartition(':')[2]}"]
    assert "保密" not in JsonLines().format(record)


def test_the_words_of_other_programs_come_without_what_they_were_filled_with() -> None:
    record = logging.LogRecord("uvicorn", logging.INFO, "x.py", 1, "asked for %s", ("保密内容",), None)
    assert json.loads(JsonLines().format(record))["event"] == "asked for %s"


def test_metrics_are_prometheus_text(http: InProcess) -> None:
    http.get("/health")
    http.get("/nowhere")
    answer = http.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    samples = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(SAMPLE.fullmatch(line) for line in samples)
    assert 'zeren_requests_total{method="GET",route="/health",status="200"} 1' in samples
    assert 'zeren_requests_total{method="GET",route="(no route)",status="404"} 1' in samples
    assert {"zeren_release_ready 1", "zeren_release_documents 1", "zeren_requests_in_progress 1"} <= set(samples)


def test_without_a_release_there_are_numbers_still(tmp_path: Path) -> None:
    text = InProcess(create_app(read_settings(store=tmp_path))).get("/metrics").text
    assert "zeren_release_ready 0\n" in text


def test_a_histogram_counts_up() -> None:
    metrics = Metrics()
    for seconds in (0.001, BUCKETS[0], 0.3, 100):
        metrics.count("GET", 'a"b', 200, seconds)
    text = metrics.as_text({})
    counts = [int(line.rpartition(" ")[2]) for line in text.splitlines() if "_bucket{" in line]
    assert (counts[0], counts[-1]) == (2, 4)
    assert counts == sorted(counts)
    assert 'route="a\\"b"' in text


def test_methods_nobody_knows_are_counted_as_one(http: InProcess) -> None:
    for number in range(3):
        http.request(f"X{number}", "/health")
    text = http.get("/metrics").text
    assert 'method="other"' in text
    assert 'method="X' not in text

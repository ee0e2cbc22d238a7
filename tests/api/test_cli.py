"""The command line as its users meet it: a process with arguments, two streams and an exit code."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args
from urllib.request import urlopen

import pytest

from api.answer_formats import ANSWER_FORMATS
from api.cli import MODULES
from api.commands.answers import AnswerName, ResultName
from api.errors import FINISHED, PROBLEMS, WRONG_USE
from api.listening import listen
from queries.formats import FORMATS

Run = Callable[..., subprocess.CompletedProcess[str]]

FAILURES = [
    ("a missing file", ["extract", "gone.txt"], "gone.txt"),
    ("a missing file, to build", ["build", "gone.txt"], "gone.txt"),
    ("an empty file", ["extract", "empty.txt"], "empty.txt"),
    ("a binary file", ["extract", "binary.txt"], "binary.txt"),
    ("an unknown suffix", ["extract", "plan.xyz"], "plan.xyz"),
    ("a directory without documents", ["build", "folder"], "folder"),
    ("a store that is not there, asked", ["ask", "lead_of_each_target", "--store", "nowhere"], "nowhere"),
    ("a store that is not there, queried", ["sparql", "ASK {}", "--store", "nowhere"], "nowhere"),
    ("a store that is not there, drawn", ["draw", "--store", "nowhere"], "nowhere"),
    ("a store that is not there, served", ["serve", "--store", "nowhere"], "nowhere"),
    ("a bad query", ["sparql", "SELECT WHERE", "--store", "STORE"], "1"),
    ("an update", ["sparql", "CLEAR ALL", "--store", "STORE"], "update"),
    (
        "a query that calls elsewhere",
        ["sparql", "ASK { SERVICE <http://localhost/> {} }", "--store", "STORE"],
        "SERVICE",
    ),
    ("a query file that is not there", ["sparql", "--file", "gone.rq", "--store", "STORE"], "gone.rq"),
    ("no query", ["sparql", "--store", "STORE"], "--file"),
    ("a format that does not fit", ["sparql", "ASK {}", "--format", "turtle", "--store", "STORE"], "turtle"),
    ("an unknown question", ["ask", "weather", "--store", "STORE"], "weather"),
    ("an unknown parameter", ["ask", "lead_of_each_target", "--colour", "red", "--store", "STORE"], "colour"),
    ("a parameter without value", ["ask", "lead_of_each_target", "--theme"], "--theme"),
    ("an unknown theme", ["ask", "lead_of_each_target", "--theme", "weather", "--store", "STORE"], "weather"),
    ("an unknown focus", ["draw", "--focus", "天外局", "--store", "STORE"], "天外局"),
    ("a drawing into no folder", ["draw", "--store", "STORE", "-o", "no/x.html"], "there is no folder no; make it"),
    ("a drawing into a folder", ["draw", "--store", "STORE", "-o", "folder"], "choose another --output"),
    ("a file as the store", ["build", "plan.txt", "--store", "empty.txt"], "empty.txt: is a file"),
    ("an unknown command", ["sing"], "sing"),
    ("an unknown option", ["build", "--loud"], "--loud"),
    ("an impossible setting", ["serve", "--port", "0"], "--port"),
]


@pytest.mark.parametrize(("arguments", "named"), [case[1:] for case in FAILURES], ids=[case[0] for case in FAILURES])
def test_a_failure_is_one_line_that_names_the_thing(
    arguments: list[str], named: str, zeren: Run, store: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "plan.txt").write_text("方案", "utf-8")
    (tmp_path / "plan.xyz").write_text("方案", "utf-8")
    (tmp_path / "folder").mkdir()
    finished = zeren(*(store if word == "STORE" else word for word in arguments), cwd=tmp_path)
    assert finished.returncode in {PROBLEMS, WRONG_USE}
    assert finished.stdout == ""
    assert len(finished.stderr.splitlines()) == 1
    assert named in finished.stderr
    assert "Traceback" not in finished.stderr


def test_one_bad_document_does_not_stop_the_others(zeren: Run, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "good.txt").write_text(plan.read_text("utf-8"), "utf-8")
    (folder / "bad.txt").write_bytes(b"\x00\x01\x02" * 99)
    built = zeren("build", folder, "--store", tmp_path / "store")
    assert built.returncode == PROBLEMS
    assert "bad.txt" in built.stderr
    assert "Traceback" not in built.stderr
    asked = zeren("ask", "lead_of_each_target", "--format", "csv", "--store", tmp_path / "store")
    assert "市生态环境局" in asked.stdout


def test_a_second_build_reads_nothing_again(zeren: Run, plan: Path, tmp_path: Path) -> None:
    zeren("build", plan, "--store", tmp_path / "store")
    again = zeren("build", plan, "--store", tmp_path / "store")
    assert again.returncode == FINISHED
    assert "1 unchanged" in again.stdout


def test_extract_prints_one_record_a_line(zeren: Run, plan: Path) -> None:
    finished = zeren("extract", plan)
    records = [json.loads(line) for line in finished.stdout.splitlines()]
    assert [record["document"]["document_number"] for record in records] == ["临政办发〔2023〕8号"]


def test_questions_are_listed_in_chinese_and_english(zeren: Run) -> None:
    listed = zeren("ask").stdout
    assert "lead_of_each_target" in listed
    assert "牵头" in listed
    assert "Which" in listed
    assert "--theme" in listed


def test_the_headline_question_has_its_answer_and_its_sentence(zeren: Run, store: Path) -> None:
    answer = zeren("ask", "lead_of_each_target", "--theme", "environment", "--evidence", "--store", store).stdout
    assert "市生态环境局" in answer
    assert "城镇污水处理率" in answer
    assert "到2025年城镇污水处理率达到95%以上" in answer


@pytest.mark.parametrize(
    ("query", "form", "beginning"),
    [
        ("SELECT (1 AS ?n) {}", "json", '{"head"'),
        ("SELECT (1 AS ?n) {}", "csv", "n\r\n1\r\n"),
        ("SELECT (1 AS ?n) {}", "tsv", "?n\n1"),
        ("SELECT (1 AS ?n) {}", "xml", "<?xml"),
        ("SELECT ('甲' AS ?n) {}", "table", "n \n甲"),
        ("ASK {}", "json", '{"head":{},"boolean":true}'),
        ("ASK {}", "table", "true"),
        ("CONSTRUCT { <a:a> <a:b> '甲' } {}", "turtle", "<a:a> <a:b>"),
        ("CONSTRUCT { <a:a> <a:b> '甲' } {}", "ntriples", "<a:a> <a:b>"),
        ("CONSTRUCT { <a:a> <a:b> '甲' } {}", "jsonld", "["),
    ],
)
def test_a_query_is_answered_in_each_format(query: str, form: str, beginning: str, zeren: Run, store: Path) -> None:
    finished = zeren("sparql", query, "--format", form, "--store", store)
    assert (finished.returncode, finished.stderr) == (FINISHED, "")
    assert finished.stdout.startswith(beginning) or finished.stdout.split() == beginning.split()


def test_output_is_utf8_whatever_the_locale_says(zeren: Run, store: Path) -> None:
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    assert "市生态环境局" in zeren("ask", "lead_of_each_target", "--store", store, **plain).stdout


def test_a_reader_that_leaves_early_ends_the_command_quietly(plan: Path) -> None:
    command = [sys.executable, "-m", "api.cli", "extract", *[str(plan)] * 3]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.close()
        assert writer.stderr.read() == b""
    assert writer.returncode == FINISHED


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device without room")
@pytest.mark.parametrize("form", ["csv", "table"])
def test_an_output_without_room_is_one_line(form: str, store: Path) -> None:
    command = [sys.executable, "-m", "api.cli", "ask", "1", "--store", str(store), "--format", form]
    with Path("/dev/full").open("wb") as full:
        finished = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert finished.returncode == WRONG_USE
    assert finished.stderr.decode() == "zeren: standard output: no space left on device; send it elsewhere\n"


def test_two_texts_of_one_policy_are_a_problem_on_every_build(zeren: Run, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(plan.read_text("utf-8"), "utf-8")
    (folder / "b.txt").write_text(plan.read_text("utf-8") + "另有一句。\n", "utf-8")
    first, again = (zeren("build", folder, "--store", tmp_path / "store") for _ in range(2))
    assert (first.returncode, again.returncode) == (PROBLEMS, PROBLEMS)
    assert first.stderr == again.stderr
    assert f"{folder / 'a.txt'}: the same policy as {folder / 'b.txt'}, which is kept" in first.stderr
    assert "the texts differ; leave one out" in first.stderr


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.mark.parametrize("command", MODULES)
def test_each_command_explains_itself_with_an_example(command: str, zeren: Run) -> None:
    finished = zeren(command, "--help")
    assert finished.returncode == FINISHED
    assert f"zeren {command}" in finished.stdout
    assert "Example" in finished.stdout


def test_without_a_command_all_are_listed(zeren: Run) -> None:
    finished = zeren()
    assert finished.returncode == FINISHED
    assert all(command in finished.stdout for command in MODULES)


def test_formats_are_those_that_answers_can_be_written_in() -> None:
    assert get_args(AnswerName) == ("table", *(form.name for form in ANSWER_FORMATS))
    assert get_args(ResultName) == ("table", *(form.name for form in FORMATS))


@pytest.mark.parametrize(
    ("form", "beginning"), [("csv", b"\xef\xbb\xbf"), ("json", b"["), ("md", b"| "), ("xlsx", b"PK")]
)
def test_an_answer_is_written_into_a_file(form: str, beginning: bytes, zeren: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / f"answer.{form}"
    finished = zeren("ask", "lead_of_each_target", "--format", form, "--output", file, "--store", store)
    assert (finished.returncode, finished.stdout, finished.stderr) == (FINISHED, "", "")
    assert file.read_bytes().startswith(beginning)


def test_rdf_of_ones_own_is_loaded_beside_the_documents(zeren: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text("<http://e/a> <http://e/b> '自有数据' .", "utf-8")
    assert zeren("load", file, "--graph", "http://e/g", "--store", tmp_path / "store").returncode == FINISHED
    query = "SELECT ?o { GRAPH <http://e/g> { ?s ?p ?o } }"
    assert "自有数据" in zeren("sparql", query, "--store", tmp_path / "store").stdout


def test_a_drawing_is_one_file(zeren: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    finished = zeren("draw", "--focus", "市水利局", "--output", file, "--store", store)
    assert finished.returncode == FINISHED
    assert "市水利局" in file.read_text("utf-8")


def test_the_demo_answers_from_the_examples(zeren: Run, tmp_path: Path) -> None:
    finished = zeren("demo", "--no-serve", cwd=tmp_path)
    assert (finished.returncode, finished.stderr) == (FINISHED, "")
    assert "5 examples" in finished.stdout
    assert "每个环境质量指标由哪个部门牵头" in finished.stdout
    assert "牵头单位" in finished.stdout
    assert list(tmp_path.iterdir()) == []


@contextmanager
def served(*arguments: str) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """A running ``zeren`` that serves, with the address it says; killed if the test leaves it running."""
    command = [sys.executable, "-m", "api.cli", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as server:
        try:
            assert server.stdout is not None
            address = next(word for line in server.stdout for word in line.decode().split() if word.startswith("http"))
            yield server, address
        finally:
            server.kill()


def interrupt(server: "subprocess.Popen[bytes]", address: str) -> str:
    """What a server says on its error stream when it is interrupted while it serves."""
    with urlopen(f"{address}health", timeout=60) as answer:  # only then does it listen to signals
        assert answer.status == 200
    server.send_signal(signal.SIGINT)
    _, errors = server.communicate(timeout=60)
    return errors.decode()


def test_a_server_ends_quietly_when_interrupted(store: Path) -> None:
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    with served("serve", "--store", str(store), "--port", str(port)) as (server, address):
        assert address == f"http://127.0.0.1:{port}/"
        assert "Traceback" not in interrupt(server, address)
        assert server.returncode == FINISHED


def test_the_demo_takes_the_next_port_when_the_first_is_taken_and_says_so() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with served("demo", "--port", str(port)) as (server, address):
            assert address != f"http://127.0.0.1:{port}/"
            assert f"port {port} is taken" in interrupt(server, address)
            assert server.returncode == FINISHED


def test_the_version_is_printed(zeren: Run) -> None:
    assert zeren("--version").stdout.startswith("zeren ")

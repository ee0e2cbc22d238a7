"""``zeren export`` and ``/export`` as they are used: what comes out, and what is said when nothing can."""

import csv
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import httpx
import networkx as nx
import pytest
from docx import Document
from openpyxl import load_workbook
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from api.cli import run
from api.exports import EXPORTS, ExportFormat
from graph.release import current_release
from tests.api.conftest import Run

POLICY = "临江市水污染防治实施方案"
RDF = {form.name: form for form in EXPORTS if form.name in {"nquads", "trig", "turtle", "jsonld", "rdfxml"}}
PARSED = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "turtle": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def release(store: Path) -> str:
    return current_release(store).id


def test_the_table_of_responsibilities_is_a_workbook_named_after_policy_and_release(
    zeren: Run, store: Path, release: str, tmp_path: Path
) -> None:
    finished = zeren("export", "responsibility-table", "水污染", "--store", store, cwd=tmp_path)
    name = f"{POLICY}责任分解表-{release}.xlsx"
    assert (finished.returncode, finished.stdout) == (0, "")
    assert finished.stderr == f"{name}: release {release}\n"
    rows = list(load_workbook(tmp_path / name)["责任分解表"].values)
    assert [row[0] for row in rows[:2]] == [f"{POLICY}责任分解表", f"依据《{POLICY}》(临政办发〔2023〕8号)整理"]
    assert rows[2] == (
        *("序号", "重点任务", "具体措施", "目标值", "完成时限", "牵头单位", "责任单位", "配合单位", "依据条款", "原文"),
    )
    assert rows[3][:9] == (
        *(1, "一、主要任务", "治理污水。到2025年城镇污水处理率达到95%以上。", "城镇污水处理率≥95%", 2025),
        *("市生态环境局", "市水利局", None, "一/(一)"),
    )


def test_by_its_ending_it_is_a_word_file_and_by_the_option_its_headings_are_english(
    zeren: Run, store: Path, tmp_path: Path
) -> None:
    output = tmp_path / "t.docx"
    finished = zeren("export", "responsibility-table", POLICY, "-o", output, "--language", "en", "--store", store)
    assert finished.returncode == 0, finished.stderr
    headings, first, *_ = ([cell.text for cell in row.cells] for row in Document(str(output)).tables[0].rows)
    assert headings[:3] == ["No.", "Priority", "Measure"]
    assert first[3:6] == ["城镇污水处理率 ≥ 95 %", "2025", "市生态环境局"]


@pytest.mark.parametrize("policy", [(), (POLICY,)], ids=["all", "one"])
@pytest.mark.parametrize("name", RDF)
def test_rdf_goes_to_standard_output_and_names_its_release(
    store: Path, release: str, name: str, policy: tuple[str, ...], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["export", name, *policy, "--store", str(store)]) == 0
    loaded = Store()
    loaded.load(capfdbinary.readouterr().out, PARSED[name])
    ask = f'ASK {{ ?release <http://www.w3.org/2002/07/owl#versionInfo> "{release}" }}'
    assert loaded.query(ask, use_default_graph_as_union=True)
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    assert list(loaded.quads_for_pattern(None, label, Literal(POLICY, language="zh")))


def test_networks_are_read_back(store: Path, release: str, tmp_path: Path) -> None:
    for name in ("graphml", "gexf"):
        assert run(["export", name, "-o", str(tmp_path / f"n.{name}"), "--store", str(store)]) == 0
    graphml = nx.read_graphml(tmp_path / "n.graphml", force_multigraph=True)
    gexf = nx.read_gexf(tmp_path / "n.gexf")
    assert set(graphml) == set(gexf)
    assert graphml.graph["release"] == release
    assert {data["deadline_year"] for _, data in graphml.nodes(data=True) if "deadline" in data} == {2025}
    assert {data["role"] for _, _, data in gexf.edges(data=True)} >= {"lead", "responsible"}


def test_tables_are_a_folder_or_an_archive_of_the_same_files(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "csv", "-o", str(tmp_path / "tables"), "--store", str(store)]) == 0
    assert run(["export", "csv", "-o", str(tmp_path / "tables.zip"), "--store", str(store)]) == 0
    with ZipFile(tmp_path / "tables.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}
    rows = list(csv.DictReader(packed["policies.csv"].decode("utf-8-sig").splitlines()))
    assert [row["发文字号"] for row in rows] == ["临政办发〔2023〕8号"]
    capfd.readouterr()
    assert run(["export", "csv", "-o", str(tmp_path / "tables"), "--store", str(store)]) == 2
    assert "holds something already" in capfd.readouterr().err


EVERY_FORM = """
import sys
from api.cli import run
from api.exports import EXPORTS
for form in EXPORTS:
    if run(["export", form.name, sys.argv[2], "-o", f"{form.name}.{form.ending}", "--store", sys.argv[1]]):
        sys.exit(form.name)
"""


def test_two_exports_of_a_release_are_equal_to_the_byte(store: Path, repository: Path, tmp_path: Path) -> None:
    folders = tmp_path / "first", tmp_path / "second"
    for seed, folder in enumerate(folders, start=1):
        folder.mkdir()
        # sets come in another order in each process
        environment = {**os.environ, "PYTHONPATH": str(repository), "PYTHONHASHSEED": str(seed)}
        command = [sys.executable, "-c", EVERY_FORM, str(store), POLICY]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert {name for name in first if first[name] != second.get(name)} == set()
    assert len(first) == len(EXPORTS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("responsibility-table",), "name the policy"),
        (("responsibility-table", POLICY, "-o", "t.pdf"), ".pdf: responsibility-table is written as .xlsx or .docx"),
        (("turtle", "无此文件"), "'无此文件' is unknown"),
        (("turtle", "-o", "none/t.ttl"), "there is no folder none"),
        (("pdf",), "'pdf' is not one of"),
    ],
)
def test_wrong_use_is_named_and_makes_no_file(
    store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["export", *arguments, "--store", str(store)]) == 2
    assert message in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", EXPORTS, ids=lambda form: f"{form.name}.{form.ending}")
def test_every_form_can_be_downloaded(client: httpx.Client, release: str, form: ExportFormat) -> None:
    name, ending = form.name, form.ending
    answer = client.get(
        f"/export/{name}",
        params={"policy": POLICY, "ending": ending},
        headers={"Accept-Encoding": "identity"},
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == form.media_type
    saved = unquote(answer.headers["content-disposition"].split("filename*=UTF-8''")[1])
    assert saved.startswith(POLICY)
    assert saved.endswith(f"-{release}.{ending}")
    assert int(answer.headers["content-length"]) == len(answer.content) > 0


def test_a_download_holds_what_the_command_writes(
    client: httpx.Client, zeren: Run, store: Path, tmp_path: Path
) -> None:
    output = tmp_path / "t.xlsx"
    zeren("export", "responsibility-table", POLICY, "-o", output, "--store", store)
    assert client.get("/export/responsibility-table", params={"policy": POLICY}).content == output.read_bytes()
    assert json.loads(client.get("/export/jsonld").content)["@context"]["zr"]
    assert ZipFile(BytesIO(client.get("/export/csv").content)).testzip() is None


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/pdf", 400),
        ("/export/responsibility-table", 400),
        ("/export/responsibility-table?policy=无此文件", 400),
        (f"/export/responsibility-table?policy={POLICY}&ending=pdf", 400),
    ],
)
def test_what_cannot_be_downloaded_is_named(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path, headers={"Accept": "application/json"})
    assert (answer.status_code, "detail" in answer.json()) == (status, True)

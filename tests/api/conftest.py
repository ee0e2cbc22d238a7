"""An invented plan, a store built from it, and the command as a process."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from shutil import copytree

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from api.app import create_app
from api.listening import address_of, listen
from api.roles import Role
from api.settings import read_settings
from api.tokens import create_token
from graph.build import build
from tests.api.watched_browser import watched

ROOT = Path(__file__).parents[2]

PLAN = """临江市人民政府办公室关于印发临江市水污染防治实施方案的通知
临政办发〔2023〕8号

各县(市、区)人民政府,市各有关部门:
现将《临江市水污染防治实施方案》印发给你们,请认真贯彻执行。
临江市人民政府办公室
2023年6月12日

临江市水污染防治实施方案

为贯彻落实《中华人民共和国水污染防治法》,结合我市实际,制定本方案。
一、主要任务
(一)治理污水。到2025年城镇污水处理率达到95%以上。(牵头单位:市生态环境局;责任单位:市水利局)
(二)整治河道。完成十条河道清淤。(责任单位:市水利局、各县(市、区)政府)
二、保障措施
(一)加强领导。成立市水污染防治工作领导小组,领导小组办公室设在市生态环境局。
"""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def zeren() -> Run:
    """Run ``zeren`` as a process of its own; keyword arguments go into its environment."""

    def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "api.cli", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            cwd=cwd or ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                **environment,
            },
        )

    return run


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A readable document."""
    file = tmp_path_factory.mktemp("documents") / "临江市水污染防治实施方案.txt"
    file.write_text(PLAN, "utf-8")
    return file


@pytest.fixture(scope="session")
def store(zeren: Run, plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from the document; read only."""
    directory = tmp_path_factory.mktemp("store") / "zeren-data"
    finished = zeren("build", plan, "--store", directory)
    assert finished.returncode == 0, finished.stderr
    return directory


Serving = Callable[..., AbstractContextManager[str]]


@contextmanager
def serve(store: Path, root_path: str = "", **settings: object) -> Iterator[str]:
    """A real server over the store, on a loopback port; ``root_path`` as behind a proxy that takes it away."""
    with listen("127.0.0.1", 0) as listening:
        app = create_app(read_settings(store=store, root_path=root_path, **settings))
        config = uvicorn.Config(app, log_level="critical", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield address_of(listening)
        server.should_exit = True
        thread.join(timeout=30)
        assert not thread.is_alive()


@pytest.fixture(scope="session")
def serving() -> Serving:
    """How to have a server over a store."""
    return serve


@pytest.fixture(scope="session")
def address(store: Path) -> Iterator[str]:
    """A real server over the invented plan."""
    with serve(store) as served:
        yield served


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the examples; read only."""
    directory = tmp_path_factory.mktemp("examples")
    build([*(ROOT / "examples").glob("*.txt"), *(ROOT / "examples").glob("*.html")], directory)
    return directory


@pytest.fixture(scope="session")
def contributor(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A file of tokens, and the token in it of somebody who may add documents."""
    tokens = tmp_path_factory.mktemp("tokens") / "tokens.json"
    return tokens, create_token(tokens, "li", Role.CONTRIBUTOR)


@pytest.fixture(scope="session")
def examples_address(examples_store: Path, contributor: tuple[Path, str]) -> Iterator[str]:
    """A server over the examples, where the contributor may sign in; what changes nothing may share it."""
    with serve(examples_store, tokens=contributor[0]) as served:
        yield served.rstrip("/")


@pytest.fixture(scope="session")
def corpus_store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the corpus, which stands beside the checkout or nowhere; read only."""
    directory = tmp_path_factory.mktemp("corpus")
    build(sorted((shared / "corpus").iterdir()), directory)
    return directory


@pytest.fixture(scope="session")
def corpus_address(corpus_store: Path) -> Iterator[str]:
    """A server over the corpus; what changes nothing may share it."""
    with serve(corpus_store) as served:
        yield served.rstrip("/")


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """A program that talks to the server."""
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def own_store(examples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the store over the examples, which the tests of a module may change."""
    return copytree(examples_store, tmp_path_factory.mktemp("own") / "store")


@pytest.fixture(scope="module")
def own_token(own_store: Path) -> str:
    """A contributor's token for that store."""
    return create_token(own_store / "tokens.json", "li", Role.CONTRIBUTOR)


@pytest.fixture(scope="module")
def own_address(own_store: Path, own_token: str, serving: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """Where that store is served."""
    assert own_token
    with serving(own_store) as served:
        yield served.rstrip("/")


@pytest.fixture
def complaints() -> list[str]:
    """What the browser asked other machines for, and what its console complained about."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page of a browser that reaches nothing but zeren."""
    with watched(browser, complaints) as opened:
        yield opened

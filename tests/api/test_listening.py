import pytest

from api.listening import CannotListen, address_of, listen, listen_nearby

LOCAL = "127.0.0.1"


def test_a_free_port_is_listened_on() -> None:
    with listen(LOCAL, 0) as listening:
        port = listening.getsockname()[1]
        assert address_of(listening) == f"http://127.0.0.1:{port}/"


def test_a_taken_port_is_named_with_what_to_do() -> None:
    with listen(LOCAL, 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen, match=rf"^127\.0\.0\.1:{port}: .*--port"):
            listen(LOCAL, port)


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(CannotListen, match=r"no-such-host\.invalid"):
        listen("no-such-host.invalid", 8000)


def test_a_later_port_is_taken_when_the_first_is_not_free() -> None:
    with listen(LOCAL, 0) as taken:
        port = taken.getsockname()[1]
        with listen_nearby(LOCAL, port) as found:
            assert port < found.getsockname()[1] < port + 50


def test_when_no_port_nearby_is_free_that_is_said() -> None:
    with listen(LOCAL, 0) as taken, pytest.raises(CannotListen, match="--port"):
        listen_nearby(LOCAL, taken.getsockname()[1], attempts=1)

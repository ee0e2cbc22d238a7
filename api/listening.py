"""The socket a server listens on: taken before anything is promised, so that no other program can take it between."""

import socket

from loaders.errors import UsageError


class CannotListen(UsageError):
    """The address or port cannot be listened on; says why, and which option changes it."""


def listen(host: str, port: int) -> socket.socket:
    """A socket listening on the address. Raises CannotListen."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family)
        # connections inherit it; without it the end of each short answer waits 40 ms for an acknowledgement
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CannotListen(f"{host}:{port}: {reason}; choose another with --host and --port") from error


def listen_nearby(host: str, port: int, attempts: int = 50) -> socket.socket:
    """A socket listening on the port, or on the next free one after it. Raises CannotListen when all are taken."""
    for candidate in range(port, min(port + attempts, 65536) - 1):
        try:
            return listen(host, candidate)
        except CannotListen:
            continue
    return listen(host, min(port + attempts, 65536) - 1)


def address_of(listening: socket.socket) -> str:
    """The address to open in a browser: ``http://127.0.0.1:8000/``."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

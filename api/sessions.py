"""Sessions of browsers: a cookie stands for a token that was given once, until its time or the process ends.

Each has a second secret that forms repeat (CSRF): another site can make a browser send the cookie, but not that.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

COOKIE = "zeren_session"
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that has said who it is: its key, the digest of its token, what its forms repeat, when it ends."""

    key: str
    digest: str
    csrf: str
    ends: float


class Sessions:
    """The sessions of one process; ``clock`` gives seconds that only grow."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self.seconds = seconds
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._changing = Lock()

    def begin(self, digest: str) -> Session:
        """A new session of the token with this digest; the oldest one goes when there are too many."""
        session = Session(secrets.token_urlsafe(32), digest, secrets.token_urlsafe(32), self._clock() + self.seconds)
        with self._changing:
            now = self._clock()
            self._sessions = {key: one for key, one in self._sessions.items() if one.ends > now}
            while len(self._sessions) >= MOST:
                del self._sessions[next(iter(self._sessions))]
            self._sessions[session.key] = session
        return session

    def find(self, key: str) -> Session | None:
        """The session of a cookie, unless its time is over."""
        session = self._sessions.get(key)
        return session if session is not None and session.ends > self._clock() else None

    def end(self, key: str) -> None:
        """Forget a session."""
        with self._changing:
            self._sessions.pop(key, None)

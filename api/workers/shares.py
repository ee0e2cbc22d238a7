"""How much of the workers' time each client has had lately."""

import time
from collections.abc import Callable
from typing import Final

HALF_LIFE: Final = 30.0
"""Seconds after which time that was used counts half."""
FORGOTTEN: Final = 0.01


class Shares:
    """Seconds used by each client, fading."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._used: dict[str, float] = {}
        self._at = clock()

    def add(self, client: str, seconds: float) -> None:
        """A client has used so much more."""
        self._fade()
        self._used[client] = self._used.get(client, 0.0) + seconds

    def of(self, client: str) -> float:
        """The client's part of all that was used: 0 to 1."""
        total = sum(self._used.values())
        return self._used.get(client, 0.0) / total if total else 0.0

    def _fade(self) -> None:
        now = self._clock()
        if now - self._at < 1:
            return
        left = 0.5 ** ((now - self._at) / HALF_LIFE)
        self._used = {client: used * left for client, used in self._used.items() if used * left > FORGOTTEN}
        self._at = now

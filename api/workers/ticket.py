"""A call on its way through the pool."""

import asyncio
from dataclasses import dataclass

from api.workers.breeding import Worker


@dataclass(eq=False, slots=True)
class Ticket:
    """A call that waits or runs."""

    client: str
    quick: bool
    since: float
    place: asyncio.Future[None]
    task: asyncio.Task[object] | None = None
    worker: Worker | None = None
    of_strangers: bool = False
    """Whether somebody wrote it who may write anything; pages ask what zeren knows."""
    known_slow: bool = False
    """Whether its like took long before."""
    slow: bool = False
    """Whether it has run for long."""
    pushed_out: bool = False

    def step_back(self) -> None:
        """Let others go first on the processor, if the call runs."""
        if self.worker:
            self.worker.step_back()

    def step_aside(self, seconds: float) -> None:
        """Go on only where no other would run, once the call has had half of so many seconds of the processor.

        Where many want that, a cheap call lasts, too: it is looked at again after that time.
        """
        if self.worker and self.worker.used < seconds / 2:
            asyncio.get_running_loop().call_later(seconds, self.step_aside, seconds)
        elif self.worker:
            self.worker.step_aside()

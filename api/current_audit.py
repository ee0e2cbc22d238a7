"""The audit of the current release, for pages: worked out once for each release, and remembered.

A worker audits. At a million statements that takes seconds, which pass before a release in memory is served. Where it
is served on disk first, pages show the audit of the release before until its own is done. What was judged since is
shown at once: it is on the disk already, in a release to come.
"""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from threading import Lock, Thread
from typing import Final

from api.audits import Audit
from api.engine import Engine
from graph.judgements import Judged
from graph.release import Release
from queries.audit.review import Review, Reviewed

PATIENCE: Final = 3.0
"""Seconds that the page of findings waits for a new release's audit."""
GLANCE: Final = 0.2
"""Seconds that pages wait which only mention findings."""


class CurrentAudit:
    """Remembers one audit. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: Audit | None = None
        self._coming: tuple[str, Future[Audit]] | None = None
        self._said: dict[str, tuple[int, Judged]] = {}

    def get(self, engine: Engine, patience: float = PATIENCE) -> Audit | None:
        """The audit of the current release; of the one before, or None, when it takes longer than ``patience``.

        Raises what ``Engine.audit`` raises; the next call then tries again.
        """
        release = engine.release()
        with self._lock:
            coming = self._begin(engine, release)
        if coming is not None:
            self._wait(coming, patience)
        with self._lock:
            return self._known and self._with_judgements(self._known)

    def say(self, judged: Judged, release: Release) -> None:
        """Show from now what was judged of a finding, which ``release`` holds."""
        with self._lock:
            self._said[judged.finding] = (release.number, judged)

    def _begin(self, engine: Engine, release: Release) -> "Future[Audit] | None":
        """The audit that is being worked out, which is begun if it must be; None when it is known."""
        if self._known is not None and self._known.release.id == release.id:
            return None
        if self._coming is None or self._coming[0] != release.id:
            self._coming = (release.id, Future())
            # a thread of its own: whoever asked may leave, and the audit is wanted all the same
            Thread(target=_work_out, args=(engine, self._coming[1]), daemon=True).start()
        return self._coming[1]

    def _wait(self, coming: "Future[Audit]", patience: float) -> None:
        try:
            found = coming.result(patience)
        except TimeoutError:
            return
        except BaseException:
            with self._lock:
                if self._coming is not None and self._coming[1] is coming:
                    self._coming = None
            raise
        with self._lock:
            if self._known is None or found.release.number >= self._known.release.number:
                self._known = found
            self._said = {key: said for key, said in self._said.items() if said[0] > self._known.release.number}

    def _with_judgements(self, audit: Audit) -> Audit:
        """The audit with what was said after it was made."""
        if not self._said:
            return audit
        return replace(audit, review=_told(audit.review, self._said))


def _told(review: Review, said: Mapping[str, tuple[int, Judged]]) -> Review:
    return Review(
        tuple(
            Reviewed(one.finding, said[one.finding.id][1]) if one.finding.id in said else one for one in review.findings
        ),
        review.gone,
    )


def _work_out(engine: Engine, coming: "Future[Audit]") -> None:
    try:
        coming.set_result(engine.audit())
    except BaseException as error:  # it is raised where the audit is asked for
        coming.set_exception(error)

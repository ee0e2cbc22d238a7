"""Numbers for a monitor, in the text format of Prometheus (version 0.0.4)."""

import resource
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """What one process counts. Safe to share between threads."""

    def __init__(self) -> None:
        self.started = time.time()
        self._counting = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._buckets: Counter[tuple[str, int]] = Counter()
        self._running = 0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer; ``route`` is the path as it was declared. Methods nobody knows are counted as one."""
        with self._counting:
            self._requests[method if method in METHODS else "other", route, status] += 1
            self._seconds[route] += seconds  # type: ignore[assignment] # a Counter holds fractions, too
            self._buckets[route, bisect_left(BUCKETS, seconds)] += 1

    @contextmanager
    def in_progress(self) -> Iterator[None]:
        """Count a request as running."""
        with self._counting:
            self._running += 1
        try:
            yield
        finally:
            with self._counting:
                self._running -= 1

    def as_text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """All numbers; ``gauges`` are more of them, by name, each with what it says."""
        with self._counting:
            lines = [*self._counters(), *self._histogram()]
            own = {"zeren_requests_in_progress": ("Requests being answered.", float(self._running))}
        for name, (text, value) in (own | _process(self.started) | dict(gauges)).items():
            lines += [f"# HELP {name} {text}", f"# TYPE {name} gauge", f"{name} {_number(value)}"]
        return "\n".join(lines) + "\n"

    def _counters(self) -> Iterator[str]:
        yield "# HELP zeren_requests_total Requests answered."
        yield "# TYPE zeren_requests_total counter"
        for (method, route, status), number in sorted(self._requests.items()):
            yield f'zeren_requests_total{{method="{method}",route="{_label(route)}",status="{status}"}} {number}'

    def _histogram(self) -> Iterator[str]:
        yield "# HELP zeren_request_seconds Time to answer."
        yield "# TYPE zeren_request_seconds histogram"
        for route, seconds in sorted(self._seconds.items()):
            label, so_far = _label(route), 0
            for place, bound in enumerate((*map(_number, BUCKETS), "+Inf")):
                so_far += self._buckets[route, place]
                yield f'zeren_request_seconds_bucket{{route="{label}",le="{bound}"}} {so_far}'
            yield f'zeren_request_seconds_sum{{route="{label}"}} {_number(seconds)}'
            yield f'zeren_request_seconds_count{{route="{label}"}} {so_far}'


def _process(started: float) -> dict[str, tuple[str, float]]:
    """Memory, open files and start of this process, where the system tells them."""
    found = {"process_start_time_seconds": ("Start of the process.", started)}
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        found["process_resident_memory_bytes"] = ("Memory held.", float(pages * resource.getpagesize()))
        found["process_open_fds"] = ("Open files.", float(sum(1 for _ in Path("/proc/self/fd").iterdir())))
    except OSError:
        return found
    return found


def _label(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _number(value: float) -> str:
    return f"{value:.10g}"

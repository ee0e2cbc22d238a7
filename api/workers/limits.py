"""What queries may cost, and how many may run and wait."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of a pool of workers; docs/settings.md explains each under its setting's name."""

    workers: int
    slow_workers: int
    seconds: float
    slow_after: float
    memory: int
    """Bytes that one worker may use beyond what it shares."""
    release_memory: int
    """Bytes that a release may take in memory; a larger one is read on disk."""
    waiting: int
    waiting_seconds: float
    client_queries: int
    client_share: float

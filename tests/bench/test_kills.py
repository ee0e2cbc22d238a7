"""Five kills at random moments: nothing acknowledged is lost, nothing is there by half, the service comes back."""

from pathlib import Path

from bench.kills import kill_often


def test_after_each_kill_everything_acknowledged_is_whole(tmp_path: Path) -> None:
    tally = kill_often(5, seed=5, folder=tmp_path, documents=4, ready_seconds=120)
    assert tally.faults == []
    assert tally.kills.total() == 5

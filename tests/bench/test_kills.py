"""Five kills at random moments: nothing acknowledged is lost, nothing is there by half, the service is back at once."""

from pathlib import Path

from bench.kills import READY_SECONDS, kill_often


def test_after_each_kill_everything_acknowledged_is_whole(tmp_path: Path) -> None:
    tally = kill_often(5, seed=5, folder=tmp_path, documents=4)
    assert tally.faults == []
    assert tally.kills.total() == 5
    assert tally.slowest < READY_SECONDS

"""The memory held at most grows with what is held, and counts megabytes."""

from bench.memory import peak_megabytes


def test_what_is_held_is_counted() -> None:
    before = peak_megabytes()
    held = bytearray(int(before * 1e6) + 50_000_000)
    held[::4096] = b"x" * len(held[::4096])
    assert 10 < before < peak_megabytes() - 40

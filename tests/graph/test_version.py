import re

from graph.version import mapping_version


def test_the_version_is_a_short_digest_that_stays() -> None:
    assert re.fullmatch("[0-9a-f]{16}", mapping_version())
    assert mapping_version() == mapping_version()

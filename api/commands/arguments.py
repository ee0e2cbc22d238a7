"""The options of a stored question, which only the question knows: ``--theme environment`` → ``{"theme": ...}``."""

from collections.abc import Sequence

from loaders.errors import UsageError


def parse_arguments(words: Sequence[str]) -> dict[str, str]:
    """The values by parameter name, from ``--NAME VALUE`` and ``--NAME=VALUE``; the last of several counts.

    A dash in a name stands for the underscore of a parameter. Raises UsageError for a word that is neither.
    """
    arguments: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise UsageError(f"{word}: not an option; give a question's parameters as --NAME VALUE")
        if not equals:
            value = next(rest, "")
            if not value or value.startswith("--"):
                raise UsageError(f"--{name}: a value must follow it; write --{name} VALUE")
        arguments[name.replace("-", "_")] = value
    return arguments

"""The user's own table of aliases, from its file."""

from pathlib import Path
from typing import Final

from graph.errors import UnusableAliases
from ontology.aliases import Alias, InvalidAlias, parse_aliases

FILE_NAME: Final = "aliases.tsv"
"""What the table is called in a store's folder."""


def load_aliases(chosen: Path | None, directory: Path) -> tuple[Alias, ...]:
    """The aliases of the chosen file, else of ``aliases.tsv`` in the store's folder, else none.

    Raises UnusableAliases, which names the file and the line.
    """
    path = chosen or directory / FILE_NAME
    if chosen is None and not path.is_file():
        return ()
    try:
        return parse_aliases(path.read_text(encoding="utf-8"), "user")
    except InvalidAlias as error:
        raise UnusableAliases(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise UnusableAliases(path, "is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise UnusableAliases(path, f"cannot be read ({error.strerror})") from error

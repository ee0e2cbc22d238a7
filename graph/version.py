"""The version of everything in graph and ontology that shapes what a record becomes."""

from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable

_SHAPING = (".py", ".ttl", ".tsv", ".toml")


@cache
def mapping_version() -> str:
    """A digest of the code and the vocabularies: a document built with another version is built again."""
    digest = sha256()
    for package in ("graph", "ontology"):
        for name, content in sorted(_files(resources.files(package), package)):
            digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()[:16]


def _files(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, path)
        elif entry.name.endswith(_SHAPING):
            found.append((path, entry.read_bytes()))
    return found

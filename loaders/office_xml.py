"""The parts of an Office file (ECMA-376): XML members of a zip file, read without entities, network or links.

Relationships are followed inside the file only: a target that is marked as external is never looked at.
"""

import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from loaders.archive import Archive, open_archive
from loaders.errors import UnreadableFile
from loaders.limits import USUAL, Limits

_STRICT: Final = (  # ISO 29500 Strict calls the same elements by other names
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def open_office_file(data: bytes, path: Path | str, limits: Limits = USUAL) -> Archive:
    """The zip file behind a .docx or .xlsx. Raises UnreadableFile when it is none, with what it is instead."""
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise UnreadableFile(path, "is protected by a password; save it without one")
        raise UnreadableFile(path, "is an old Office file under a new suffix; save it as .docx or .xlsx")
    return open_archive(data, path, limits)


def read_part(archive: Archive, name: str) -> etree._Element:
    """The root element of a part. Raises UnreadableFile when the part is missing, not XML, or declares entities."""
    data = archive.read(name)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(archive.path, f"is damaged: {name} in it is not valid XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(archive.path, f"is no Office file: {name} in it declares a document type")
    return root


def read_optional_part(archive: Archive, name: str | None) -> etree._Element | None:
    """The root element of a part that a file need not have."""
    return read_part(archive, name) if name and archive.has(name) else None


def parts_by_id(archive: Archive, source: str) -> Mapping[str, tuple[str, str]]:
    """For each relationship of a part, by its id: the last word of its type, and the part it leads to."""
    folder, name = posixpath.split(source)
    root = read_optional_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, tuple[str, str]] = {}
    for relation in [] if root is None else root:
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External" and target:
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, posixpath.normpath(posixpath.join("/", folder, target))[1:])
    return found


def part_of_type(archive: Archive, source: str, kind: str) -> str | None:
    """The part that ``source`` ("" for the whole file) calls its ``kind``: officeDocument, styles, numbering…"""
    return next((target for found, target in parts_by_id(archive, source).values() if found == kind), None)

"""Office files (.xlsx, .docx) that are byte for byte the same whenever they are written from the same content."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

CORE = "docProps/core.xml"
_TERMS = "{http://purl.org/dc/terms/}"
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""Zip files know no earlier time."""


def reproducible(package: bytes, written_at: datetime) -> bytes:
    """The package with one time for all of its parts and in its properties, in place of the clock's."""
    moment = max(written_at.astimezone(UTC), _EARLIEST)
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            part = ZipInfo(name, moment.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            copy.writestr(part, _dated(content, moment) if name == CORE else content)
    return target.getvalue()


def _dated(properties: bytes, moment: datetime) -> bytes:
    """The core properties (ECMA-376 part 2, 11) with the moment as their times of creation and change."""
    root = etree.fromstring(properties)
    for name in ("created", "modified"):
        for element in root.iter(_TERMS + name):
            element.text = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

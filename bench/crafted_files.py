"""Files written by hand for measurements: zip, Word, workbooks and PDF, the same for the same arguments."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SENTENCE = "到2025年,城镇污水处理率达到95%以上。(牵头单位:市生态环境局;责任单位:市水利局)"

Parts = Mapping[str, bytes | str]


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file by its name (the suffix counts) and its bytes."""

    name: str
    data: bytes


def zipped(parts: Parts, method: int = ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    target = BytesIO()
    with ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, method)  # of 1980, always
    return target.getvalue()


def docx(body: str = "", *, relations: str = "", **parts: bytes | str) -> bytes:
    """A Word file; ``parts`` are added, or replace those of the name, with / for __ and . for the last _."""
    document = f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body or paragraph()}</w:body></w:document>'
    return zipped({**_package("word/document.xml", relations), "word/document.xml": document, **_named(parts)})


def xlsx(rows: str = "", *, after: str = "", relations: str = "", **parts: bytes | str) -> bytes:
    """A workbook of one sheet; ``parts`` as for ``docx``."""
    data = rows or f'<row r="1"><c r="A1" t="inlineStr"><is><t>{SENTENCE}</t></is></c></row>'
    sheet = f'<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheetData>{data}</sheetData>{after}</worksheet>'
    book = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="rS"/></sheets>'
        "</workbook>"
    )
    own = f'<Relationship Id="rS" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>{relations}'
    package = _package("xl/workbook.xml", own)
    return zipped({**package, "xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet, **_named(parts)})


def _package(main: str, relations: str) -> dict[str, bytes | str]:
    folder, _, name = main.rpartition("/")
    first = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="{main}"/>'
    return {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{first}</Relationships>',
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
    }


def _named(parts: Parts) -> dict[str, bytes | str]:
    return {".".join(name.replace("__", "/").rsplit("_", 1)): content for name, content in parts.items()}


def paragraph(text: str = SENTENCE) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, from 1 on."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body
        + head
        + table
        + b"trailer <<%b /Size %d>>\nstartxref\n%d\n%%%%EOF"
        % (
            trailer,
            len(objects) + 1,
            len(body),
        )
    )


def stream(content: bytes, keys: bytes = b"") -> bytes:
    """A compressed stream."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d /Filter /FlateDecode %b>>\nstream\n%b\nendstream" % (len(packed), keys, packed)


CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"
ONE_PAGE = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
PAGE = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>"
FONT = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
WORDS = b"BT /F 12 Tf 50 700 Td (95 percent by 2025) Tj ET\n"


def plain_pdf() -> bytes:
    """A PDF of one page."""
    return pdf(CATALOG, ONE_PAGE, PAGE, stream(WORDS), FONT)

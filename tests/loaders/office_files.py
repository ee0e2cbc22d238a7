"""Word files and zip files for tests, written part by part so that each test shows the markup it is about."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def write_zip(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip file with these members."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The members of a zip file."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_docx(
    *body: str, numbering: str = "", styles: str = "", parts: Mapping[str, bytes | str] | None = None
) -> bytes:
    """A Word file whose w:body holds these elements; ``parts`` are added, or replace those of that name."""
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_RELATION}/{name}" Target="{name}.xml"/>'
        for name in ("numbering", "styles")
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return write_zip(
        {
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{_RELATION}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>',
            "word/document.xml": f"<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>",
            "word/numbering.xml": f"<w:numbering {_NAMES}>{numbering}</w:numbering>",
            "word/styles.xml": f"<w:styles {_NAMES}>{styles}</w:styles>",
            **(parts or {}),
        }
    )


def paragraph(*texts: str, properties: str = "") -> str:
    """A w:p with a run for each text; what begins with < is taken as markup."""
    runs = "".join(
        text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def item(text: str, identifier: int = 1, depth: int = 0) -> str:
    """A paragraph of an automatically numbered list."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identifier}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    """A paragraph of a style."""
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')


def level(depth: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A w:lvl; ``more`` are further elements of it."""
    counted = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counted}</w:lvl>'


def lists(*levels: str, overrides: str = "") -> str:
    """A definition with these levels, list 1 that uses it, and list 2 that does so with overrides."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def table(*rows: str) -> str:
    """A w:tbl."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A w:tr; what does not begin with < is the text of a plain cell."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def cell(*texts: str, properties: str = "") -> str:
    """A w:tc with a paragraph for each text."""
    paragraphs = "".join(text if text.startswith("<") else paragraph(text) for text in texts)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


CHINESE_LEVELS = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)

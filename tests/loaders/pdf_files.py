"""PDF files for tests, written by hand: Chinese in a font that every reader has, straight lines, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595, 842)


@dataclass
class Sheet:
    """One page; places are points from the top left corner, as a person would give them."""

    size: tuple[int, int] = A4
    turned: int = 0
    drawn: list[str] = field(default_factory=list)
    with_picture: bool = False

    def text(self, left: float, top: float, words: str, size: float = 16) -> "Sheet":
        """Print words, every sign as wide as it is high."""
        self.drawn.append(f"BT /F1 {size} Tf {left} {self.size[1] - top} Td <{words.encode('utf-16-be').hex()}> Tj ET")
        return self

    def lines(self, left: float, top: float, lines: Sequence[str], size: float = 16, step: float = 28) -> "Sheet":
        """Print one line below the other; a blank at the beginning of a line is one sign wide."""
        for number, words in enumerate(lines):
            indent = len(words) - len(words.lstrip("\u3000"))
            self.text(left + indent * size, top + number * step, words[indent:], size)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> "Sheet":
        """Rule all lines of a grid."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Rule one line."""
        self.drawn.append(f"{x0} {self.size[1] - y0} m {x1} {self.size[1] - y1} l S")
        return self

    def border(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        """Fill a thin rectangle, as word processors draw their borders."""
        self.drawn.append(f"{x0} {self.size[1] - y1} {max(x1 - x0, 0.5)} {max(y1 - y0, 0.5)} re f")
        return self

    def content(self) -> bytes:
        """The drawing instructions."""
        picture = ["q 400 0 0 600 50 100 cm /I1 Do Q"] if self.with_picture else []
        return "\n".join([*picture, *self.drawn]).encode("ascii")


def write_pdf(*sheets: Sheet, trailer: str = "") -> bytes:
    """The file with these pages; ``trailer`` may add entries to the trailer."""
    first = 6
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(sheets)))
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120"
        b" /CapHeight 880 /StemV 93 >> /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        picture + b"\nstream\n\x80\nendstream",
    ]
    for number, sheet in enumerate(sheets):
        width, height = sheet.size
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {sheet.turned} /Contents"
            f" {first + 2 * number + 1} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /I1 5 0 R >> >> >>".encode()
        )
        content = sheet.content()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _with_table(objects, trailer)


def _with_table(objects: Sequence[bytes], trailer: str) -> bytes:
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()

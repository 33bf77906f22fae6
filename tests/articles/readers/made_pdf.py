"""PDF documents as tests need them, drawn word by word, of invented text."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WIDTH, HEIGHT = 400, 300
ROMAN, BOLD, ITALIC = "F1", "F2", "F3"
_FONTS = {ROMAN: "Times-Roman", BOLD: "Times-Bold", ITALIC: "Times-Italic"}
_ENCODING = "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl /ffi] >>"


class Drawn(NamedTuple):
    """A line of text on a page, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = ROMAN


def width_of(text: str, size: float = 10, font: str = ROMAN) -> float:
    """How wide a text is, in points."""
    from pdfminer.fontmetrics import FONT_METRICS

    _, widths = FONT_METRICS[_FONTS[font]]
    return sum(widths.get(letter, 500) for letter in text) * size / 1000


def broken(text: str, width: float, *, indent: float = 0, size: float = 10) -> list[str]:
    """The lines of a paragraph in a column of that width, the first of them indented."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= width - (indent if len(lines) == 1 else 0):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def set_text(
    paragraphs: Iterable[str],
    x: float,
    y: float,
    width: float,
    *,
    indent: float = 0,
    size: float = 10,
    space: float = 0,
) -> list[Drawn]:
    """Paragraphs one below the other, from the place of the first line on."""
    drawn = []
    for paragraph in paragraphs:
        for i, line in enumerate(broken(paragraph, width, indent=indent, size=size)):
            drawn.append(Drawn(x + (0 if i else indent), y, line, size))
            y -= 1.2 * size
        y -= space
    return drawn


def pdf(
    pages: Sequence[Iterable[Drawn]],
    info: Mapping[str, str] | None = None,
    *,
    extra: str = "",
    packed: Sequence[bytes] = (),
) -> bytes:
    """A PDF document of pages; `extra` is drawn on each, `packed` are the streams of further pages."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: _info(info or {})}
    for number, (font, name) in enumerate(_FONTS.items(), 4):
        objects[number] = (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Name /{font} /Encoding {_ENCODING} >>".encode()
        )
    objects[7] = _stream(
        b"\xff" * 3, "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    )
    streams = [_stream(("\n".join([*map(_drawn, page), extra])).encode("cp1252")) for page in pages]
    streams += [_stream(data, "/Filter /FlateDecode") for data in packed]
    kids = []
    for i, stream in enumerate(streams):
        objects[10 + 2 * i] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {11 + 2 * i} 0 R /Resources "
            "<< /Font << /F1 4 0 R /F2 5 0 R /F3 6 0 R >> /XObject << /I 7 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * i] = stream
        kids.append(f"{10 + 2 * i} 0 R")
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _file(objects)


def picture(x: float, y: float, width: float, height: float) -> str:
    """What draws a picture at a place."""
    return f"q {width} 0 0 {height} {x} {y} cm /I Do Q"


def packed(data: bytes) -> bytes:
    """A stream as `pdf` takes it."""
    return zlib.compress(data, 9)


def _drawn(line: Drawn) -> str:
    text = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{line.font} {line.size} Tf 1 0 0 1 {line.x:.2f} {line.y:.2f} Tm ({text}) Tj ET"


def _info(info: Mapping[str, str]) -> bytes:
    entries = (f"/{key} <feff{value.encode('utf-16-be').hex()}>" for key, value in info.items())
    return f"<< {' '.join(entries)} >>".encode()


def _stream(data: bytes, entries: str = "") -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(objects: Mapping[int, bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(data)
        data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{number} 1\n{places[number]:010} 00000 n \n" for number in sorted(places))
    end = f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<< /Size {max(places) + 1} /Root 1 0 R /Info 3 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()

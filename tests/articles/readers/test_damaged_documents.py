"""Documents with damage at random: read or refused in one line, and what is read obeys what all rely on."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

from articles.clean import paragraphs
from articles.errors import NewsreaderError
from articles.form import text_form_1
from articles.readers import docx, epub, odt, pdf, rtf
from tests.articles.readers import made_docx, test_epub, test_odt, test_rtf
from tests.each import for_each

ROUNDS = 12
PAGES = {"a.xhtml": test_epub.page(f"<h1>Pier</h1><p>{made_docx.BODY}</p>")}
DOCUMENTS = {
    "docx": (docx.read, made_docx.docx(made_docx.p(made_docx.BODY) * 3)),
    "odt": (odt.read, test_odt.odt(test_odt.p(made_docx.BODY) * 3)),
    "epub": (epub.read, test_epub.epub(PAGES, {"a.xhtml": "Pier"})),
    "rtf": (rtf.read, f"{test_rtf.HEAD}{test_rtf.BODY}\\par {test_rtf.BODY}}}".encode()),
    "pdf": (pdf.read, (Path(__file__).parent / "made/no-copying.pdf").read_bytes()),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, taken out, written twice or cut off."""
    torn = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(torn) or 1)
        kind = chance.random()
        if kind < 0.4 and torn:
            torn[at] = chance.randrange(256)
        elif kind < 0.7:
            del torn[at : at + chance.randint(1, 100)]
        elif kind < 0.9:
            torn[at:at] = torn[at : at + 100]
        else:
            del torn[at:]
    return bytes(torn)


def with_damaged_member(data: bytes, chance: random.Random) -> bytes:
    """The ZIP file with one of its members damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(members))
    return made_docx.zipped({**members, name: damaged(members[name], chance)})


@for_each("name", DOCUMENTS)
def test_a_damaged_document_is_read_or_refused_in_one_line(name: str) -> None:
    read, whole = DOCUMENTS[name]
    chance = random.Random(name)
    for number in range(ROUNDS):
        inside = whole.startswith(b"PK") and number % 2
        data = with_damaged_member(whole, chance) if inside else damaged(whole, chance)
        try:
            readings = read(data, "a")
        except NewsreaderError as error:
            said = str(error)
            readings = []
        else:
            said = "read"
        assert "\n" not in said
        for reading in readings:
            assert reading.text == text_form_1(reading.text)
            assert all(reading.text[span.start : span.end] for block in reading.blocks for span in block.spans)
            paragraphs(reading.blocks, reading.title)

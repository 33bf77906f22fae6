"""The list of readers: files are known by their bytes, and a line in the list is all that a new format needs."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import pytest

from annotations.codebook.importing import read_codebook
from articles.errors import NewsreaderError
from articles.form import text_form_1
from articles.read import read_story
from articles.readers import formats
from articles.readers.formats import READERS, InputFormat, read_articles
from articles.readers.reading import Reading
from articles.readers.text import blocks
from tests.articles.readers.made_docx import zipped

if TYPE_CHECKING:
    from pathlib import Path

WIRE = json.dumps(
    {
        "wire": [
            {"text": "Talks fail\n\nThe minister denied it.", "outlet": "Post", "title": "Talks", "date": "2022-03-14"},
            {"text": "Rome meeting ends\n\nAides left.", "source": "https://courier.example/1"},
        ]
    }
).encode()


def read_wire(data: bytes, name: str) -> list[Reading]:
    """A reader as someone new would write one: several articles in a file, with what the file says of each."""
    try:
        entries = json.loads(data)["wire"]
    except ValueError:
        raise NewsreaderError("a damaged wire", where=name, todo="get it again") from None
    readings = []
    for entry in entries:
        text = text_form_1(entry.pop("text"))
        readings.append(Reading(text, blocks(text), ("read from a wire",), **entry))
    return readings


WIRES = InputFormat("a wire", lambda data: data.startswith(b'{"wire"'), read_wire)


@pytest.fixture
def with_wires(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "READERS", (WIRES, *READERS))


@pytest.mark.usefixtures("with_wires")
def test_a_line_in_the_list_opens_all_articles_of_a_file_with_what_it_says_of_them(tmp_path: Path) -> None:
    file = tmp_path / "any.txt"
    file.write_bytes(WIRE)
    post, courier = read_story([str(file)]).articles
    assert (post.outlet, post.title, post.date, post.source) == ("Post", "Talks", "2022-03-14", "any.txt")
    assert (courier.outlet, courier.title, courier.date) == ("any", "Rome meeting ends", "")
    assert courier.source == "https://courier.example/1"
    assert post.notices == courier.notices == ("read from a wire",)
    assert [paragraph.shown for paragraph in post.paragraphs] == ["Talks fail", "The minister denied it."]


@pytest.mark.usefixtures("with_wires")
def test_what_a_listing_says_comes_before_what_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "a.wire").write_bytes(WIRE)
    (tmp_path / "story.toml").write_text('[[article]]\nfile = "a.wire"\noutlet = "Gazette"\ndate = "2022-03-15"\n')
    post, courier = read_story([str(tmp_path)]).articles
    assert [(a.outlet, a.date) for a in (post, courier)] == [("Gazette", "2022-03-15"), ("Gazette 2", "2022-03-15")]
    assert post.title == "Talks"


@pytest.mark.usefixtures("with_wires")
def test_a_folder_is_looked_through_for_the_endings_of_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.WIRE").write_bytes(WIRE)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "c.md").write_text("# Talks\n\nThe minister denied it.")
    assert [article.source for article in read_story([str(tmp_path)]).articles] == [
        "a.WIRE",
        "https://courier.example/1",
        "c.md",
    ]


@pytest.mark.usefixtures("with_wires")
def test_a_readers_refusal_is_told_under_the_files_name(tmp_path: Path) -> None:
    file = tmp_path / "a.wire"
    file.write_bytes(WIRE[:40])
    with pytest.raises(NewsreaderError) as caught:
        read_story([str(file)])
    assert str(caught.value) == f"{file}: a damaged wire; get it again"


@pytest.mark.usefixtures("with_wires")
def test_where_only_text_will_do_a_format_that_is_read_is_refused_too() -> None:
    with pytest.raises(NewsreaderError, match=r"tags\.csv: not text but a wire"):
        read_codebook(WIRE, "tags.csv")


OLE = b"\xd0\xcf\x11\xe0"
OPENINGS = {
    b"PK\x03\x04": "not text but a ZIP archive",
    zipped({"xl/workbook.xml": ""}): "not text but an Excel workbook",
    zipped({"ppt/presentation.xml": ""}): "not text but a PowerPoint presentation",
    zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, packed=False): (
        "not text but an OpenDocument spreadsheet"
    ),
    zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}, packed=False): (
        "not text but an OpenDocument presentation"
    ),
    zipped({"datapackage.json": "{}"}): "not text but a web archive (WACZ)",
    zipped({"holiday.jpg": ""}): "not text but a ZIP archive",
    OLE + "WordDocument".encode("utf-16-le"): "not text but an old Word document",
    OLE + "Workbook".encode("utf-16-le"): "not text but an old Excel workbook",
    OLE + "PowerPoint Document".encode("utf-16-le"): "not text but an old PowerPoint presentation",
    OLE + "EncryptedPackage".encode("utf-16-le"): "not text but an Office document that is protected by a password",
    OLE + "__substg1.0_".encode("utf-16-le"): "not text but an Outlook message",
    OLE: "not text but an old Office document",
    b"\x89PNG": "not text but an image",
    b"\xff\xd8\xff": "not text but an image",
    b"GIF89a": "not text but an image",
    b"\x1f\x8b\x08": "not text but a compressed file",
    zlib.compress(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", wbits=31): "not text but a web archive (WARC)",
    b"WARC/1.0\r\n": "not text but a web archive (WARC)",
    b"bplist00\xd1_\x10\x0fWebMainResource": "not text but a web archive of Safari",
    b'<?xml version="1.0"?>\n<plist><dict><key>WebMainResource</key>': "not text but a web archive of Safari",
    b"BZh9": "not text but a compressed file",
    b"\xfd7zXZ": "not text but a compressed file",
    b"7z\xbc\xaf": "not text but an archive",
    b"\x7fELF": "not text but a program",
    b"SQLite format 3": "not text but a database",
    b'\xef\xbb\xbf<?xml version="1.0"?>\n<nitf>': "not text but XML",
}


def test_every_format_that_is_not_read_is_refused_by_its_name() -> None:
    said = {}
    for opening in OPENINGS:
        with pytest.raises(NewsreaderError) as caught:
            read_articles(opening if opening.startswith(b"PK") else opening + b" rest", "a.txt")
        assert str(caught.value).startswith("a.txt: ")
        assert " and open " in str(caught.value)
        said[opening] = caught.value.what
    assert said == OPENINGS
    assert {f"not text but {format.name}" for format in READERS if format.read is None} == {*OPENINGS.values()}


def test_text_is_what_is_left_when_no_other_format_is_recognised() -> None:
    plain = b"Talks fail\n\nThe minister denied it.\n"
    assert [format.name for format in READERS if format.recognises(plain)] == ["text"]
    assert READERS[-1].name == "text"


def test_a_reader_that_gives_raw_text_is_refused_and_facts_come_out_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raw(data: bytes, name: str) -> list[Reading]:
        text = data.decode()
        return [Reading(text, blocks(text_form_1(text)), title="Talks\x1b[31m\nfail", outlet="Po\tst")]

    monkeypatch.setattr(formats, "READERS", (InputFormat("raw", lambda data: True, raw),))
    file = tmp_path / "a.txt"
    file.write_text("Talks fail\n\nThe minister denied it.\n")
    (article,) = read_story([str(file)]).articles
    assert (article.title.isprintable(), article.outlet) == (True, "Po st")
    for text in ("Talks\x1b[31m fail", "Talks\r\nfail"):
        file.write_bytes(text.encode())
        with pytest.raises(ValueError, match="text form 1"):
            read_story([str(file)])

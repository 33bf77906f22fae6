"""Pages saved in one file: which part is the page, its encoding, its address, and that the day of saving is no date."""

from __future__ import annotations

import base64
import quopri
from typing import TYPE_CHECKING

import pytest

from articles.clean import paragraphs
from articles.errors import NewsreaderError
from articles.model import Kind
from articles.readers import mhtml
from articles.readers.formats import format_of
from tests.each import for_each

if TYPE_CHECKING:
    from articles.readers.reading import Reading

TEXT = [
    "The harbour office said on Thursday that the pier at Åre would stay closed until the end of the week.",
    "“Nobody listened to the people on the bridge,” the chair of the seafarers’ union told reporters on Friday.",
    "Ferries will run every two hours until Sunday, the operator told passengers in the hall – all 312 of them.",
]
ADDRESS = "https://quay.example/2024/pier"
PAGE = (
    "<html><head>{meta}<title>Pier closed</title></head><body><nav><a href='/'>Home</a></nav>"
    "<article><h1>Pier closed</h1>" + "".join(f"<p>{text}</p>" for text in TEXT) + "</article></body></html>"
)


def page(encoding: str = "utf-8", *, named: bool = True) -> bytes:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">' if named else ""
    return PAGE.format(meta=meta).encode("cp1252" if encoding == "iso-8859-1" else encoding)


def part(body: bytes, kind: str, location: str, coded: str = "quoted-printable", *fields: str) -> bytes:
    packed = {
        "quoted-printable": lambda: quopri.encodestring(body).replace(b"\n", b"\r\n"),
        "base64": lambda: base64.encodebytes(body).replace(b"\n", b"\r\n"),
        "binary": lambda: body,
    }[coded]()
    head = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {coded}", f"Content-Location: {location}", *fields]
    return "\r\n".join([*head, "", ""]).encode() + packed


def saved(*parts: bytes, fields: tuple[str, ...] = (f"Snapshot-Content-Location: {ADDRESS}",)) -> bytes:
    head = [
        "From: <Saved by Blink>",
        *fields,
        "Subject: =?utf-8?Q?Pier=20closed?=",
        "Date: Sat, 28 Nov 2026 00:42:30 GMT",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; boundary="--=_b"',
    ]
    return (
        "\r\n".join([*head, "", ""]).encode() + b"".join(b"\r\n----=_b\r\n" + p for p in parts) + b"\r\n----=_b--\r\n"
    )


FRAME = part(b"<html><body><p>Follow us on every channel</p></body></html>", "text/html", "https://quay.example/f")
PICTURE = part(b"\x89PNG\r\n\x1a\n\r\n\0", "image/png", "https://quay.example/p.png", "binary")


def one(data: bytes) -> Reading:
    assert format_of(data).name == "a saved web page (MHTML)"
    (reading,) = mhtml.read(data, "a.mhtml")
    return reading


def body(reading: Reading) -> list[str]:
    return [p.shown for p in paragraphs(reading.blocks, reading.title) if p.kind is Kind.BODY]


@for_each("coded", ["quoted-printable", "base64", "binary"])
def test_the_page_is_read_in_every_encoding_of_its_part(coded: str) -> None:
    reading = one(saved(part(page(), "text/html", ADDRESS, coded), PICTURE))
    assert body(reading) == TEXT
    assert (reading.title, reading.source, reading.date) == ("Pier closed", ADDRESS, "")
    assert reading.notices == ()


@for_each(
    "data, kind",
    [
        (page(), "text/html"),
        (page(named=False), "text/html"),
        (page("iso-8859-1"), "text/html"),
        (page("iso-8859-1", named=False), 'text/html; charset="iso-8859-1"'),
        (b"\xef\xbb\xbf" + page("iso-8859-1").decode("cp1252").encode(), "text/html"),
    ],
)
def test_the_charset_is_that_of_the_part_else_of_the_page(data: bytes, kind: str) -> None:
    assert body(one(saved(part(data, kind, ADDRESS)))) == TEXT


def test_the_page_is_the_part_at_the_address_that_was_saved_wherever_it_stands() -> None:
    assert body(one(saved(FRAME, part(page(), "text/html", ADDRESS)))) == TEXT
    start = part(page(), "text/html", "x", "binary", "Content-ID: <root>")
    data = saved(FRAME, start, fields=()).replace(b'type="text/html";', b'start="<root>"; type="text/html";')
    assert body(one(data)) == TEXT


def test_a_frame_with_text_is_told_and_left_out() -> None:
    framed = part(page(), "text/html", "https://quay.example/frame")
    reading = one(saved(part(page(), "text/html", ADDRESS), framed, FRAME))
    assert body(reading) == TEXT
    assert reading.notices == ("1 frame of the page with text left out",)


def test_a_page_without_a_title_has_that_of_the_file() -> None:
    bare = page().replace(b"<title>Pier closed</title>", b"").replace(b"<h1>Pier closed</h1>", b"")
    assert one(saved(part(bare, "text/html", ADDRESS))).title == "Pier closed"


def test_old_savers_write_one_part_or_no_address() -> None:
    alone = b'From: "Saved by Windows Internet Explorer 8"\r\nSubject: \r\nMIME-Version: 1.0\r\n' + part(
        page("iso-8859-1"), 'text/html; charset="iso-8859-1"', ADDRESS
    )
    reading = one(alone)
    assert (body(reading), reading.source) == (TEXT, ADDRESS)
    word = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\nAn archive.\r\n\r\n--b\r\n'
        + part(page("iso-8859-1"), "text/html", "file:///C:/pier.htm")
        + b"\r\n--b--\r\n"
    )
    reading = one(word)
    assert (body(reading), reading.source) == (TEXT, "")


def test_a_file_that_breaks_off_keeps_what_is_there() -> None:
    data = saved(part(page(), "text/html", ADDRESS))
    assert body(one(data[: data.index(b"Ferries")])) == TEXT[:2]


@for_each(
    "data, what",
    [
        (saved(PICTURE), "a saved web page without its page"),
        (saved(), "a saved web page without its page"),
        (saved(part(b"<html><body></body></html>", "text/html", ADDRESS)), "a web page without text"),
        (saved(part(b"", "text/html", ADDRESS)), "a web page without text"),
    ],
)
def test_a_file_without_a_page_is_refused_in_one_line(data: bytes, what: str) -> None:
    with pytest.raises(NewsreaderError) as caught:
        mhtml.read(data, "a.mhtml")
    assert (caught.value.what, caught.value.where) == (what, "a.mhtml")


def test_a_mail_with_pictures_in_its_text_is_no_saved_page() -> None:
    mail = saved(part(page(), "text/html", ADDRESS), fields=("To: a@x.example", "Message-ID: <1@x>"))
    assert format_of(mail.replace(b"<Saved by Blink>", b"Ann <a@b.example>")).name == "a mail"

"""RTF documents: every way in which a character is written, and what is not text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from articles.errors import NewsreaderError
from articles.readers.formats import format_of, read_articles
from tests.articles.readers.told import told_of

if TYPE_CHECKING:
    from articles.readers.reading import Reading

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times;}{\f1\fcharset204 Times;}}{\colortbl;\red1\green2\blue3;}"
    r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2 Title;}{\s3 heading 2;}{\s4 Caption;}}"
    r"{\info{\title Ferry draft v3}{\author desk}}"
)
BODY = (
    "The harbour office said on Thursday that the ferry had struck the eastern pier at full speed and that fourteen "
    "people were hurt, nine of whom have left hospital since then."
)


def read(body: str, head: str = HEAD) -> Reading:
    (reading,) = read_articles(f"{head}{body}}}".encode("latin-1"), "a.rtf")
    return reading


def texts(body: str, head: str = HEAD) -> list[str]:
    return [text for _, text in told_of(read(body, head))]


def test_an_rtf_document_is_known_by_its_opening_with_or_without_a_byte_order_mark() -> None:
    assert format_of(HEAD.encode()).name == "an RTF document"
    assert format_of(b"\xef\xbb\xbf" + HEAD.encode()).name == "an RTF document"


def test_characters_are_read_however_they_are_written() -> None:
    cases = {
        r"Br\'fcck said \'93no\'94 \'96 \'8014": "Brück said “no” – €14",
        r"\u8220?no\u8221? \u8364\'80": "“no” €",
        r"\uc2\u233\'c3\'a9t\uc1\u233\'e9": "été",
        r"\u8217\'19s \u8364\'ac": "’s €",
        r"\uc0\u233 t\u233": "été",
        r"\u-10179?\u-8704? fire": "\U0001f600 fire",
        r"\u-10179? alone": "alone",
        r"\lquote a\rquote  \ldblquote b\rdblquote  \emdash  \endash  \bullet": "‘a’ “b” — – •",
        r"a\~b Karl\_Heinz sea\-farer \{x\} \\": "a b Karl-Heinz seafarer {x} \\",
        r"{\f1 \'cf\'ee\'f0\'f2} Almer": "Порт Almer",
        "one\\line two\\tab three": "one two three",
        "bro\r\nken line": "broken line",
        r"{\field{\*\fldinst HYPERLINK \\l \u8221? }{\fldrslt linked}} words": "linked words",
    }
    assert {written: texts(written)[0] for written in cases} == cases


def test_links_show_their_words_alone_and_pictures_bookmarks_and_unknown_destinations_nothing() -> None:
    body = (
        r"See {\field{\*\fldinst{HYPERLINK \"https://x.example/\"}}{\fldrslt the report}}{\*\bkmkstart b}{\*\bkmkend b}"
        r"{\pict\pngblip 89504e47}{\*\unknown never seen}{\bin5 {{{{{} now."
    )
    assert texts(body) == ["See the report now."]


def test_hidden_text_is_folded_and_deleted_text_is_left_out_and_told_of() -> None:
    body = r"The toll was {\deleted 12}{\revised 14} on Monday.{\v  [ASK THE LAWYER]}\par " + BODY
    assert told_of(read(body)) == [
        ("body", "The toll was 14 on Monday."),
        ("boilerplate hidden", "[ASK THE LAWYER]"),
        ("body", BODY),
    ]
    assert read(body).notices == ("its tracked changes are read as if all were accepted",)


def test_styles_give_kinds_and_the_title_of_the_properties_counts_only_where_the_text_says_it() -> None:
    body = (
        rf"\s2 Ferry strikes pier\par\pard {BODY}\par\pard\s3 The union denies it\par\pard {BODY}\par\s4 The ferry\par"
    )
    assert told_of(read(body)) == [
        ("headline", "Ferry strikes pier"),
        ("body", BODY),
        ("subheading", "The union denies it"),
        ("body", BODY),
        ("caption", "The ferry"),
    ]
    assert read(body).title == "Ferry strikes pier"
    assert read(BODY).title == ""


def test_notes_stand_below_the_text_and_heads_of_pages_once() -> None:
    heads = r"{\header Harbour Post\par}{\headerl Harbour Post}"
    body = rf"{heads}It struck{{\footnote So the report.}} the pier.\par {BODY}"
    assert told_of(read(body)) == [
        ("body", "It struck the pier."),
        ("body", BODY),
        ("boilerplate note", "So the report."),
        ("boilerplate page", "Harbour Post"),
    ]


def test_a_row_of_a_table_is_one_line_and_a_text_box_is_read() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl Year\cell Hurt\cell\row\trowd\pard\intbl 2024\cell 14\cell\row\pard "
    box = r"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt A pull quote.\par}}}"
    assert texts(f"{BODY}\\par {row}") == [BODY, "Year Hurt", "2024 14"]
    assert texts(f"{BODY}\\par {box}") == [BODY, "A pull quote."]


def test_what_holds_no_text_is_told_and_nothing_hangs_on_hostile_input() -> None:
    for data in (HEAD.encode() + b"}", b"{\\rtf1", b"{\\rtf1{\\pict 00}}"):
        with pytest.raises(NewsreaderError) as caught:
            read_articles(data, "a.rtf")
        assert str(caught.value) == "a.rtf: an RTF document without text; give a file that holds an article's text"
    assert texts("{" * 200_000 + BODY + "}" * 200_000) == [BODY]
    assert texts("}" * 1000 + BODY) == [BODY]
    assert texts(r"\uc99999999 \u8220 " + BODY + r"\ansicpg9999 \f99 x")

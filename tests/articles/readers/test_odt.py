"""OpenDocument texts: what a person reads in them, and what they are refused for."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from articles.errors import NewsreaderError
from articles.readers.formats import format_of, read_articles
from tests.articles.readers.made_docx import BODY, zipped
from tests.articles.readers.told import told_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from articles.readers.reading import Reading

MIME_TYPE = "application/vnd.oasis.opendocument.text"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "style", "text", "table")
)
NAMESPACES += (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
STYLES = """<office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>"""


def odt(body: str, members: Mapping[str, str] = MappingProxyType({}), styles: str = STYLES) -> bytes:
    content = (
        f"<office:document-content {NAMESPACES}>{styles}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": MIME_TYPE, "content.xml": content, **members}, packed=False)


def read(body: str, members: Mapping[str, str] = MappingProxyType({})) -> Reading:
    (reading,) = read_articles(odt(body, members), "a.odt")
    return reading


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_an_opendocument_text_is_known_by_its_type_or_its_content() -> None:
    assert format_of(odt(p(BODY))).name == "an OpenDocument text"
    assert format_of(zipped({"content.xml": ""})).name == "an OpenDocument text"


def test_blanks_tabs_line_breaks_links_and_readings_stand_as_they_are_shown() -> None:
    body = p(
        'Karl<text:s text:c="2"/>Heinz,<text:tab/>of\n   Port<text:line-break/>Almer <text:a>said</text:a>'
        "<text:soft-page-break/> <text:ruby><text:ruby-base>so</text:ruby-base><text:ruby-text>xx</text:ruby-text>"
        "</text:ruby>."
    )
    assert told_of(read(body)) == [("body", "Karl Heinz, of Port Almer said so.")]


def test_what_was_deleted_is_left_out_and_told_of_and_hidden_text_is_folded() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('The operator could not be reached.')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    hidden = p('It denies this.<text:span text:style-name="T1"> [ASK THE LAWYER]</text:span>')
    reading = read(changes + hidden + p(f"<office:annotation>{p('Really?')}</office:annotation>{BODY}"))
    assert told_of(reading) == [
        ("body", "It denies this."),
        ("boilerplate hidden", "[ASK THE LAWYER]"),
        ("body", BODY),
    ]
    assert reading.notices == ("its tracked changes are read as if all were accepted", "1 comment left out")


def test_styles_and_levels_give_kinds_and_the_first_title_is_the_headline() -> None:
    body = (
        p("Ferry strikes pier", "P1")
        + p("Fourteen hurt", "Subtitle")
        + p(BODY)
        + f'<text:h text:outline-level="2">The union denies it</text:h>{p(BODY)}'
        + f"<text:table-of-content><text:index-body>{p('The union 2')}</text:index-body></text:table-of-content>"
        + p('<text:span text:style-name="T2">All in bold</text:span>')
        + p(BODY)
    )
    reading = read(body)
    assert told_of(reading)[:5] == [
        ("headline", "Ferry strikes pier"),
        ("standfirst", "Fourteen hurt"),
        ("body", BODY),
        ("subheading", "The union denies it"),
        ("body", BODY),
    ]
    assert told_of(reading)[5] == ("boilerplate contents", "The union 2")
    assert (reading.title, reading.blocks[6].heading) == ("Ferry strikes pier", 3)


def test_frames_tables_lists_notes_and_heads_of_pages_have_paragraphs_of_their_own() -> None:
    row = "<table:table-row>{}</table:table-row>"
    cells = [
        "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in pair)
        for pair in (("Year", "Hurt"), ("2024", "14"))
    ]
    body = (
        p(BODY)
        + p(f"Before<draw:frame><draw:text-box>{p('The ferry', 'Caption')}</draw:text-box></draw:frame> it.")
        + f"<table:table>{row.format(cells[0])}{row.format(cells[1])}</table:table>"
        + f"<text:list><text:list-item>{p('An item')}</text:list-item></text:list>"
        + p("It struck<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            f"{p('So the report.')}</text:note-body></text:note>.")
    )  # fmt: skip
    styles = f"<office:styles {NAMESPACES}><style:header>{p('Harbour Post')}</style:header></office:styles>"
    reading = read(body, {"styles.xml": styles})
    assert told_of(reading) == [
        ("body", BODY),
        ("body", "Before it."),
        ("caption", "The ferry"),
        ("body", "Year Hurt"),
        ("body", "2024 14"),
        ("body", "An item"),
        ("body", "It struck."),
        ("boilerplate note", "So the report."),
        ("boilerplate page", "Harbour Post"),
    ]
    assert [block.listed for block in reading.blocks][5]


def test_what_cannot_be_read_is_told_in_one_line() -> None:
    key = {"META-INF/manifest.xml": "<manifest:encryption-data/>"}
    cases = {
        "an OpenDocument text that is protected by a password": odt(p(BODY), key),
        "an OpenDocument text without text": odt(""),
        "an OpenDocument text, but damaged": odt(p(BODY))[:300],
        "its XML declares a document type or entities, which documents of this kind never do": zipped(
            {"mimetype": MIME_TYPE, "content.xml": '<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'}, packed=False
        ),
    }
    for what, data in cases.items():
        with pytest.raises(NewsreaderError) as caught:
            read_articles(data, "a.odt")
        assert (caught.value.what, caught.value.where) == (what, "a.odt")

"""Word documents: what a person reads in them who accepts all changes, and what they are refused for."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from articles.errors import NewsreaderError
from articles.readers import docx as reader
from articles.readers.formats import format_of, read_articles
from tests.articles.readers.made_docx import BODY, NAMESPACES, docx, p, r, zipped
from tests.articles.readers.told import told_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from articles.readers.reading import Reading


def read(body: str, members: Mapping[str, str] = MappingProxyType({})) -> Reading:
    (reading,) = read_articles(docx(body, members), "a.docx")
    return reading


def told(body: str, members: Mapping[str, str] = MappingProxyType({})) -> list[tuple[str, str]]:
    """Kind, with its reason, and text of each paragraph."""
    return told_of(read(body, members))


def texts(body: str, members: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    return [text for _, text in told(body, members)]


def test_a_word_document_is_known_by_what_it_holds() -> None:
    assert format_of(docx(p(BODY))).name == "a Word document"
    assert read_articles(docx(p(BODY)), "a.docx") == reader.read(docx(p(BODY)), "a.docx")


def test_the_text_is_that_with_all_changes_accepted_and_they_are_told_of() -> None:
    changed = p(
        "The toll was ",
        f"<w:del>{r('12').replace('w:t', 'w:delText')}</w:del><w:ins>{r('14')}</w:ins>",
        " on Monday.",
    )
    moved = p(f"<w:moveFrom>{r('Nine left.')}</w:moveFrom>", "Ferries run.") + p(
        f"<w:moveTo>{r('Nine left.')}</w:moveTo>"
    )
    assert texts(changed + moved) == ["The toll was 14 on Monday.", "Ferries run.", "Nine left."]
    assert read(changed).notices == ("its tracked changes are read as if all were accepted",)
    assert read(p(BODY)).notices == ()


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    deleted = p("The ferry struck ", properties="<w:rPr><w:del/></w:rPr>") + p("the pier.")
    assert texts(deleted + p(BODY)) == ["The ferry struck the pier.", BODY]


def test_fields_links_tags_and_content_controls_keep_their_words_and_codes_are_left_out() -> None:
    def mark(sort: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{sort}"/></w:r>'

    code = "<w:r><w:instrText> HYPERLINK &quot;https://union.example&quot; </w:instrText></w:r>"
    body = p(
        f"<w:smartTag>{r('Port Almer')}</w:smartTag>",
        " said on ",
        f'<w:fldSimple w:instr="SAVEDATE">{r("3 May")}</w:fldSimple>',
        " that ",
        f"{mark('begin')}{code}{mark('separate')}{r('the union')}{mark('end')}",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r(' denies')}</w:sdtContent></w:sdt>",
        f"<w:hyperlink>{r(' it')}</w:hyperlink>.",
        ".",
    )
    assert texts(body) == ["Port Almer said on 3 May that the union denies it."]


def test_a_field_may_reach_over_paragraphs_and_hold_another() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{sort}"/></w:r>' for sort in ("begin", "separate", "end"))
    inner = f"{begin}<w:r><w:t>never seen</w:t></w:r>{separate}{r('nor this')}{end}"
    assert texts(p(begin, inner) + p(r("code"), separate, "Seen first.") + p("Seen last.", end, " After.")) == [
        "Seen first.",
        "Seen last. After.",
    ]


def test_hyphens_tabs_and_line_breaks_stand_as_word_shows_them() -> None:
    body = p(
        "Karl", "<w:r><w:noBreakHyphen/></w:r>", "Heinz, a sea", "<w:r><w:softHyphen/></w:r>", "farer,",
        "<w:r><w:tab/></w:r>", "of Port", "<w:r><w:br/></w:r>", "Almer",
    )  # fmt: skip
    assert texts(body) == ["Karl-Heinz, a seafarer, of Port Almer"]
    assert texts(p("First.", "<w:r><w:br/><w:br/></w:r>", "Second.")) == ["First.", "Second."]


def test_hidden_text_is_folded_and_stands_in_no_sentence() -> None:
    body = p("It denies this.", r(" [ASK THE LAWYER]", "<w:vanish/>")) + p(
        r("Hidden too", '<w:rStyle w:val="Geheim"/>')
    )
    assert told(body + p(BODY))[:3] == [
        ("body", "It denies this."),
        ("boilerplate hidden", "[ASK THE LAWYER]"),
        ("boilerplate hidden", "Hidden too"),
    ]
    assert texts(p(r("Seen", '<w:vanish w:val="0"/>'))) == ["Seen"]


def test_a_text_box_stands_once_below_the_paragraph_it_hangs_on() -> None:
    box = f"<w:txbxContent>{p('A pull quote of the seafarers.')}</w:txbxContent>"
    shape = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(p("Before ", shape, "and after.") + p(BODY)) == [
        "Before and after.",
        "A pull quote of the seafarers.",
        BODY,
    ]


def test_styles_give_kinds_by_words_own_names_whatever_language_their_ids_are_in() -> None:
    body = (
        p("Ferry strikes pier", style="Titel")
        + p("Fourteen hurt at Port Almer", style="Untertitel")
        + p(BODY)
        + p("The union", style="berschrift1")
        + p(BODY)
        + p("Own style", style="Zwischen")
        + p("The ferry at the pier", style="Beschriftung")
        + p("The union ..... 2", style="Verzeichnis1")
    )
    assert told(body) == [
        ("headline", "Ferry strikes pier"),
        ("standfirst", "Fourteen hurt at Port Almer"),
        ("body", BODY),
        ("subheading", "The union"),
        ("body", BODY),
        ("subheading", "Own style"),
        ("caption", "The ferry at the pier"),
        ("boilerplate contents", "The union ..... 2"),
    ]
    assert (read(body).title, read(body).origins["title"]) == ("Ferry strikes pier", "the style of the headline")


def test_a_heading_of_the_first_level_above_the_text_is_the_headline() -> None:
    first = p("Ferry strikes pier", style="berschrift1")
    assert told(first + p(BODY))[0] == ("headline", "Ferry strikes pier")
    assert told(p(BODY) + first + p(BODY))[1] == ("subheading", "Ferry strikes pier")


def test_a_short_paragraph_all_in_bold_is_a_heading() -> None:
    bold = p(r("The union denies a fault", "<w:b/>"))
    assert [block.heading for block in read(bold + p(BODY)).blocks] == [3, 0]


def test_tables_are_read_row_by_row_and_tables_that_only_place_text_by_paragraph() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"

    figures = f"<w:tbl>{row(p('Year'), p('Hurt'))}{row(p('2024'), p('14'))}</w:tbl>"
    placed = f"<w:tbl>{row(p(BODY) + p('Second.'), p(BODY))}</w:tbl>"
    assert texts(p(BODY) + figures) == [BODY, "Year Hurt", "2024 14"]
    assert texts(placed) == [BODY, "Second.", BODY]


def test_notes_stand_below_the_text_and_heads_and_feet_of_pages_once() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    footnotes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="1">{p("Separator")}</w:footnote>' + (
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", "So the report.")}</w:footnote></w:footnotes>'
    )
    section = '<w:sectPr><w:headerReference r:id="rId1"/><w:footerReference r:id="rId2"/></w:sectPr>'
    relations = (
        '<Relationships><Relationship Id="rId1" Target="header1.xml"/>'
        '<Relationship Id="rId2" Target="header1.xml"/></Relationships>'
    )
    found = told(
        p("The ferry struck.", note) + p(BODY) + section,
        {
            "word/footnotes.xml": footnotes,
            "word/_rels/document.xml.rels": relations,
            "word/header1.xml": f"<w:hdr {NAMESPACES}>{p('Harbour Post')}</w:hdr>",
        },
    )
    assert found == [
        ("body", "The ferry struck."),
        ("body", BODY),
        ("boilerplate note", "So the report."),
        ("boilerplate page", "Harbour Post"),
    ]


def test_comments_are_counted_and_left_out() -> None:
    comments = f"<w:comments {NAMESPACES}><w:comment>{p('Really?')}</w:comment></w:comments>"
    reading = read(p(BODY), {"word/comments.xml": comments})
    assert (reading.text, reading.notices) == (BODY, ("1 comment left out",))


def test_the_title_of_the_properties_counts_only_where_the_text_says_it() -> None:
    core = "<cp xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{}</dc:title></cp>"
    body = p("Ferry strikes pier at Port Almer") + p(BODY)
    assert read(body, {"docProps/core.xml": core.format("Ferry strikes pier at Port Almer")}).title
    assert read(body, {"docProps/core.xml": core.format("Ferry draft v3")}).title == ""


def test_what_cannot_be_read_is_told_in_one_line() -> None:
    good = docx(p(BODY))
    locked = bytearray(docx(p(BODY)))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = 0
        while (start := bytes(locked).find(mark, start)) >= 0:
            locked[start + at] |= 1
            start += 4
    damaged = good.replace(b"word/document.xml", b"word/other567.xml")
    entities = f'<!DOCTYPE w [<!ENTITY a "b">]><w:document {NAMESPACES}><w:body>{p("&a;")}</w:body></w:document>'
    bomb = f"<w:document {NAMESPACES}><w:body>{p('a' * 5_000_000)}</w:body></w:document>"
    deep = f"<w:document {NAMESPACES}><w:body>{'<w:sdt>' * 10_000}{'</w:sdt>' * 10_000}</w:body></w:document>"
    said = {}
    for case, data in {
        "cut": good[: len(good) // 2],
        "without its text": damaged,
        "locked": bytes(locked),
        "entities": zipped({"word/document.xml": entities}),
        "bomb": zipped({"word/document.xml": bomb}),
        "deep": zipped({"word/document.xml": deep}),
        "no XML": zipped({"word/document.xml": "not XML"}),
        "empty": docx(p("")),
    }.items():
        with pytest.raises(NewsreaderError) as caught:
            read_articles(data, "a.docx")
        said[case] = str(caught.value)
    assert all("\n" not in message and message.startswith("a.docx: ") for message in said.values())
    assert {case: message.split(": ", 1)[1].split(";")[0] for case, message in said.items()} == {
        "cut": "a Word document, but damaged",
        "without its text": "a Word document, but damaged",
        "locked": "a Word document that is protected by a password",
        "entities": "its XML declares a document type or entities, which documents of this kind never do",
        "bomb": "a Word document that unpacks to more than 50 MB, or to more than 200 times its size",
        "deep": "a Word document, but damaged",
        "no XML": "a Word document, but damaged",
        "empty": "a Word document without text",
    }

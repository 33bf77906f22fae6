"""PDF documents: paragraphs whole, columns one after another, heads and feet apart, whatever program made them."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from articles.errors import NewsreaderError
from articles.readers import pdf_pages
from articles.readers.formats import format_of, read_articles
from tests.articles.readers.made_pdf import BOLD, ITALIC, Drawn, packed, pdf, picture, set_text, width_of
from tests.articles.readers.told import told_of
from tests.each import for_each

if TYPE_CHECKING:
    from articles.readers.reading import Reading

MADE = Path(__file__).parent / "made"
TITLE, *PARAGRAPHS = (MADE / "ferry.txt").read_text(encoding="utf-8").splitlines()
SHORT = ["The ferry struck the pier.", "Nobody was hurt, the office said on Friday."]


def read(data: bytes) -> Reading:
    (reading,) = read_articles(data, "a.pdf")
    return reading


def texts(data: bytes, kind: str = "") -> list[str]:
    return [text for found, text in told_of(read(data)) if found.startswith(kind)]


@for_each("name", sorted(MADE.glob("*-*column*.pdf")) + sorted(MADE.glob("*column*-*.pdf")), str)
def test_every_paragraph_of_a_set_article_is_whole_and_heads_and_numbers_of_pages_stand_apart(name: Path) -> None:
    found = told_of(read(name.read_bytes()))
    assert found[0] == ("headline", TITLE)
    assert [text for kind, text in found if kind == "body"] == PARAGRAPHS
    assert {kind for kind, _ in found} == {"headline", "body", "boilerplate page"}


def two_columns(gutter: float, *, by_row: bool, indent: float = 0) -> bytes:
    width = (400 - 60 - gutter) / 2
    lines = set_text(PARAGRAPHS[:4], 30, 0, width, indent=indent, size=8, space=0 if indent else 5)
    height = len(lines) // 2 + 1
    left, right = lines[:height], lines[height:]
    drawn = [Drawn(line.x, 260 + line.y, line.text, 8) for line in left]
    drawn += [Drawn(line.x + width + gutter, 260 + line.y - right[0].y, line.text, 8) for line in right]
    if by_row:
        drawn.sort(key=lambda line: (-round(line.y), line.x))
    return pdf([drawn])


@for_each("gutter, by_row, indent", [(g, r, i) for g in (7, 12, 24) for r in (False, True) for i in (0, 10)])
def test_nothing_is_read_across_columns_however_narrow_their_gutter_and_in_whatever_order_they_are_drawn(
    gutter: float, by_row: bool, indent: float
) -> None:
    assert texts(two_columns(gutter, by_row=by_row, indent=indent)) == PARAGRAPHS[:4]


def test_the_order_in_which_letters_are_drawn_does_not_matter() -> None:
    lines = set_text(PARAGRAPHS[:3], 30, 270, 340, space=6)
    shuffled = random.Random(1).sample(lines, len(lines))
    assert texts(pdf([shuffled])) == texts(pdf([lines])) == PARAGRAPHS[:3]


def test_one_column_with_wide_spaces_between_words_is_one_column() -> None:
    lines = set_text(PARAGRAPHS[:4], 30, 280, 110, size=8, space=4)
    drawn: list[Drawn] = []
    for line, below in zip(lines, [*lines[1:], Drawn(0, 0, "")], strict=True):
        words = line.text.split()
        room = 110 - sum(width_of(word, 8) for word in words)
        space = room / (len(words) - 1) if line.y - below.y < 10 and len(words) > 1 else 2
        x = line.x
        for word in words:
            drawn.append(Drawn(x, line.y, word, 8))
            x += width_of(word, 8) + space
    assert texts(pdf([drawn])) == PARAGRAPHS[:4]


def test_a_slight_space_between_paragraphs_tells_them_apart_where_their_last_lines_are_full() -> None:
    whole = "The ferry struck the pier of the port. " * 6
    lines = set_text([whole.strip()] * 4, 30, 280, width_of("The ferry struck the pier of the port."), space=2.4)
    assert texts(pdf([lines])) == [whole.strip()] * 4


def test_a_heading_ends_a_paragraph_although_its_last_line_is_full() -> None:
    width = width_of("The ferry struck the pier of the port.")
    above = [*set_text(["The ferry struck the pier of the port. " * 9], 30, 280, width)]
    page = [*above, Drawn(30, 150, "What happens next", 10, BOLD)]
    page += set_text(["The port is closed until Sunday and it may stay so. " * 3], 30 + width + 20, 280, width)
    assert len(texts(pdf([page]))) == 3


def test_words_that_a_line_broke_are_whole_and_hyphens_of_compounds_stay() -> None:
    lines = [
        "The inter-",
        "national harbour is well-",
        "known, as Karl-",
        "Heinz Brück told the 14-",
        "year-old visitors.",
    ]
    drawn = [Drawn(30, 250 - 12 * i, line) for i, line in enumerate(lines)]
    long = set_text([PARAGRAPHS[0]], 30, 150, width_of(lines[1]))
    whole = "The international harbour is well-known, as Karl-Heinz Brück told the 14-year-old visitors."
    assert texts(pdf([[*drawn, *long]]))[0] == whole


def test_ligatures_are_letters_and_nothing_unseen_gets_into_the_text() -> None:
    reading = read(pdf([[Drawn(30, 250, "An of\x01ce, a \x02ood and e\x03cient seafarers drew it.")]]))
    assert reading.text == "An office, a flood and efficient seafarers drew it."
    assert all(character.isprintable() for character in reading.text)


def test_a_paragraph_goes_on_over_pages_past_heads_numbers_and_captions() -> None:
    lines = [line._replace(x=30) for line in set_text(PARAGRAPHS[:5], 30, 0, 340, indent=12)]
    lines = set_text(PARAGRAPHS[:5], 30, 0, 340, indent=12)
    pages = []
    for number, start in enumerate(range(0, len(lines), 10), 1):
        page = lines[start : start + 10]
        pages.append(
            [
                Drawn(30, 285, "Harbour Post"),
                *(Drawn(line.x, 260 + line.y - page[0].y, line.text) for line in page),
                Drawn(30, 100, "The pier on Thursday.", 8),
                Drawn(195, 15, f"- {number} -"),
            ]
        )
    found = told_of(read(pdf(pages, extra=picture(30, 110, 200, 25 + 10))))
    assert [text for kind, text in found if kind == "body"] == PARAGRAPHS[:5]
    assert [text for kind, text in found if kind == "boilerplate page"] == [
        text for number in range(1, len(pages) + 1) for text in ("Harbour Post", f"- {number} -")
    ]
    assert {text for kind, text in found if kind == "caption"} == {"The pier on Thursday."}


def test_larger_letters_and_bold_ones_make_headings_and_italic_ones_below_a_picture_a_caption() -> None:
    page = [
        Drawn(30, 270, "Ferry strikes pier at Port Almer", 18, BOLD),
        *set_text(PARAGRAPHS[:1], 30, 250, 340),
        Drawn(30, 205, "The union denies a fault", 10, BOLD),
        *set_text(PARAGRAPHS[3:4], 30, 190, 340),
        Drawn(30, 80, "The ferry at the pier", 10, ITALIC),
    ]
    assert told_of(read(pdf([page], extra=picture(30, 95, 100, 40)))) == [
        ("headline", "Ferry strikes pier at Port Almer"),
        ("body", PARAGRAPHS[0]),
        ("subheading", "The union denies a fault"),
        ("body", PARAGRAPHS[3]),
        ("caption", "The ferry at the pier"),
    ]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    lines = set_text([PARAGRAPHS[0].removeprefix("F")], 60, 250, 300)
    rest = [Drawn(30 if i > 2 else line.x, line.y, line.text) for i, line in enumerate(lines)]
    assert texts(pdf([[Drawn(32, lines[2].y, "F", 40), *rest]])) == [PARAGRAPHS[0]]


def test_marks_of_notes_are_no_part_of_words_and_notes_stand_apart() -> None:
    lines = set_text(PARAGRAPHS[:2], 30, 270, 340, space=6)
    end = next(line for line in lines if line.text.endswith("midnight."))
    page = [
        *lines,
        Drawn(end.x + width_of(end.text) + 0.2, end.y + 4, "1", 6),
        Drawn(30, 43, "1", 5),
        Drawn(33, 40, "The statement was published in the gazette of the port.", 8),
    ]
    assert told_of(read(pdf([page]))) == [
        *(("body", text) for text in PARAGRAPHS[:2]),
        ("boilerplate note", "1 The statement was published in the gazette of the port."),
    ]


def test_what_a_browser_prints_around_a_page_is_no_text_and_tells_the_address() -> None:
    page = [
        Drawn(30, 290, "3/14/22, 10:05 AM", 8),
        Drawn(200, 290, "Ferry strikes pier - Post", 8),
        *set_text(PARAGRAPHS[:2], 30, 250, 340, space=6),
        Drawn(30, 10, "https://post.example/2022/ferry", 8),
        Drawn(360, 10, "1/1", 8),
    ]
    reading = read(pdf([page]))
    assert reading.source == "https://post.example/2022/ferry"
    assert reading.origins["source"] == "the foot of its pages"
    assert texts(pdf([page]), "body") == PARAGRAPHS[:2]


def test_what_programs_keep_of_a_document_counts_only_where_it_is_plausible() -> None:
    page = [Drawn(30, 270, "Ferry strikes pier at Port Almer", 18), *set_text(PARAGRAPHS[:2], 30, 240, 340, space=6)]
    created = {"CreationDate": "D:20261128004256Z"}
    good = read(pdf([page], {"Title": "Ferry strikes pier at Port Almer | Post", "Author": "Ann Brandt", **created}))
    assert (good.title, good.byline, good.date) == ("Ferry strikes pier at Port Almer", "Ann Brandt", "")
    bad = read(pdf([page], {"Title": "Microsoft Word - x.doc", "Author": "desk", **created}))
    assert (bad.title, bad.byline, bad.date) == ("", "", "")
    says = [*page, Drawn(30, 40, "By Lena Falk")]
    assert read(pdf([says], {"Author": "Ann Brandt"})).byline == ""


def test_a_document_that_forbids_copying_is_read_and_one_with_a_password_told() -> None:
    assert texts((MADE / "no-copying.pdf").read_bytes()) == ["The ferry struck the eastern pier."]
    with pytest.raises(NewsreaderError) as caught:
        read((MADE / "locked.pdf").read_bytes())
    assert caught.value.what == "a PDF document that is protected by a password"


def test_what_cannot_be_read_is_told_in_one_line() -> None:
    good = pdf([[Drawn(30, 250, SHORT[0])]])
    cases = {
        "a PDF document, but damaged": [b"%PDF-1.4", good[:200], b"%PDF-1.7 " + bytes(range(256)) * 20],
        "a PDF document of scanned pages, with no text in it": [pdf([[]], extra=picture(0, 0, 400, 300))],
        "a PDF document that unpacks to more than 50 MB, or to more than 200 times its size": [
            pdf([], packed=[packed(b" " * 5_000_000)])
        ],
    }
    for what, files in cases.items():
        for data in files:
            assert format_of(data).name == "a PDF document"
            with pytest.raises(NewsreaderError) as caught:
                read(data)
            assert (caught.value.what, caught.value.where) == (what, "a.pdf")


def test_a_damaged_page_is_told_and_the_others_are_read() -> None:
    pages = [[Drawn(30, 250, SHORT[0])], [Drawn(30, 250, SHORT[1])]]
    torn = pdf(pages).replace(b"/Contents 13 0 R", b"/Contents 1e999  ")
    reading = read(torn)
    assert (reading.text, reading.notices) == (SHORT[0], ("the pages behind page 1 could not be read",))


def test_only_so_many_pages_and_so_long_are_read_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [
        [Drawn(30, 250, f"Page number {['one', 'two', 'three', 'four'][i]} of the report ends here.")] for i in range(4)
    ]
    monkeypatch.setattr(pdf_pages, "MAX_PAGES", 3)
    reading = read(pdf(pages))
    assert (len(reading.blocks), reading.notices) == (3, ("only its first 3 pages were read",))
    monkeypatch.setattr(pdf_pages, "MAX_SECONDS", -1)
    slow = pdf(pages[:1], packed=[packed(b"q Q " * 20_000)])
    assert read(slow).notices == ("only its first page was read: it takes longer than -1 seconds",)


def test_pdfminer_writes_nothing_on_the_screen_and_a_missing_library_is_named(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(pdf([[Drawn(30, 250, SHORT[0])]], packed=[packed(b"(x) Tj")[:-3]]))
    assert capfd.readouterr() == ("", "")
    monkeypatch.setitem(sys.modules, "pdfminer.pdfparser", None)
    with pytest.raises(NewsreaderError, match=r"PDF documents need the Python package that brings `pdfminer`"):
        read(pdf([[]]))

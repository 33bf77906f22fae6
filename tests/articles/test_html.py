"""Web pages to articles: facts and their origins, kinds, decoding, saved copies, damaged and hostile pages."""

from __future__ import annotations

import contextlib
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from articles.clean import paragraphs
from articles.errors import NewsreaderError
from articles.model import Kind
from articles.readers import html
from articles.readers.extractor import nobody_asked
from tests.each import for_each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from articles.model import Paragraph
    from articles.readers.reading import Reading

TEXT = (
    "PORT ALMER – Fourteen people were hurt on Thursday when a ferry struck the eastern pier, the harbour office said.",
    "The master of the ferry told reporters that the rudder had not answered. He had perhaps forty seconds.",
    "The union of the seafarers rejected that account and said that crews had asked for a second tug since March.",
    "Ferries will run every two hours until the pier has been repaired, the operator said, and buses will wait.",
)
STORY = "".join(f"<p>{text}</p>" for text in TEXT)
PAGE = f"""<!DOCTYPE html><html lang=en><head><title>Ferry strikes pier, 14 hurt | Harbour Post</title>
<meta property=og:site_name content="Harbour Post"></head><body>
<header><nav><ul><li><a href=/>Home</a><li><a href=/world>World</a></ul></nav></header>
<main><article><p class=kicker>Shipping</p><h1>Ferry strikes pier, 14 hurt</h1>
<p class=standfirst>Investigators blame a steering fault; the union disagrees</p>
<p class=byline>By <a href=/by>Ann Brandt</a></p>
<p><time datetime=2024-05-02T21:40:00+02:00>2 May 2024, 21:40</time></p>
<figure><img alt="The bow"><figcaption>The ferry at the pier. Photograph: Mina Okoye</figcaption></figure>
{STORY}</article>
<aside><h3>More on this story</h3><ul><li><a href=/t>Tram line 4 is closed for a week</a></ul></aside>
<section id=comments><h3>Comments (2)</h3><p>Sign in to join the conversation</p></section></main>
<footer><p>© 2024 Harbour Post Ltd. All rights reserved.<p>Cookie settings</footer></body></html>"""


@pytest.fixture(autouse=True)
def _by_rules_alone() -> Iterator[None]:
    """Reads without the extractor, which tests of its own ask."""
    with nobody_asked():
        yield


def page(head: str = "", body: str = f"<h1>Ferry strikes pier</h1>{STORY}") -> Reading:
    """What is read of a page with this head and body."""
    return html.read_page(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")


def kinds(reading: Reading) -> dict[str, list[str]]:
    """The texts of the paragraphs by their kinds."""
    found: dict[str, list[str]] = {}
    for one in paragraphs(reading.blocks, reading.title):
        found.setdefault(one.kind.value, []).append(one.shown)
    return found


def test_a_page_is_its_article_and_the_rest_is_folded() -> None:
    reading = html.read_page(PAGE)
    told = kinds(reading)
    assert {kind: told[kind] for kind in ("headline", "standfirst", "byline", "date", "caption", "body")} == {
        "headline": ["Ferry strikes pier, 14 hurt"],
        "standfirst": ["Investigators blame a steering fault; the union disagrees"],
        "byline": ["By Ann Brandt"],
        "date": ["2 May 2024, 21:40"],
        "caption": ["The ferry at the pier. Photograph: Mina Okoye"],
        "body": list(TEXT),
    }
    assert "Tram line 4 is closed for a week" in told["boilerplate"]
    assert not {"subheading", "credit"} & told.keys()
    assert (reading.outlet, reading.date, reading.source) == ("Harbour Post", "2024-05-02T21:40:00+02:00", "")


def test_nothing_of_a_page_is_lost_and_every_block_knows_where_it_stands() -> None:
    reading = html.read_page(PAGE)
    shown = " ".join(block.shown for block in reading.blocks)
    assert all(text in shown for text in ("Home", "Cookie settings", "Sign in to join the conversation", *TEXT))
    spans = [block.source for block in reading.blocks if block.source]
    assert len(spans) == len(reading.blocks)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(
        PAGE[span.start : span.end].split()[0] in block.shown for span, block in zip(spans, reading.blocks, strict=True)
    )


TITLES = {
    "<title>Harbour Post</title>": "Ferry strikes pier",
    "<meta property=og:title content='Ferry strikes pier'><title>x</title>": "Ferry strikes pier",
    "<meta property=og:title content='What this boat did next'>": "What this boat did next",
    "<meta property=og:title content='Ferry strikes pier: 14 hurt'>": "Ferry strikes pier",
}


@for_each("head, title", TITLES.items())
def test_the_headline_that_shows_comes_before_the_one_for_networks(head: str, title: str) -> None:
    if "boat" in head:  # what stands as heading says something else altogether
        assert page(head, f"<h1>Harbour Post</h1>{STORY}").title == title
    else:
        assert page(head).title == title


@for_each(
    "body",
    [
        f"<table><tr><td><font size=5>Ferry strikes pier</font>{STORY}</td></tr></table>",
        f"<div><b>Ferry strikes pier</b></div>{STORY}",
    ],
)
def test_the_title_of_a_page_without_headings_is_the_part_of_it_that_shows(body: str) -> None:
    reading = page("<title>Ferry strikes pier | Harbour Post</title>", body)
    assert (reading.title, reading.outlet) == ("Ferry strikes pier", "Harbour Post")
    assert kinds(reading)["headline"] == ["Ferry strikes pier"]
    assert reading.text.count("Ferry strikes pier") == 1


def test_a_heading_with_the_words_of_a_headline_comes_before_a_title_that_shows_nowhere() -> None:
    head = "<meta property=og:title content='Fourteen hurt: all we know so far'><title>Fourteen hurt | Post</title>"
    assert page(head, f"<h1>Ferry strikes the eastern pier</h1>{STORY}").title == "Ferry strikes the eastern pier"


def test_the_names_of_classes_tell_who_wrote_it_and_the_standfirst() -> None:
    deck = "Doce heridos y una noche sin barcos en el puerto"
    head = f"<h1>Ferry strikes pier</h1><h2 class=subtitulo>{deck}</h2><div class=firma><a href=/n>Ann Brandt</a></div>"
    found = kinds(page("", head + STORY))
    assert (found["standfirst"], found["byline"]) == ([deck], ["Ann Brandt"])


def test_a_heading_above_the_first_paragraph_is_the_articles() -> None:
    point = "A ferry struck the eastern pier"
    entries = "".join(f"<li><span>1{i}:00</span><h2>Entry {i}</h2><p>{text}</p></li>" for i, text in enumerate(TEXT))
    found = kinds(page("", f"<h1>Ferry strikes pier: live</h1><h2>Summary</h2><ul><li>{point}</ul><ol>{entries}</ol>"))
    assert (found["subheading"][0], found["body"][0]) == ("Summary", point)
    assert [one for one in found["subheading"] if one.startswith("Entry")] == [f"Entry {i}" for i in range(len(TEXT))]


def test_a_heading_in_ideographs_comes_before_another_title_of_the_page() -> None:
    assert (
        page("<title>样本日报</title>", "<h1>渡轮撞上东码头十四人受伤</h1><p>港务局周四表示，十四人受伤。</p>").title[
            :4
        ]
        == "渡轮撞上"
    )


def test_a_kicker_in_the_articles_own_element_is_folded() -> None:
    found = kinds(page("", f"<article><span>Shipping</span><h1>Ferry strikes pier</h1>{STORY}</article>"))
    assert "Shipping" in found["boilerplate"]


def test_a_title_that_no_paragraph_says_stands_above_them_once() -> None:
    reading = page(
        "<meta property=og:title content='Ferry strikes pier | Post'><meta property=og:site_name content=Post>", STORY
    )
    assert kinds(reading)["headline"] == ["Ferry strikes pier"]
    assert reading.text.count("Ferry strikes pier") == 1
    assert reading.origins["title"] == "og:title"


OUTLETS = {
    "<meta property=og:site_name content='Harbour Post'>": ("Harbour Post", "og:site_name"),
    "<meta name=application-name content='Harbour Post'>": ("Harbour Post", "application-name"),
    "<title>Ferry strikes pier - Harbour Post</title>": ("Harbour Post", "title"),
    "<title>Ferry strikes pier</title>": ("", None),
    "<script type=application/ld+json>{'@type'</script>": ("", None),
    '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"publisher":{"@id":"#p"}},'
    '{"@id":"#p","@type":"NewsMediaOrganization","name":"Harbour &amp; Post"}]}</script>': (
        "Harbour & Post",
        "JSON-LD",
    ),
    "<meta property=og:site_name content='www.post.example'><script type=application/ld+json>"
    '[{"@type":"Article","publisher":{"name":"The Post"}}]</script>': ("The Post", "JSON-LD"),
}


@for_each("head, told", OUTLETS.items())
def test_the_outlet_is_told_by_the_page_or_by_nobody(head: str, told: tuple[str, str | None]) -> None:
    reading = page(head)
    assert (reading.outlet, reading.origins.get("outlet")) == told


def ld(**facts: str) -> str:
    """JSON-LD of an article."""
    import json

    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


DATES = {
    ld(dateModified="2022-03-16T10:00:00Z", datePublished="2022-03-14T09:30:00+01:00"): "2022-03-14T09:30:00+01:00",
    ld(datePublished="2022-03-14 09:30:00"): "2022-03-14",
    "<meta property=article:modified_time content=2022-03-16><meta name=article:published_time content=2022-03-14>": (
        "2022-03-14"
    ),
    "<meta name=dc.date.issued content=2022-03-14>": "2022-03-14",
    "<meta name=date content='Mon, 14 Mar 2022 09:30:00 GMT'>": "2022-03-14T09:30:00+00:00",
    "<meta name=date content=03/04/2022>": "",
    "<meta name=date content='2022年3月14日'>": "2022-03-14",
    "<meta property=article:published_time content=2022-13-45>": "",
    "<meta itemprop=datePublished content=20220314T093000Z>": "2022-03-14T09:30:00+00:00",
    "<meta property=og:updated_time content=2022-03-16>": "2022-03-16",
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-03-14",,}</script>': "2022-03-14",
}


@for_each("head, date", DATES.items())
def test_the_date_is_that_of_publication_with_its_own_offset(head: str, date: str) -> None:
    assert page(head).date == date


def test_a_date_that_can_mean_two_days_is_left_open_and_told() -> None:
    for reading in (
        page("<meta name=date content=03/04/2022>"),
        page("", f"<h1>Ferry strikes pier</h1><div>Published 03/04/2022</div>{STORY}"),
    ):
        assert reading.date == ""
        assert any("03/04/2022" in notice for notice in reading.notices)


def test_the_date_and_the_byline_of_the_text_count_where_the_head_has_none() -> None:
    reading = page("", f"<h1>Ferry strikes pier</h1><div>By Ann Brandt</div><div>2 May 2024, 21:40 CEST</div>{STORY}")
    assert (reading.date, reading.origins["date"]) == ("2024-05-02T21:40:00+02:00", "the text")
    assert kinds(reading)["byline"] == ["By Ann Brandt"]


def test_authors_that_the_text_does_not_name_are_told_by_the_head() -> None:
    reading = page(ld(author="Ann Brandt"))
    assert (reading.byline, reading.origins["byline"]) == ("Ann Brandt", "JSON-LD")
    assert page("<meta name=author content=admin>").byline == ""
    assert page("<meta name=author content='https://post.example/by/brandt'>").byline == ""


def test_a_copy_of_the_wayback_machine_has_the_source_of_the_original() -> None:
    copy = "https://web.archive.org/web/20240504041500/http://post.example/ferry.html"
    toolbar = f"<div id=wm-ipp-base>bar</div><div id=wm-ipp-print>The Wayback Machine - {copy}</div>"
    for head in (f"<link rel=canonical href={copy}>", ""):
        reading = page(head, f"{toolbar}<h1>Ferry strikes pier</h1>{STORY}")
        assert reading.source == "http://post.example/ferry.html"
        assert any("2024-05-04" in notice for notice in reading.notices)
        assert {"bar"} <= {block.shown for block in reading.blocks if block.kind is Kind.BOILERPLATE}


def test_the_facts_of_archive_today_are_not_the_articles() -> None:
    reading = html.read_page(
        "<html><head><meta property=og:site_name content=archive.ph><title>Ferry strikes pier | Harbour Post</title>"
        "<meta property=article:published_time content=2024-05-03T22:28:55Z>"
        "<link rel=canonical href=https://archive.ph/XvEff>"
        "<link rel=bookmark href=http://archive.today/20240503222855/http://post.example/ferry.html></head><body>"
        "<div id=HEADER>webpage capture<time datetime=2024-05-03T22:28:55Z>3 May 2024</time></div>"
        f"<div id=CONTENT><h1>Ferry strikes pier</h1><div>2 May 2024</div>{STORY}</div>"
    )
    assert (reading.outlet, reading.date, reading.source) == (
        "Harbour Post",
        "2024-05-02",
        "http://post.example/ferry.html",
    )


def test_the_saver_of_a_page_tells_its_source() -> None:
    saved = "<!--\n Page saved with SingleFile \n url: http://post.example/a \n saved date: Sat Nov 28 2026 -->"
    assert page(saved).source == "http://post.example/a"
    assert page(f"<link rel=canonical href=https://post.example/b>{saved}").source == "https://post.example/b"
    assert page("<link rel=canonical href=/b>").source == ""


def test_a_page_that_keeps_its_text_for_subscribers_says_so() -> None:
    short = f"<h1>Ferry strikes pier</h1><p>{TEXT[0]}</p><div>Subscribe to continue reading</div>"
    assert any("subscribers" in notice for notice in page("", short).notices)
    assert any("JavaScript" in notice for notice in page("", "<p>Please enable JavaScript to read on.</p>").notices)
    assert page().notices == ()


ENCODED = (
    ("Brücke – gesperrt “heute”", "utf-8", "iso-8859-1"),
    ("Brücke – gesperrt “heute”", "utf-8-sig", ""),
    ("Brücke – gesperrt “heute”", "utf-16", ""),
    ("Brücke – gesperrt “heute” €", "cp1252", "iso-8859-1"),
    ("Brücke – gesperrt “heute” €", "cp1252", "utf-8"),
    ("Мэр закрыл мост до весны", "koi8-r", "koi8-r"),
    ("Мэр закрыл мост до весны", "cp1251", "windows-1251"),
    ("会談は合意なしに終わった", "cp932", "Shift_JIS"),
    ("谈判没有结果", "gb18030", "gb2312"),
)


@for_each("text, encoding, declared", ENCODED)
def test_what_the_bytes_are_comes_before_what_the_page_says(text: str, encoding: str, declared: str) -> None:
    meta = f"<meta charset={declared}>" if declared else ""
    data = f"<html>{meta}<p>{text}</p>{STORY if encoding.startswith('utf') else ''}</html>".encode(encoding, "replace")
    assert text in html.read(data, "page.html")[0].text


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(NewsreaderError) as refused:
        html.read(b"<html><head><title></title></head><script>var a = 1</script></html>", "page.html")
    assert str(refused.value).startswith("page.html: a web page without text; ")


def test_what_a_terminal_could_act_on_never_comes_out_of_a_page() -> None:
    head = "<title>&#27;[31mred&#x9b;0m</title><meta property=og:site_name content='&#x202e;Post&#27;]0;x&#7;'>"
    link = "A&#27;]8;;http://x.example\x07link\x1b]8;;\x07 title"
    reading = page(head, f"<h1>{link}</h1>{STORY}<p>&#x202e;tfel\u2066 to \ud800 right</p>")
    assert "\ufffd" in reading.text
    assert not {c for c in reading.text if not (c.isprintable() or c == "\n")}


HOSTILE = (
    "<div>", "<p>", "<a href=x>", "<b>", "</b>", "<b><p></b>", "<!--", "<!", "</", "<", "&#", "&amp", "<a b='",
    '<a b="', "<q>", "<del>x", "<table><tr><td>", "<li>", "<template>", "<select><option>", "<figcaption>",
    "<script>", "<title>", "<time>", "<span itemprop=author>", "[[[[", "<h1>", "<br>", "<p><button>",
)  # fmt: skip
"""Runs of which none may take more than time in proportion to its length."""


def test_hostile_runs_are_read_or_refused() -> None:
    for run in HOSTILE:
        markup = f"<html><body><p>{TEXT[0]}</p>" + run * (20_000 // len(run))
        with contextlib.suppress(NewsreaderError):  # too many paragraphs
            html.read_page(markup, name="page.html")


def test_a_line_of_a_million_characters_and_a_hundred_thousand_tags_are_read() -> None:
    assert len(page("", f"<p>{'x' * 1_000_000}</p>{STORY}").text) > 1_000_000
    deep = "<div>" * 100_000 + f"<p>{TEXT[0]}</p>" + "</div>" * 100_000
    assert TEXT[0] in page("", deep).text


def test_a_live_blog_is_all_its_entries_with_their_hours() -> None:
    layouts = {
        "<article><time>1{}:30</time><p>{}</p></article>": "<main>{}</main>",
        "<div class=post><header><h2>Entry</h2><span>1{}.30 CET</span></header><div>{}</div></div>": "<div>{}</div>",
        "<li><time datetime=2024-05-02T1{}:30Z>10:30</time> {}</li>": "<ol>{}</ol>",
    }
    for entry, around in layouts.items():
        entries = "".join(entry.format(number, text) for number, text in enumerate(TEXT))
        reading = page("<title>Ferry: live</title>", f"<h1>Ferry: live</h1>{around.format(entries)}")
        shown = " ".join(shown_kinds(paragraphs(reading.blocks, reading.title)))
        assert [text for text in TEXT if text not in shown] == [], entry
        assert shown.count(":30") + shown.count(".30") == len(TEXT), entry


def shown_kinds(found: tuple[Paragraph, ...]) -> list[str]:
    """The texts that are shown unfolded."""
    return [one.shown for one in found if one.kind is not Kind.BOILERPLATE]


def test_the_copies_of_text_that_pages_hide_stay_folded() -> None:
    reading = page("", f"<h1>Ferry strikes pier</h1>{STORY}<div style='display:none'>{STORY}</div>")
    shown = shown_kinds(paragraphs(reading.blocks, reading.title))
    assert [text for text in TEXT if shown.count(text) != 1] == []

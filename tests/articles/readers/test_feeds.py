"""Feeds: each entry an article with its own text and facts; traps of RSS, RDF and Atom; what is no feed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from articles.clean import paragraphs
from articles.errors import NewsreaderError
from articles.readers import feeds
from articles.readers.entries import ONLY_SUMMARY
from articles.readers.formats import format_of
from tests.each import for_each

if TYPE_CHECKING:
    from articles.readers.reading import Reading

BODY = "The harbour office said on Thursday that the pier would stay closed until the end of the week."
MORE = "Ferries will run every two hours until Sunday, the operator told passengers."


def rss(items: str, channel: str = "<title>Quay Times</title>", root: str = "") -> bytes:
    names = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    )
    text = f'<?xml version="1.0"?>\n<rss version="2.0" {names} {root}><channel>{channel}{items}</channel></rss>'
    return text.encode()


def atom(entries: str, feed: str = "<title>Quay Times</title>") -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://quay.example/">{feed}{entries}</feed>'.encode()


def one(data: bytes) -> Reading:
    assert format_of(data).name == "a feed"
    (reading,) = feeds.read(data, "feed.xml")
    return reading


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [(p.kind.value, p.shown) for p in paragraphs(reading.blocks, reading.title)]


def test_an_item_of_rss_is_an_article_with_its_facts_and_its_own_bytes() -> None:
    item = (
        "<item><title>Pier closed</title><link>https://quay.example/pier</link><dc:creator>Ann Brandt</dc:creator>"
        "<dc:creator>João Reis</dc:creator><pubDate>Thu, 02 May 2024 21:40:00 +0200</pubDate>"
        f"<description>The pier [&#8230;]</description><content:encoded><![CDATA[<p>{BODY}</p><p>{MORE}</p>"
        '<p>The post <a href="https://quay.example/pier">Pier closed</a> appeared first on '
        '<a href="https://quay.example">Quay Times</a>.</p>]]></content:encoded></item>'
    )
    data = rss(item)
    reading = one(data)
    assert (reading.title, reading.outlet, reading.byline) == ("Pier closed", "Quay Times", "Ann Brandt, João Reis")
    assert (reading.date, reading.source) == ("2024-05-02T21:40:00+02:00", "https://quay.example/pier")
    assert reading.origins["outlet"] == "the feed's title"
    assert reading.original == item.encode()
    assert reading.notices == ()
    assert shown(reading) == [
        ("headline", "Pier closed"),
        ("body", BODY),
        ("body", MORE),
        ("boilerplate", "The post Pier closed appeared first on Quay Times."),
    ]


def test_an_excerpt_is_told_and_its_mark_is_not_text() -> None:
    reading = one(rss(f"<item><title>Pier closed</title><description>{BODY} It [&amp;#8230;]</description></item>"))
    assert shown(reading)[1:] == [("body", f"{BODY} It")]
    assert reading.notices == ("only an excerpt: the text breaks off",)


def test_an_entry_with_no_more_than_a_title_has_no_paragraphs_and_a_notice() -> None:
    first, second = feeds.read(
        rss(f"<item><title>One</title></item><item><title>Two</title><description>{BODY}</description></item>"), "f"
    )
    assert (first.text, first.blocks, first.title) == ("", [], "One")
    assert first.notices == ("an entry without a text",)
    assert len(second.blocks) == 2


def test_the_longest_of_several_contents_is_read_and_a_summary_that_says_more_is_the_standfirst() -> None:
    reading = one(
        rss(
            f"<item><title>Pier closed</title><description>Investigators blame a fault</description>"
            f"<content:encoded>&lt;p&gt;short&lt;/p&gt;</content:encoded>"
            f"<content:encoded>&lt;p&gt;{BODY}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</content:encoded></item>"
        )
    )
    assert shown(reading) == [
        ("headline", "Pier closed"),
        ("standfirst", "Investigators blame a fault"),
        ("body", BODY),
        ("body", MORE),
    ]


TITLES = {
    '<title>Tags <b xmlns="x">in</b> it</title>': "Tags in it",
    "<title>Why &lt;b&gt; is bold</title>": "Why <b> is bold",
    '<title type="text">&lt;b&gt;Bold&lt;/b&gt; &amp;amp; more</title>': "<b>Bold</b> &amp; more",
    '<title type="html">&lt;b&gt;Bold&lt;/b&gt; &amp;amp; more</title>': "Bold & more",
    '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>Bold</b> &amp; more</div></title>': "Bold & more",
}


@for_each("given, title", TITLES.items())
def test_a_title_of_atom_is_what_its_type_says(given: str, title: str) -> None:
    reading = one(atom(f"<entry>{given}<content>{BODY}</content></entry>"))
    assert reading.title == title


RSS_TITLES = {
    "A &amp;amp; B: &lt;b&gt;now&lt;/b&gt;": "A & B: now",
    "Why &lt;b&gt; is bold": "Why <b> is bold",
    "<![CDATA[Tram &#8211; bus]]>": "Tram – bus",
    "<![CDATA[5 < 6 & 7]]>": "5 < 6 & 7",
}


@for_each("given, title", RSS_TITLES.items())
def test_a_title_of_rss_loses_references_and_closed_tags_alone(given: str, title: str) -> None:
    assert one(rss(f"<item><title>{given}</title><description>{BODY}</description></item>")).title == title


def test_an_entry_of_atom_has_its_addresses_joined_its_authors_and_the_day_it_was_published() -> None:
    reading = one(
        atom(
            "<entry><title>Pier closed</title><updated>2024-05-03T08:05:00+02:00</updated>"
            "<published>2024-05-02T21:40:00+02:00</published><author><name>Ann Brandt</name></author>"
            '<author><name>João Reis</name></author><link rel="self" href="x.atom"/><link href="2024/pier"/>'
            f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The <i>Olav</i> lies there.</p>'
            f"<h2>Union denies fault</h2><p>{BODY}</p></div></content></entry>"
        )
    )
    assert reading.source == "https://quay.example/2024/pier"
    assert (reading.date, reading.byline) == ("2024-05-02T21:40:00+02:00", "Ann Brandt, João Reis")
    assert shown(reading)[1:] == [
        ("body", "The Olav lies there."),
        ("subheading", "Union denies fault"),
        ("body", BODY),
    ]


def test_text_of_atom_keeps_its_paragraphs_and_its_angle_brackets() -> None:
    reading = one(
        atom(f"<entry><title>A</title><content>{BODY}\n\nIt cost less than &lt;600 a year.</content></entry>")
    )
    assert shown(reading)[1:] == [("body", BODY), ("body", "It cost less than <600 a year.")]


def test_authors_of_the_feed_are_those_of_its_entries_but_for_the_outlet() -> None:
    entry = f"<entry><title>A</title><content>{BODY}</content></entry>"
    named = "<title>Quay Times</title><author><name>{}</name></author>"
    assert one(atom(entry, named.format("Ann Brandt"))).byline == "Ann Brandt"
    assert one(atom(entry, named.format("Quay Times"))).byline == ""


BYLINES = {
    "<author>desk@quay.example (Ann Brandt)</author>": "Ann Brandt",
    "<author>Ann Brandt &lt;desk@quay.example&gt;</author>": "Ann Brandt",
    "<author>desk@quay.example</author>": "",
    "<author>noreply@blog.example (Unknown)</author>": "",
    "<dc:creator>By Ann Brandt</dc:creator>": "By Ann Brandt",
}


@for_each("given, byline", BYLINES.items())
def test_an_author_of_rss_is_a_name_and_never_an_address(given: str, byline: str) -> None:
    assert one(rss(f"<item><title>A</title>{given}<description>{BODY}</description></item>")).byline == byline


def test_rdf_with_items_beside_the_channel_is_read() -> None:
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Quay Times</title></channel>'
        "<item><title>Pier closed</title><link>https://quay.example/pier</link><dc:date>2024-05-02</dc:date>"
        f"<description>{BODY}</description></item></rdf:RDF>"
    ).encode()
    reading = one(data)
    assert (reading.outlet, reading.date, reading.source) == ("Quay Times", "2024-05-02", "https://quay.example/pier")


def test_what_collects_others_articles_names_their_outlets_or_none() -> None:
    source = "<source url='https://pier.example/feed'>Pier Post</source>"
    item = f"<item><title>A</title>{source}<description>{BODY}</description></item>"
    assert one(rss(item)).outlet == "Pier Post"
    reading = one(
        atom(
            '<entry><title type="html">&lt;b&gt;Ferry&lt;/b&gt; hits pier</title>'
            '<link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://pier.example/a%3Fb&amp;ct=ga"/>'
            f'<content type="html">{BODY} It &lt;b&gt;...&lt;/b&gt;</content></entry>',
            '<title>Google Alert - ferry</title><link href="https://www.google.com/alerts/feeds/1/2" rel="self"/>',
        )
    )
    assert (reading.outlet, reading.title) == ("", "Ferry hits pier")
    assert reading.source == "https://pier.example/a?b"
    assert reading.notices == ("only an excerpt: the text breaks off",)


def test_a_zone_that_is_not_known_gives_the_day_and_is_told() -> None:
    reading = one(
        rss(
            "<item><title>A</title><pubDate>Mon, 14 Mar 2022 12:00:00 IST</pubDate>"
            f"<description>{BODY}</description></item>"
        )
    )
    assert reading.date == "2022-03-14"
    assert "IST" in reading.notices[0]


def test_an_original_address_comes_before_the_one_that_counts_visits() -> None:
    reading = one(
        rss(
            "<item><title>A</title><link>https://feeds.example/~r/1</link>"
            "<feedburner:origLink>https://quay.example/pier</feedburner:origLink>"
            f"<description>{BODY}</description></item>"
        )
    )
    assert reading.source == "https://quay.example/pier"


def test_bytes_are_read_in_the_encoding_that_they_are_in() -> None:
    item = f"<item><title>Jetée – “fermée”</title><description>{BODY}</description></item>"
    said = rss(item).decode().replace('version="1.0"?', 'version="1.0" encoding="iso-8859-1"?')
    for encoding in ("utf-8", "cp1252"):
        assert one(said.encode(encoding)).title == "Jetée – “fermée”"
    assert one(said.replace("iso-8859-1", "utf-16").encode("utf-16")).title == "Jetée – “fermée”"


def test_small_faults_are_put_right_and_told() -> None:
    reading = one(
        rss(
            "<item><title>Tram & bus&nbsp;&ndash; x</title><link>/?a=1&b=2</link>"
            f"<description>\x02{BODY}</description></item>"
        )
    )
    assert (reading.title, reading.source) == ("Tram & bus – x", "/?a=1&b=2")
    assert reading.notices == ("faults in the XML were put right", ONLY_SUMMARY)


def test_a_feed_that_breaks_off_keeps_what_is_whole() -> None:
    item = f"<item><title>A</title><description>{BODY}</description></item>\n"
    data = rss(item + "<item><title>Broken")
    reading = one(data[: data.index(b"Broken")])
    assert reading.title == "A"
    assert reading.notices == ("damaged XML: read up to line 3", ONLY_SUMMARY)


REFUSED = {
    b'<rss version="2.0"><channel><title>Q</title></channel></rss>': "a feed without entries",
    b'<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]><rss><channel><item>&b;</item></channel></rss>': (
        "XML that declares entities, which can be a trap"
    ),
    b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item>&x;</item></channel></rss>': (
        "XML that declares entities, which can be a trap"
    ),
    b"<rss>" + b"<a>" * 5_000: "XML nested too deep",
    b"<rss><channel>" + b"<item/>" * 5_001 + b"</channel></rss>": "more than 5,000 articles",
    b"<rss>\0": "a feed without entries",
}


@for_each("data, what", REFUSED.items(), lambda case: json.dumps(repr(case)[:60]))
def test_what_is_no_feed_of_articles_is_refused_in_one_line(data: bytes, what: str) -> None:
    assert format_of(data).name == "a feed"
    with pytest.raises(NewsreaderError) as caught:
        feeds.read(data, "feed.xml")
    assert (caught.value.what, caught.value.where) == (what, "feed.xml")


def test_elements_of_that_name_inside_an_entry_are_no_entries_and_wrong_addresses_stay() -> None:
    inner = "<item><title>B</title></item>"
    reading = one(rss(f"<item><title>A</title><link>http://[::x</link><description>{BODY}</description>{inner}</item>"))
    assert (reading.title, reading.source) == ("A", "http://[::x")


def test_the_document_type_of_old_feeds_is_no_reason_to_refuse_them() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">'
    data = rss(f"<item><title>A</title><description>{BODY}</description></item>")
    assert one(data.replace(b"?>\n", f"?>\n{doctype}".encode(), 1)).title == "A"


@for_each(
    "data", [b"<html><body>", b"<rssx>", b"<nitf>", b"a <rss>", b'<feed xmlns="urn:other">', b"<rdf:RDF xmlns='x'>"]
)
def test_other_files_are_no_feeds(data: bytes) -> None:
    assert format_of(data).name != "a feed"

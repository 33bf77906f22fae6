"""Articles in JSON: feeds, lists, lines, what `newsreader articles` writes; what holds none is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from articles.clean import paragraphs
from articles.errors import NewsreaderError
from articles.read import read_articles
from articles.readers import json_articles
from articles.readers.formats import format_of
from tests.each import for_each
from tui.cli.articles import as_data

if TYPE_CHECKING:
    from pathlib import Path

    from articles.readers.reading import Reading

BODY = "The harbour office said on Thursday that the pier would stay closed until the end of the week."
MORE = "Ferries will run every two hours until Sunday, the operator told passengers."
PIER = {"title": "Pier closed", "text": f"{BODY}\n\n{MORE}", "url": "https://quay.example/pier", "date": "2024-05-02"}


def read(value: Any) -> list[Reading]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    assert format_of(data).name == "JSON"
    return json_articles.read(data, "a.json")


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [(p.kind.value, p.shown) for p in paragraphs(reading.blocks, reading.title)]


def test_an_item_of_a_json_feed_is_an_article_of_the_feeds_outlet() -> None:
    items = [
        {
            "title": "Pier closed",
            "content_html": f"<p>{BODY}</p><p>{MORE}</p>",
            "summary": "Investigators blame a fault",
            "date_published": "2024-05-02T21:40:00+02:00",
            "date_modified": "2024-05-03T08:05:00+02:00",
            "authors": [{"name": "Ann Brandt"}, {"name": "João Reis"}],
            "url": "https://quay.example/pier",
        },
        {"title": "Tram", "content_text": f"{BODY}\n\n{MORE}", "author": {"name": "Mina Okoye"}},
        {"title": "Bus", "content_text": BODY},
        {"id": "4"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Quay Times", "author": {"name": "Desk"}}
    pier, tram, bus, empty = read(feed | {"items": items})
    assert (pier.outlet, pier.byline, pier.date) == (
        "Quay Times",
        "Ann Brandt, João Reis",
        "2024-05-02T21:40:00+02:00",
    )
    assert pier.source == "https://quay.example/pier"
    assert [kind for kind, _ in shown(pier)] == ["headline", "standfirst", "body", "body"]
    assert json.loads(pier.original or b"") == items[0]
    assert (tram.byline, bus.byline) == ("Mina Okoye", "Desk")
    assert (empty.text, empty.notices) == ("", ("an entry without a text",))


NAMED: list[tuple[dict[str, Any], tuple[str, str, str, str]]] = [
    (
        {"headline": "A", "maintext": BODY, "authors": ["Ann", "Jo"], "date_publish": "2024-05-03 10:34:00"},
        ("A", "", "2024-05-03", "Ann, Jo"),
    ),
    (
        {"title": "A", "content": BODY, "source": {"id": None, "name": "Quay"}, "publishedAt": "2024-05-03T12:33:00Z"},
        ("A", "Quay", "2024-05-03T12:33:00+00:00", ""),
    ),
    (
        {"Title": "A", "articleBody": BODY, "publisher": {"name": "Quay"}, "author": {"name": "Ann"}},
        ("A", "Quay", "", "Ann"),
    ),
    (
        {"title": {"rendered": "A"}, "content": {"rendered": f"<p>{BODY}</p>"}, "link": "https://q.example"},
        ("A", "", "", ""),
    ),
    ({"title": "A", "body": [BODY, MORE], "source": "Quay", "byline": "By Ann"}, ("A", "Quay", "", "By Ann")),
    ({"title": "A", "text": BODY, "timestamp": 1714678800}, ("A", "", "2024-05-02T19:40:00+00:00", "")),
    ({"title": "A", "text": BODY, "date": {"$date": "2024-05-02"}}, ("A", "", "2024-05-02", "")),
]


@for_each("fields, facts", NAMED)
def test_fields_are_known_by_the_names_that_people_give_them(
    fields: dict[str, Any], facts: tuple[str, str, str, str]
) -> None:
    (reading,) = read(fields)
    assert (reading.title, reading.outlet, reading.date, reading.byline) == facts
    assert ("body", BODY) in shown(reading)


def test_a_source_is_an_address_or_an_outlet() -> None:
    for_address, for_name, beside = read(
        [
            PIER | {"url": None, "source": "https://quay.example/x"},
            PIER | {"source": "Quay Times"},
            PIER | {"url": "", "source": "clipping 4", "outlet": "Quay Times"},
        ]
    )
    assert (for_address.outlet, for_address.source) == ("", "https://quay.example/x")
    assert (for_name.outlet, for_name.source) == ("Quay Times", "https://quay.example/pier")
    assert (beside.outlet, beside.source) == ("Quay Times", "clipping 4")
    assert for_name.origins["outlet"] == "source"
    assert read([PIER | {"source_domain": "quay.example"}])[0].outlet == "quay.example"
    assert read([PIER | {"source_domain": "quay.example", "source": "Quay Times"}])[0].outlet == "Quay Times"


HOLDERS: list[Any] = [
    [PIER, PIER],
    {"articles": [PIER, PIER], "totalResults": 2},
    {"status": "ok", "response": {"results": [PIER, PIER]}},
    {"0": PIER, "1": PIER},
    b"\xef\xbb\xbf" + b"\r\n".join([json.dumps(PIER).encode()] * 2) + b"\n",
]


@for_each("holder", HOLDERS)
def test_articles_are_found_in_lists_objects_and_lines(holder: Any) -> None:
    assert [reading.title for reading in read(holder)] == ["Pier closed", "Pier closed"]


def test_lines_that_hold_no_article_are_told_by_number() -> None:
    line = json.dumps(PIER, ensure_ascii=False)
    data = "\n".join([line, "{broken", line, "", "7", '{"a": 1}', "[" * 9_000, line]).encode()
    readings = read(data)
    assert len(readings) == 3
    assert readings[0].notices == ("lines 2, 5, 6 and 1 more are no articles: left out",)
    assert readings[1].notices == ()
    assert readings[0].original == line.encode()


def test_paragraphs_are_told_apart_by_single_line_ends_too() -> None:
    (reading,) = read(PIER | {"text": f"{BODY}\n{MORE}"})
    assert shown(reading) == [("headline", "Pier closed"), ("body", BODY), ("body", MORE)]


def test_an_entry_without_text_has_no_paragraphs_and_a_notice() -> None:
    first, second = read([{"title": "A", "url": "https://quay.example/a"}, PIER])
    assert (first.text, first.blocks, first.notices) == ("", [], ("an entry without a text",))
    assert first.source == "https://quay.example/a"
    assert second.text


def test_what_the_command_wrote_is_read_back_as_it_was(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(
        f"# Pier closed\n\nBy Ann Brandt\n\n2 May 2024\n\n{BODY}\n\n{MORE}\n\nSubscribe to our newsletter\n"
    )
    written = as_data(read_articles([str(page)]))
    file = tmp_path / "b.json"
    file.write_text(json.dumps(written))
    again = as_data(read_articles([str(file)]))
    (before,), (after,) = written["articles"], again["articles"]
    facts = ("outlet", "title", "date", "byline")
    assert {fact: before[fact] for fact in facts} == {fact: after[fact] for fact in facts}
    assert after["origins"]["byline"] == "the text"
    said = [[(p["kind"], p["text"]) for p in article["paragraphs"]] for article in (before, after)]
    assert said[0] == said[1]
    assert {kind for kind, _ in said[0]} == {"headline", "byline", "date", "body", "boilerplate"}


REFUSED = {
    b"{}": "JSON without articles",
    b"[]": "JSON without articles",
    b'{"name": "app", "version": "1.0", "description": "An app that does things."}': "JSON without articles",
    b"[[1, 2], [3]]": "JSON without articles",
    b'{"title": "A", "text": "cut': "damaged JSON at line 1",
    b"[" * 100_000: "JSON nested too deep",
    b'{"a":' * 100_000: "JSON nested too deep",
    b"[" + b'{"text":"a"},' * 5_001 + b"{}]": "more than 5,000 articles",
}


@for_each("data, what", REFUSED.items(), lambda case: repr(case)[:60])
def test_what_holds_no_articles_is_refused_in_one_line(data: bytes, what: str) -> None:
    assert format_of(data).name == "JSON"
    with pytest.raises(NewsreaderError) as caught:
        json_articles.read(data, "a.json")
    assert (caught.value.what, caught.value.where) == (what, "a.json")


def test_values_of_any_sort_do_no_harm() -> None:
    odd = {
        "title": 7,
        "headline": "A\ud800\x1b[31m",
        "text": [BODY, 5, None, ["x"], {"text": MORE}],
        "authors": [None, 3, {"name": 5}, {"name": "Ann"}],
        "date": True,
        "published": [1],
        "outlet": {"name": None},
        "notices": "none",
        "origins": [1],
        "summary": {"a": 1},
    }
    data = json.dumps(odd)[:-1] + ', "id": ' + "9" * 10_000 + ', "timestamp": ' + "9" * 5_000 + ', "x": NaN}'
    (reading,) = read(data.encode())
    assert reading.title == "A\ufffd"
    assert (reading.byline, reading.date, reading.outlet) == ("Ann", "", "")
    assert shown(reading)[1:] == [("body", BODY), ("body", MORE)]


@for_each(
    "data", [b"[1] See the report of 2019.", b"[Update] The pier", b"{curly} words", b"[[a wiki]] page", b"[a](b)"]
)
def test_text_that_begins_with_a_bracket_is_text(data: bytes) -> None:
    assert format_of(data).name == "text"

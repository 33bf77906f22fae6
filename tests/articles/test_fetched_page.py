"""What the bytes, the address and the text of a fetched page tell."""

from __future__ import annotations

import codecs

from articles.fetching.archived import Archived, archived, original
from articles.fetching.fetch import Fetched
from articles.fetching.page import host_name, notices, readable, source
from articles.model import Version
from articles.read import article_from_version
from tests.each import for_each

AT = "https://courier.example/news/strike"
UMLAUTS = "Die Hafenarbeiter stimmten über den Streik ab – für Löhne."
SENTENCE = "The port of Lanville said on Monday that the first of the ships would be unloaded in the evening. "


def page(data: bytes = b"x", at: str = AT, type: str = "text/html", charset: str = "") -> Fetched:
    return Fetched(data, at, at, type, charset)


def told(text: str, data: bytes = b"x", at: str = AT) -> list[str]:
    article = article_from_version(Version.of(text, b""), outlet="Courier", title="", date="", source=at)
    return notices(page(data, at), article.paragraphs)


def test_the_servers_encoding_counts_where_the_bytes_are_not_utf_8() -> None:
    told = UMLAUTS.encode("cp1250", "replace")
    assert readable(page(told, charset="windows-1250")).decode("utf-8-sig") == told.decode("cp1250")
    assert readable(page("Москва".encode("koi8-r"), charset="koi8-r")).decode("utf-8-sig") == "Москва"
    assert readable(page(UMLAUTS.encode(), charset="iso-8859-1")) == UMLAUTS.encode()
    curly = "“Löhne”"
    assert readable(page(curly.encode("cp1252"), charset="ISO-8859-1")).decode("utf-8-sig") == curly
    for text, charset in (
        ("港の労働者", "iso-2022-jp"),
        ("Talks", "utf-16be"),
        ("港の労働者", "Shift_JIS"),
        ("항구", "ks_c_5601-1987"),
    ):
        codec = "cp949" if "ks" in charset else charset
        assert readable(page(text.encode(codec), charset=charset)).decode("utf-8-sig") == text, charset
    for data, type, charset in (
        (b"\xff\xfea\x00", "text/html", "iso-8859-1"),
        (b"\xe4", "application/pdf", "iso-8859-1"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe4</a>", "text/xml", "utf-8"),
        (b"\xe4", "text/html", "no-such-encoding"),
        (b"\xe4", "text/html", "base64"),
        (b"\xe4", "text/html", ""),
        (UMLAUTS.encode("cp1252") * 3, "text/html", "euc-jp"),
        (codecs.BOM_UTF8 + b"\xe4", "text/html", "iso-8859-1"),
    ):
        assert readable(page(data, type=type, charset=charset)) == data, (type, charset)


ARCHIVED = {
    "https://web.archive.org/web/20220314101530/https://courier.example/a?b=c": (
        "the Wayback Machine",
        "https://courier.example/a?b=c",
        "2022-03-14",
    ),
    "http://web.archive.org/web/20220314101530id_/http:/courier.example/": (
        "the Wayback Machine",
        "http://courier.example/",
        "2022-03-14",
    ),
    "https://web.archive.org/web/2022/courier.example/a": ("the Wayback Machine", "http://courier.example/a", ""),
    "https://web.archive.org/web/https://courier.example/a": ("the Wayback Machine", "https://courier.example/a", ""),
    "https://web.archive.org/web/20221345/https://courier.example/": (
        "the Wayback Machine",
        "https://courier.example/",
        "",
    ),
    "https://archive.ph/2022.03.14-101530/https://courier.example/a": (
        "archive.today",
        "https://courier.example/a",
        "2022-03-14",
    ),
    "https://archive.today/newest/http://courier.example/a": ("archive.today", "http://courier.example/a", ""),
    "https://archive.is/20220314101530/https://courier.example/a": (
        "archive.today",
        "https://courier.example/a",
        "2022-03-14",
    ),
}


@for_each("address, tells", ARCHIVED.items())
def test_addresses_of_archives_tell_the_original_and_the_day(address: str, tells: tuple[str, str, str]) -> None:
    assert archived(address) == Archived(*tells)


@for_each("address", ["https://archive.ph/AbCdE", "https://archive.org/details/a", AT, "https://web.archive.org/save"])
def test_other_addresses_are_their_own(address: str) -> None:
    assert archived(address) is None
    assert original(address) == address


def test_the_source_is_the_address_that_a_page_tells_of_itself_else_where_it_was_found() -> None:
    other = "https://courier.example/2021/strike"
    assert source(page(), other) == other
    for nothing in ("", "Courier", "javascript:alert(1)", "https://courier.example/", "https://courier.example"):
        assert source(page(), nothing) == AT
    assert source(page(at="https://courier.example/"), "https://courier.example/") == "https://courier.example/"
    wayback = f"https://web.archive.org/web/20220314101530/{AT}"
    assert source(page(at=wayback), "") == AT
    assert source(page(at=wayback), f"https://web.archive.org/web/20220314101530/{other}") == other
    assert host_name(page(at=wayback)) == host_name(page(at="https://www.courier.example/")) == "courier.example"
    assert host_name(page(at="https://web.archive.org/web/2022/http://a..b/")) == "web.archive.org"


def test_a_page_of_an_archive_says_so() -> None:
    wayback = f"https://web.archive.org/web/20220314101530/{AT}"
    assert told(SENTENCE * 8, at=wayback) == ["a copy that the Wayback Machine made on 2022-03-14"]


def test_a_page_behind_a_wall_and_a_stub_say_so_and_an_article_does_not() -> None:
    long, short, little = SENTENCE * 20, SENTENCE * 5, SENTENCE * 2
    assert told(long) == told(short) == []
    assert told(f"{long}\n\nSubscribe to continue reading this story.") == []
    for wall in (
        "Subscribe to continue reading this story.",
        "Already a subscriber? Log in.",
        "Please verify you are a human",
        "Jetzt weiterlesen",
        "Cet article est réservé aux abonnés",
        "The strike of the harbour workers had lasted for nine days when the union …",
    ):
        (notice,) = told(f"{short}\n\n{wall}")
        assert notice.startswith("seems to be behind a wall: "), wall
        assert notice.endswith(" words of text; for more save the page in your browser and open the file")
    free = b'{"@type": "NewsArticle", "isAccessibleForFree": "False"}'
    assert told(short, free)[0].startswith("seems to be behind a wall: 95 words")
    assert told(long, free) == []
    assert told(little)[0].startswith("seems to be a stub: 38 words of text")
    assert told(f"{short}\n\nYou may also like...") == []
    assert told("港の労働者は水曜日に九日間のストライキを終えることを決めた。" * 6) == []
    assert told("Menu")[0].startswith("seems to be a stub: ")

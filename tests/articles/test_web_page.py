"""Which bytes are a web page."""

from __future__ import annotations

from articles.readers.web_page import is_web_page

PAGES = (
    b"<!DOCTYPE html><p>text",
    b"\n<HTML><body>",
    b'\xef\xbb\xbf<?xml version="1.0"?>\n<html>',
    b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html>',
    b"<!-- saved from url=(0014)about:internet -->\r\n<!-- two -->\r\n<html>",
    b"<head><title>A</title>",
    b"<body>",
    b"<script>var a</script>",
    "<html><body>Brücke".encode("utf-16"),
    b"<p>The port reopened.</p>\n<p>The union agreed.</p>\n",
)
OTHERS = (
    b"",
    b"The port reopened.",
    b'<?xml version="1.0"?><rss version="2.0"><channel>',
    b"<feed xmlns='http://www.w3.org/2005/Atom'>",
    b"<!-- a note -->\n# A title\n\nText.",
    b"<div>\n\n# A title\n\nThe port reopened.\n\nThe union agreed.\n\n</div>",
    b"<p>The port",
    b"<svg></svg>",
    b"a <html> b",
)


def test_a_page_is_told_by_how_it_begins() -> None:
    assert [data for data in PAGES if not is_web_page(data)] == []
    assert [data for data in OTHERS if is_web_page(data)] == []


def test_hostile_openings_are_told_in_one_go() -> None:
    for run in (b"<!--", b"<!-- -->", b"<!doctype html>", b" ", b"<?xml ", b"<p>"):
        is_web_page(run * 200_000)

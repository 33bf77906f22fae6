"""Addresses of the web, and what opens them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.errors import NewsreaderError
from tests.each import for_each
from tui.system.browser import LONGEST_ADDRESS, browse, web_address

if TYPE_CHECKING:
    from pathlib import Path


@for_each("source, address", [
    ("https://example.org/talks?id=1&b=2#top", "https://example.org/talks?id=1&b=2#top"),
    (" http://EXAMPLE.org:8080/ ", "http://example.org:8080/"),
    ("HTTPS://example.org", "https://example.org"),
    ("https://example.org/größe/日本", "https://example.org/gr%C3%B6%C3%9Fe/%E6%97%A5%E6%9C%AC"),
    ("https://münchen.example/a%20b", "https://xn--mnchen-3ya.example/a%20b"),
    ("https://exаmple.org/", "https://xn--exmple-4nf.org/"),
    ("https://example.org/{a|b}?c=`d`", "https://example.org/%7Ba%7Cb%7D?c=%60d%60"),
    ("https://example.org/$(reboot);&'x'", "https://example.org/$(reboot);&'x'"),
])  # fmt: skip
def test_an_address_of_the_web_is_made_ready(source: str, address: str) -> None:
    assert web_address(source) == address


@for_each("source, why", [
    ("", "no web address"),
    ("Reuters, as republished by others", "no web address"),
    ("/home/ana/talks.txt", "no web address"),
    ("file:///etc/passwd", "no web address"),
    ("javascript:alert(1)", "no web address"),
    ("data:text/html,x", "no web address"),
    ("ftp://example.org/", "no web address"),
    ("https:example.org", "no web address"),
    ("https:///path", "no web address"),
    ("http://[::1]/", "no web address"),
    ("http://[broken/", "no web address"),
    ("http://a:b/", "no web address"),
    (f"https://{'x' * 64}.org/", "no web address"),
    ("--help", "no web address"),
    ("https://reuters.com@evil.example/", "user's name"),
    ("https://example.org/a b", "signs"),
    ("https://example.org/\\x1b]0;x\\x07", "signs"),
    ("https://example.org/\\u202egpj.exe", "signs"),
    ('https://example.org/"$x', "signs"),
    ("https://example.org\\\\evil.example/", "signs"),
    ("https://exa mple.org/", "signs"),
    ("https://-x.example/", "signs"),
    (f"https://example.org/{'x' * LONGEST_ADDRESS}", "too long"),
])  # fmt: skip
def test_anything_else_is_refused_and_told(source: str, why: str) -> None:
    source = source.encode().decode("unicode_escape") if "\\" in source else source
    with pytest.raises(NewsreaderError) as raised:
        web_address(source)
    assert why in str(raised.value)
    assert str(raised.value).isprintable()


@given(st.text(max_size=60) | st.text(max_size=40).map("https://example.org/".__add__))
def test_whatever_the_source_an_address_is_plain_ascii_of_the_web(source: str) -> None:
    try:
        address = web_address(source)
    except NewsreaderError:
        return
    assert address.startswith(("http://", "https://"))
    assert address.isascii()
    assert address.isprintable()
    assert not set(address) & set(' "<>\\\\^`{|}')


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere BROWSER is not asked")
async def test_the_browser_gets_the_address_as_it_is_and_no_shell_sees_it(tmp_path: Path) -> None:
    script, seen = tmp_path / "browser", tmp_path / "seen"
    script.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{seen}"\n')
    script.chmod(0o700)
    address = web_address("https://example.org/$(touch${IFS}x);'a'?b=1&c=2")
    assert await browse(address, {**os.environ, "BROWSER": f"{script} %s"})
    assert seen.read_text() == address
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere BROWSER is not asked")
async def test_a_browser_that_cannot_be_started_is_told() -> None:
    nothing = {"PATH": "/nowhere", "BROWSER": "/nowhere/at-all %s", "DISPLAY": ""}
    assert not await browse("https://example.org/", nothing)

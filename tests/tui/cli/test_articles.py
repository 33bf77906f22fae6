"""`newsreader articles`: what files hold, for programs and for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.terminal.program import newsreader_here

if TYPE_CHECKING:
    from pathlib import Path

COURIER = """Harbour workers vote to end strike

By Ada Quill

3 March 2021

Workers at the port of Lanville voted on Wednesday to end a strike of nine days, their union said.

The port welcomed the vote and said that the first ships would be unloaded in the evening.
"""
PROSE = "The talks lasted until late in the evening and nothing came of them, the minister told reporters in the hall."


def told(*paths: object, home: Path, stdin: bytes = b"") -> Any:
    done = newsreader_here("articles", "--json", *map(str, paths), home=home, stdin=stdin)
    assert done.status == 0, done.err
    return json.loads(done.text)


def test_facts_come_with_their_origin_and_what_no_file_tells_is_null(tmp_path: Path) -> None:
    (tmp_path / "lanville_courier.txt").write_text(COURIER)
    (tmp_path / "other.txt").write_text(PROSE)
    courier, other = told(tmp_path / "lanville_courier.txt", tmp_path / "other.txt", home=tmp_path)["articles"]
    facts = [courier[name] for name in ("outlet", "title", "date", "byline", "source", "format")]
    assert facts == [None, "Harbour workers vote to end strike", "2021-03-03", "By Ada Quill", None, "text"]
    assert courier["origins"]["title"] == courier["origins"]["date"] == "the text"
    assert [other[name] for name in ("outlet", "title", "date", "byline")] == [None] * 4


def test_a_listings_facts_come_before_those_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(COURIER)
    (tmp_path / "story.toml").write_text('[[article]]\nfile = "a.txt"\noutlet = "Courier"\nbyline = "A. Q."\n')
    (article,) = told(tmp_path, home=tmp_path)["articles"]
    assert (article["outlet"], article["byline"], article["origins"]["outlet"]) == ("Courier", "A. Q.", "story.toml")


def test_paragraphs_stand_where_the_text_that_offsets_count_in_has_them(tmp_path: Path) -> None:
    (article,) = told("-", home=tmp_path, stdin=COURIER.encode())["articles"]
    assert [(p["n"], p["kind"]) for p in article["paragraphs"]] == [
        (1, "headline"),
        (2, "byline"),
        (3, "date"),
        (4, "body"),
        (5, "body"),
    ]
    for p in article["paragraphs"]:
        assert COURIER[p["start"] : p["end"]] == p["text"]


def test_a_folders_file_that_is_no_article_is_told_and_the_rest_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "a.txt").write_text(COURIER)
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    found = told(folder, home=tmp_path)
    assert len(found["articles"]) == 1
    assert found["notices"] == [f"{folder / 'b.png'}: not text but an image"]
    shown = newsreader_here("articles", str(folder), home=tmp_path)
    assert "b.png: not text but an image" in shown.err
    assert "Harbour workers vote to end strike" in shown.text


def test_without_a_path_the_story_opened_last_is_listed(tmp_path: Path) -> None:
    assert len(told(home=tmp_path)["articles"]) == 3


def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    done = newsreader_here("articles", "--json", str(tmp_path / "none.txt"), home=tmp_path)
    assert (done.status, done.text) == (1, "")
    assert done.err.endswith("none.txt: no such file or folder; check the name\n")

"""`newsreader align`: the JSON that other programs read, and the table for people."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from articles.align import align
from articles.errors import NewsreaderError
from articles.read import seed_story
from tui.cli.align import first_words, write_alignment


def output(*paths: str, as_json: bool = False) -> str:
    out = StringIO()
    write_alignment(list(paths), store=Path("/nowhere/none.json"), computed=False, as_json=as_json, out=out)
    return out.getvalue()


@pytest.fixture
def one_file(tmp_path: Path) -> str:
    path = tmp_path / "talks.txt"
    path.write_text("Talks in Rome\n\nSullivan met Yang in Rome on Monday.\n\nThey spoke for seven hours.\n", "utf-8")
    return str(path)


def test_json_tells_articles_links_and_rows_of_the_seeds() -> None:
    said = json.loads(output(as_json=True))
    story = seed_story()
    alignment = align(story)
    assert list(said) == ["articles", "links", "rows"]
    for told, article in zip(said["articles"], story.articles, strict=True):
        assert list(told) == ["id", "outlet", "title", "paragraphs"]
        assert (told["id"], told["outlet"], told["title"]) == (article.id, article.outlet, article.title)
        assert told["paragraphs"] == [
            {"n": p.n, "kind": str(p.kind), "start": p.start, "end": p.end, "text": p.shown} for p in article.paragraphs
        ]
    assert said["links"] == [
        {
            "a": [link.a.article, link.a.n],
            "b": [link.b.article, link.b.n],
            "score": pytest.approx(link.score, abs=1e-4),
            "strength": "strong" if link.strong else "weak",
        }
        for link in alignment.links
    ]
    assert said["rows"] == [[list(cell) for cell in row.cells] for row in alignment.rows]


def test_json_keeps_letters_as_they_are_and_ends_its_one_line() -> None:
    text = output(as_json=True)
    assert "Zürich" in text
    assert text.count("\n") == 1
    assert text.endswith("}\n")


def test_the_table_shows_every_paragraph_once_and_every_link() -> None:
    story = seed_story()
    alignment = align(story)
    lines = output().splitlines()
    rows = lines[lines.index(f"{len(alignment.rows)} rows") + 1 : lines.index(f"{len(alignment.links)} links") - 1]
    assert len(rows) == sum(len(article.paragraphs) for article in story.articles)
    assert [int(line[:4]) for line in rows if line[:4].strip()] == list(range(1, len(alignment.rows) + 1))
    scores = [float(line.split()[0]) for line in lines[-len(alignment.links) :]]
    assert scores == sorted(scores, reverse=True)
    assert not any(line != line.rstrip() for line in lines)


def test_one_article_is_shown_with_what_is_missing(one_file: str) -> None:
    assert "Two articles or more are needed to align." in output(one_file)
    said = json.loads(output(one_file, as_json=True))
    assert said["links"] == []
    assert said["rows"] == [[[1]], [[2]], [[3]]]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(NewsreaderError, match=r"missing\.txt"):
        output(str(tmp_path / "missing.txt"))


def test_a_long_paragraph_is_cut_between_words() -> None:
    assert first_words("short") == "short"
    assert first_words("word " * 30) == "word " * 11 + "word …"
    assert first_words("x" * 100) == "x" * 60 + " …"


def test_it_needs_no_interface() -> None:
    code = (
        "import io, pathlib, sys, tui.cli.align as c;"
        "c.write_alignment([], store=pathlib.Path('none.json'), computed=False, as_json=False, out=io.StringIO());"
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'textual', 'rich', 'filelock', 'numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

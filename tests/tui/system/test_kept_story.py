"""The alignment that is kept between two starts: for the same story by the same program, or not at all."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import articles
from annotations.store.store import Store
from articles.align import align
from articles.model import Alignment, Kind
from articles.read import seed_story
from tests.terminal.program import STORE
from tests.terminal.terminal import reader
from tui.system.kept_story import KeptStory

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Article, Story


@pytest.fixture(scope="module")
def story() -> Story:
    return seed_story()


@pytest.fixture(scope="module")
def alignment(story: Story) -> Alignment:
    return align(story)


@pytest.fixture
def file(tmp_path: Path, story: Story, alignment: Alignment) -> Path:
    """The seeds' alignment as it was kept."""
    path = tmp_path / "story.json"
    KeptStory(path).keep(story, alignment)
    return path


def test_what_was_kept_is_what_was_computed(file: Path, story: Story, alignment: Alignment) -> None:
    assert KeptStory(file).alignment(story) == alignment
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert file.stat().st_mode & 0o077 == 0


def test_it_counts_for_no_other_story(file: Path, story: Story) -> None:
    first, *others = story.articles
    paragraph = first.paragraphs[3]
    changed = (
        replace(paragraph, kind=Kind.BOILERPLATE if paragraph.kind is Kind.BODY else Kind.BODY),
        replace(paragraph, shown=paragraph.shown + "!"),
    )
    others_stories = [
        story._replace(articles=story.articles[::-1]),
        story._replace(articles=story.articles[:-1]),
        *(
            story._replace(
                articles=(replace(first, paragraphs=(*first.paragraphs[:3], p, *first.paragraphs[4:])), *others)
            )
            for p in changed
        ),
    ]
    assert [KeptStory(file).alignment(other) for other in others_stories] == [None] * 4
    assert KeptStory(file).alignment(story) is not None


def test_it_counts_for_no_other_program(
    file: Path, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "articles"
    other.mkdir()
    with os.scandir(articles.__path__[0]) as sources:
        for source in sources:
            if source.name.endswith(".py"):
                (other / source.name).write_text("# another program\n", encoding="utf-8")
    monkeypatch.setattr(articles, "__path__", [str(other)])
    assert KeptStory(file).alignment(story) is None


def test_a_damaged_file_is_as_none(file: Path, story: Story, alignment: Alignment) -> None:
    data = file.read_bytes()
    for at in range(0, len(data), 97):
        for damaged in (data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], data[:at] + data[at + 1 :]):
            file.write_bytes(damaged)
            assert KeptStory(file).alignment(story) is None, at
    KeptStory(file).keep(story, alignment)
    assert KeptStory(file).alignment(story) == alignment


def test_what_cannot_be_of_the_story_is_as_none_though_its_sum_is_right(
    file: Path, story: Story, alignment: Alignment
) -> None:
    first, *others = alignment.links
    far = first.b._replace(n=999)
    wrong = [
        alignment._replace(rows=alignment.rows[1:]),
        alignment._replace(rows=(*alignment.rows, alignment.rows[0])),
        alignment._replace(links=(first._replace(b=far), *others)),
        alignment._replace(pivot=9),
        alignment._replace(pivot="0"),  # type: ignore[arg-type]
    ]
    for other in wrong:
        KeptStory(file).keep(story, other)
        assert KeptStory(file).alignment(story) is None


def test_a_folder_that_cannot_be_used_is_passed_over(tmp_path: Path, story: Story, alignment: Alignment) -> None:
    (tmp_path / "file").write_text("no folder")
    for path in (tmp_path / "file" / "story.json", tmp_path):
        KeptStory(path).keep(story, alignment)
        assert KeptStory(path).alignment(story) is None
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_articles_of_a_store_are_read_once(tmp_path: Path, story: Story) -> None:
    store = Store.open(tmp_path / "annotations.json")
    store.keep_story(story)
    (record,) = store.stories()
    path = tmp_path / "story.json"
    first = KeptStory(path)
    read = store.story(record, first.article)
    assert read == store.story(record)
    first.keep(read, align(read))

    whole = read.articles[0]
    # Another text under the same hash, which cannot be, tells whether the text was read again.
    longer = replace(whole.version, text=f"{whole.version.text}\n\nAnd one paragraph more.\n")

    def article(kept: KeptStory, title: str) -> Article:
        return kept.article(longer, outlet="Other", title=title, date=whole.date, source="here", id="other-1")

    assert article(KeptStory(path), whole.title) == replace(
        whole, id="other-1", outlet="Other", source="here", version=longer
    )
    for kept, title in ((KeptStory(path), "Another title"), (KeptStory(tmp_path / "none.json"), whole.title)):
        assert len(article(kept, title).paragraphs) == len(whole.paragraphs) + 1


def test_a_sitting_keeps_it_for_the_next_which_shows_the_same(
    tmp_path: Path, story: Story, alignment: Alignment
) -> None:
    shown = []
    for _ in range(2):
        with reader(tmp_path) as window:
            window.wait_for("Sullivan", "? keys")
            shown.append(window.text)
            window.press("q")
            assert window.ended() == 0
        assert KeptStory.beside(tmp_path / STORE).alignment(story) == alignment


def test_what_is_no_file_is_not_waited_for(tmp_path: Path, story: Story, alignment: Alignment) -> None:
    path = tmp_path / "a.last-story"
    os.mkfifo(path)
    assert KeptStory(path).alignment(story) is None
    KeptStory(path).keep(story, alignment)
    assert path.is_file()
    assert KeptStory(path).alignment(story) == alignment

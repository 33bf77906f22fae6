"""One story, tagged, corrected, edited and restored: the page and every command tell the same of it at each step."""

from __future__ import annotations

import io
import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

from annotations.anchoring.known_story import known_story
from annotations.store.store import Store
from articles.model import Kind
from tests.csv_files import read_csv
from tests.stories import at, written
from tui.cli.align import write_alignment
from tui.cli.articles import _of_the_last_story, as_data
from tui.cli.export import Wanted, write_annotations
from tui.cli.show import write_story
from tui.cli.verify import write_findings
from tui.cli.which_story import which_story
from tui.opening import make_app
from tui.session.exporting import write_export

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tui.session.saving import StoredStory
    from tui.session.session import Session

HARBOUR = """\
Harbour workers vote to strike

Crane drivers at Lanville voted on Tuesday to stop work from midnight, their union said.

The port authority called the vote unlawful and said that it would go to court over it.

Two thirds of the grain of the country leaves through the quays of Lanville every autumn.

Nobody had been hurt when a crane fell into the northern basin in March, the owners claimed.
"""
QUAYS = """\
Lanville quays fall silent

A strike of crane drivers began at midnight in Lanville after their union had voted for it on Tuesday.

Grain prices rose, as two thirds of the harvest of the country leave through the quays of Lanville.

A court will hear the port authority, which called the vote of the union unlawful, on Friday.

The owners denied that anybody was hurt when a crane fell into the basin in March.
"""
BRIDGE = """\
Old bridge shut over cracks

The mayor of Elmsworth closed the iron bridge to lorries on Sunday evening after a warning from the county.

Engineers found cracks in two of its nine pillars, a report that nobody was meant to see says.

Shopkeepers on the far bank fear for their trade before the holidays.
"""
RIVER = """\
Elmsworth cut in two

Nine pillars hold the iron bridge of Elmsworth, and two have cracks, a leaked report of the engineers says.

Ferries are to run from Monday, every twenty minutes, while the mayor looks for money.
"""


class Answer(NamedTuple):
    """What one way of asking says of a story."""

    rows: list[list[list[int]]]
    places: dict[str, tuple[str, str, str, str]]
    """Row, paragraph, anchor and present words of each annotation, by its id."""


class Files(NamedTuple):
    store: Path
    paths: list[str]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    for name, text in (("harbour.txt", HARBOUR), ("quays.txt", QUAYS)):
        (tmp_path / name).write_text(text)
    return Files(tmp_path / "annotations.json", [str(tmp_path / "harbour.txt"), str(tmp_path / "quays.txt")])


@contextmanager
def sitting(of: Files) -> Iterator[Session]:
    """A sitting without its screen: what is done in it is saved at the end."""
    store = Store.open(of.store, "ana")
    story, place, *_ = which_story(of.paths, store)
    app, saving = make_app(story, store, place=place, annotator="ana")
    saving.keep_story(story)
    yield app.session
    assert saving.close()


def as_read(of: Files) -> Session:
    """A session as it is after its first look at the store, which finds what stood in earlier texts."""
    store = Store.open(of.store, "ana")
    story, place, *_ = which_story(of.paths, store)
    app, saving = make_app(story, store, place=place, annotator="ana")
    saving.keep_story(story)
    found: list[StoredStory] = []
    saving.poll_anew()
    saving._unfinished.clear()
    saving.poll(story, found.append)
    assert saving.close()
    (stored,) = found
    app.session.amendments.take_in(stored.amended)
    app.session.take_in(stored.annotations, stored.codebook)
    app.session.decisions.take_in(stored.decided)
    return app.session


def of_rows(rows: Sequence[dict[str, str]]) -> dict[str, tuple[str, str, str, str]]:
    return {r["annotation_id"]: (r["row"], r["paragraph"], r["anchor"], r["quote_now"]) for r in rows}


def of_export(of: Files, *paths: str) -> dict[str, tuple[str, str, str, str]]:
    out = io.BytesIO()
    write_annotations(paths, Wanted(), store=of.store, out=out)
    return of_rows(read_csv(out.getvalue().decode()))


def of_align(of: Files, *paths: str, computed: bool = False) -> list[list[list[int]]]:
    out = io.StringIO()
    write_alignment(paths, store=of.store, computed=computed, as_json=True, out=out)
    rows: list[list[list[int]]] = json.loads(out.getvalue())["rows"]
    return rows


def of_show(of: Files, *paths: str) -> tuple[int, int, int]:
    """How many rows, annotations on the page and annotations that are not in the text it tells."""
    store, out = Store.open(of.store), io.StringIO()
    write_story(which_story(paths, store).story, store, width=200, whole=True, out=out, told=io.StringIO())
    store.let_go()
    told = out.getvalue().splitlines()[1]
    found = (re.search(rf"(\d+) {what}", told) for what in ("rows", "tagged", "not in the present text"))
    rows, tagged, orphans = (int(match[1]) if match else 0 for match in found)
    return rows, tagged, orphans


def of_page(of: Session, tmp_path: Path) -> Answer:
    """What the page shows, and what `E` writes, which is the same."""
    shown = of.desk.shown
    places = {}
    for annotation in of.annotations.book:
        where, (start, end) = of.annotations.book.paragraph_of(annotation), annotation.span
        words = " ".join(of.desk.story.articles[where.article].version.text[start:end].split())
        row = str(shown.number_of[where])
        places[annotation.id] = (row, str(where.n), annotation.current_anchor, words)
    for annotation in of.annotations.orphans:
        places[annotation.id] = ("", str(annotation.passage.paragraph), "orphan", "")
    write_export(of, tmp_path / "E.csv", force=True)
    assert of_rows(read_csv((tmp_path / "E.csv").read_bytes().decode())) == places
    return Answer([[list(cell) for cell in row.cells] for row in shown.alignment.rows], places)


def check(of: Files, tmp_path: Path) -> Answer:
    """Ask in every way, before and after the story is opened again, and return the one answer."""
    rows = of_align(of, *of.paths)
    places = of_export(of, *of.paths)
    for _ in range(2):
        orphans = sum(anchor == "orphan" for _, _, anchor, _ in places.values())
        assert of_align(of, *of.paths) == of_align(of) == rows
        assert of_show(of, *of.paths) == of_show(of) == (len(rows), len(places) - orphans, orphans)
        assert of_export(of) == of_export(of, *of.paths) == places
        told = io.StringIO()
        assert write_findings(store=of.store, out=told)
        assert f"all is well: {len(places)} annotation" in told.getvalue()
        page = of_page(as_read(of), tmp_path)
        assert page == Answer(rows, places)
    return page


def test_page_and_commands_tell_the_same_after_every_step(files: Files, tmp_path: Path) -> None:
    with sitting(files) as of:
        for article, n, word in ((0, 2, "Crane"), (0, 4, "Two"), (0, 5, "Nobody"), (1, 3, "Grain"), (1, 4, "court")):
            at(of, n, word, article).tagging.tag("claim")
    tagged = check(files, tmp_path)
    assert len(tagged.places) == 5
    assert {anchor for _, _, anchor, _ in tagged.places.values()} == {"exact"}

    with sitting(files) as of:
        of.correcting.turn()
        at(of, 4, article=1).correcting.cut()
        at(of, 2, article=1).correcting.choose_pivot()
    corrected = check(files, tmp_path)
    assert corrected.rows != tagged.rows
    assert of_align(files, computed=True) == of_align(files, *files.paths, computed=True) == tagged.rows

    edited = HARBOUR.replace("Crane drivers at", "This account was corrected.\n\nAll crane drivers in").replace(
        "Two thirds of the grain of the country leaves through the quays of Lanville every autumn.\n\n", ""
    )
    (tmp_path / "harbour.txt").write_text(edited)
    changed = check(files, tmp_path)
    assert sorted(anchor for _, _, anchor, _ in changed.places.values()) == [
        "exact", "exact", "fuzzy", "moved", "orphan",
    ]  # fmt: skip
    assert any("crane drivers in Lanville" in words for *_, words in changed.places.values())

    (tmp_path / "harbour.txt").write_text(HARBOUR)
    assert check(files, tmp_path) == corrected

    with sitting(files) as of:
        of.display.turn_blind(7)
        assert of_page(of, tmp_path) == corrected
        assert of.desk.shown.blind is not None
        assert of.desk.covered_story.articles[0].outlet != "harbour"

    for name in ("harbour.txt", "quays.txt"):
        (tmp_path / name).unlink()
    assert of_export(files) == corrected.places
    assert of_align(files) == corrected.rows


def test_several_stories_together_count_what_each_alone_counts(files: Files, tmp_path: Path) -> None:
    folder = written(tmp_path / "other", {"harbour.txt": BRIDGE, "quays.txt": RIVER})
    other = Files(files.store, [str(folder)])
    with sitting(files) as of:
        for n in (2, 4, 5):
            at(of, n).tagging.tag("claim")
    with sitting(other) as of:
        for article, n in ((0, 3), (1, 2)):
            at(of, n, article=article).tagging.tag("threat")
    alone = [of_show(files, *files.paths), of_show(files, str(folder))]
    assert [tagged for _, tagged, _ in alone] == [3, 2]
    assert of_show(files, *files.paths, str(folder))[1:] == (5, 0)
    (tmp_path / "harbour.txt").write_text(HARBOUR.replace("Nobody had been hurt when", "Two men were hurt as"))
    (folder / "harbour.txt").write_text(BRIDGE.replace("Engineers found cracks", "Inspectors found cracks"))
    alone = [of_show(files, *files.paths), of_show(files, str(folder))]
    assert [tagged + orphans for _, tagged, orphans in alone] == [3, 2]
    assert of_show(files, *files.paths, str(folder))[1:] == (alone[0][1] + alone[1][1], alone[0][2] + alone[1][2])
    together = of_export(files, *files.paths, str(folder))
    assert together == of_export(files)
    assert len(together) == 5


def test_a_story_that_was_moved_and_got_other_articles_is_told_alike_before_it_is_opened(
    files: Files, tmp_path: Path
) -> None:
    third = tmp_path / "third.txt"
    third.write_text(BRIDGE)
    with sitting(Files(files.store, [*files.paths, str(third)])) as of:
        for article, n in ((0, 2), (0, 5), (1, 4)):
            at(of, n, article=article).tagging.tag("claim")
    whole = of_export(files)
    assert of_export(files, *files.paths) == whole
    folder = tmp_path / "moved"
    folder.mkdir()
    (tmp_path / "harbour.txt").rename(folder / "second.txt")
    (tmp_path / "quays.txt").rename(folder / "first.txt")
    (folder / "story.toml").write_text(
        'title = "The strike"\n[[article]]\nfile = "first.txt"\n[[article]]\nfile = "second.txt"\n'
    )
    moved = Files(files.store, [str(folder)])
    rows, before = of_align(moved, str(folder)), of_export(moved, str(folder))
    assert len(before) == 3
    for row, paragraph, _, _ in before.values():
        assert int(paragraph) in {n for cell in rows[int(row) - 1] for n in cell}
    out = io.BytesIO()
    write_annotations([str(folder)], Wanted(), store=files.store, out=out)
    assert {row["story"] for row in read_csv(out.getvalue().decode())} == {"The strike"}
    assert as_read(moved).desk.story.title == "The strike"
    assert of_export(moved, str(folder)) == before


def test_corrections_of_a_paragraph_that_has_gone_are_told_and_count_again_with_it(
    files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sitting(files) as of:
        of.correcting.turn()
        at(of, 4, article=1).correcting.cut()
    corrected = check(files, tmp_path)
    lost = "1 correction is left out: the paragraph is not surely in the changed text"
    assert lost not in capsys.readouterr().err
    (tmp_path / "quays.txt").write_text(
        QUAYS.replace(QUAYS.split("\n\n")[3], "The rest of this account was taken away.")
    )
    for ask in (of_align, of_show):
        ask(files, *files.paths)
        assert f"newsreader: {lost}\n" in capsys.readouterr().err
    store = Store.open(files.store, "ana")
    story, place, *_ = which_story(files.paths, store)
    app, saving = make_app(story, store, place=place, annotator="ana")
    assert lost not in [message.text for message in app.session.messages.standing]
    assert app.session.decisions.take_in(known_story(store, story).decided).message == ""
    assert app.session.decisions.told_lost == lost
    assert saving.close()
    (tmp_path / "quays.txt").write_text(QUAYS)
    assert check(files, tmp_path) == corrected
    assert lost not in capsys.readouterr().err


def facts_of(of: Files, *paths: str) -> set[tuple[str, ...]]:
    """What an export says of articles: outlet, headline, date and address."""
    out = io.BytesIO()
    write_annotations(paths, Wanted(), store=of.store, out=out)
    return {(r["outlet"], r["title"], r["published"], r["url"]) for r in read_csv(out.getvalue().decode())}


def of_articles(of: Files) -> list[tuple[str, str, str | None, int]]:
    """What `articles` tells of the story opened last: outlet, title, date, and how many paragraphs are folded."""
    told = as_data(_of_the_last_story(of.store))["articles"]
    folded = (sum(p["kind"] == "boilerplate" for p in one["paragraphs"]) for one in told)
    return [(one["outlet"], one["title"], one["date"], n) for one, n in zip(told, folded, strict=True)]


def test_what_a_person_put_right_is_told_alike_in_every_way_and_after_every_step(files: Files, tmp_path: Path) -> None:
    with sitting(files) as of:
        for article, n, word in ((0, 2, "Crane"), (0, 4, "Two"), (1, 3, "Grain"), (1, 4, "court")):
            at(of, n, word, article).tagging.tag("claim")
        of.correcting.turn()
        at(of, 4, article=1).correcting.cut()
    before = check(files, tmp_path)

    with sitting(files) as of:
        at(of, 3, "would").putting_right.split()
        at(of, 2, article=1).putting_right.join()
        at(of, 5, article=0).putting_right.give(Kind.BOILERPLATE)
        given = {"outlet": "Lanville Post", "date": "2026-03-01", "source": "https://post.example/strike"}
        of.facts.write(of.desk.story.articles[0].id, given)
        of.facts.write(of.desk.story.articles[1].id, {"title": "Silent quays"})
        at(of, 6, article=0).tagging.tag("threat")
    amended = check(files, tmp_path)
    assert len(amended.rows) != len(before.rows)
    facts = {
        ("Lanville Post", "Harbour workers vote to strike", "2026-03-01", "https://post.example/strike"),
        ("quays", "Silent quays", "", ""),
    }
    assert facts_of(files) == facts_of(files, *files.paths) == facts
    assert of_articles(files) == [
        ("Lanville Post", "Harbour workers vote to strike", "2026-03-01", 1),
        (None, "Silent quays", None, 0),
    ]

    (tmp_path / "harbour.txt").write_text(f"{HARBOUR}\n\nThe strike went on on Friday, the union said.\n")
    changed = check(files, tmp_path)
    assert {anchor for _, _, anchor, _ in changed.places.values()} == {"exact"}
    assert facts_of(files) == facts
    (tmp_path / "harbour.txt").write_text(HARBOUR)
    assert check(files, tmp_path) == amended

    with sitting(files) as of:
        of.changes.history.begin_with(Store.open(files.store, "ana").history([a.id for a in of.desk.story.articles]))
        assert [of.changes.undo().message.split(" · ")[0] for _ in range(6)] == [
            "Taken back: threat added",
            "Taken back: title put right",
            "Taken back: outlet, date and source put right",
            "Taken back: paragraph is boilerplate now",
            "Taken back: paragraphs joined",
            "Taken back: paragraph split",
        ]
    assert check(files, tmp_path) == before
    with sitting(files) as of:
        of.changes.history.begin_with(Store.open(files.store, "ana").history([a.id for a in of.desk.story.articles]))
        for _ in range(6):
            of.changes.redo()
    for name in ("harbour.txt", "quays.txt"):
        (tmp_path / name).unlink()
    assert of_export(files) == amended.places
    assert of_align(files) == amended.rows
    assert facts_of(files) == facts

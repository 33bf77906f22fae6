"""`newsreader show` without its command line."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import termios
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from annotations.book import Book
from annotations.changes import Change, Edit
from annotations.codebook.codebook import Codebook, Tag
from annotations.decisions import Decision, DecisionEdit
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.align import align
from articles.model import Paragraph, ParagraphId, Story
from articles.read import seed_story
from tests.stories import article, shown_texts, story
from tui.cli.printed import Printed, coloured, plain
from tui.cli.show import PATIENCE_SECONDS, USUAL_WIDTH_CELLS, Progress, takes_colour, terminal_width, write_story
from tui.page.layout import GUTTER_CELLS, MARGIN_CELLS, NARROWEST_COLUMN_CELLS
from tui.shown.rows import ShownRows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[3]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def annotation(of: Story, i: int, words: str, *tags: str, upto: str = "") -> Annotation:
    text = of.articles[i].version.text
    start = text.index(words)
    end = text.index(upto, start) + len(upto) if upto else start + len(words)
    return Annotation(new_id(), Passage.of(of.articles[i], start, end), tags)


def printed(of: Story, *annotations: Annotation, codebook: Codebook | None = None, whole: bool = False) -> Printed:
    book = Book(of)
    for one in annotations:
        book.put(one.id, one)
    return Printed(ShownRows(of, align(of), folded=not whole), book, codebook or Codebook())


def text(of: Printed, width: int = 120) -> str:
    return "".join(f"{plain(line)}\n" for line in of.lines(width))


def shown(of: Story, store: Path, *, width: int | None = 120, whole: bool = False) -> str:
    out, opened = io.StringIO(), Store.open(store)
    try:
        write_story(of, opened, width=width, whole=whole, out=out, told=io.StringIO())
    finally:
        opened.let_go()
    return out.getvalue()


def kept(path: Path, of: Story, *annotations: Annotation) -> Path:
    """A store with a story and annotations."""
    store = Store.open(path, "ana")
    store.keep_story(of)
    store.apply(Change("added", tuple(Edit(None, one) for one in annotations)))
    store.close()
    return path


@pytest.fixture
def terminal() -> Iterator[int]:
    """The descriptor of a terminal of 97 columns."""
    main, end = os.openpty()
    termios.tcsetwinsize(end, (24, 97))
    yield end
    os.close(main)
    os.close(end)


# What is printed


def test_the_articles_stand_side_by_side_under_their_outlets(tmp_path: Path) -> None:
    lines = shown(story(), tmp_path / "none.json").splitlines()
    assert lines[:2] == ["Talks in Rome", "2 articles · 7 rows · 0 tagged · 2 folded, --all shows them"]
    heads, rule, headlines = lines[3:6]
    assert re.fullmatch(r" {4}Post  14 Mar 2022 +│ {4}Courier  14 Mar 2022", heads)
    assert re.fullmatch("─+┼─+", rule)
    assert re.fullmatch(r" {2}1 Talks fail in Rome +│ {2}1 Rome meeting ends", headlines)
    assert {line.index("│") for line in lines[5:]} == {rule.index("┼")}
    linked = next(line for line in lines if "seven hours in a hotel" in line)
    assert "Diplomats met for seven hours" in linked


def test_every_row_has_its_number_and_every_pointer_names_one() -> None:
    of = printed(seed_story())
    said = text(of, 160)
    numbers = {int(number) for number in re.findall(r"(?m)(?:^|│)([ \d]{2}\d) ", said)}
    assert numbers == {row.number for row in of.shown.rows}
    pointed = {int(number) for number in re.findall(r"[↘↗] (\d+) ", said)}
    assert pointed
    assert pointed <= numbers


def test_boilerplate_is_folded_until_all_is_asked_for(tmp_path: Path) -> None:
    store = tmp_path / "none.json"
    assert "Advertisement" not in shown(story(), store)
    whole = shown(story(), store, whole=True)
    assert "Advertisement" in whole
    assert "folded" not in whole


def test_where_the_columns_do_not_fit_articles_stand_under_one_another_in_each_row() -> None:
    lines = text(printed(story()), 50).splitlines()
    assert "│" not in "".join(lines)
    assert lines[3:5] == [
        "    Post  14 Mar 2022  Talks fail in Rome",
        "    Courier  14 Mar 2022  Rome meeting ends",
    ]
    assert lines[6:12] == ["  1 Post", "    Talks fail in Rome", "", "    Courier", "    Rome meeting ends", ""]
    at = next(i for i, line in enumerate(lines) if line.startswith("    Diplomats met for"))
    assert re.fullmatch(r"  \d Post", lines[at - 1])
    assert lines[at + 2 : at + 5] == [
        "",
        "    Courier",
        "    Diplomats met seven hours in a hotel over",
    ]


@pytest.mark.parametrize("width", [1, 38, 80, 97, 150, 10**9])
@pytest.mark.parametrize("whole", [False, True])
def test_lines_keep_to_the_width_and_end_without_blanks(width: int, whole: bool) -> None:
    of = printed(seed_story(), whole=whole)
    for line in of.lines(width):
        told = plain(line)
        assert told == told.rstrip()
        assert cell_len(told) <= max(width, GUTTER_CELLS + NARROWEST_COLUMN_CELLS + MARGIN_CELLS)
        assert ESCAPES.sub("", coloured(line)) == told


def test_every_paragraph_is_printed() -> None:
    of = seed_story()
    said = "".join(re.sub("(?m)^.{4}", "", text(printed(of, whole=True), 60)).split())
    for one in of.articles:
        for paragraph in one.paragraphs:
            assert "".join(paragraph.shown.split()) in said


@given(st.lists(shown_texts, min_size=1, max_size=3), st.integers(20, 130), st.data())
def test_text_in_any_script_keeps_to_its_column(texts: list[str], width: int, data: st.DataObject) -> None:
    of = story("\n\n".join(texts), "Diplomats met in Rome.\n\nThey left.")
    there = of.articles[0]
    start = data.draw(st.integers(0, len(there.version.text) - 1))
    end = data.draw(st.integers(start + 1, len(there.version.text)))
    found = printed(of, Annotation(new_id(), Passage.of(there, start, end), ("claim",)))
    least = GUTTER_CELLS + NARROWEST_COLUMN_CELLS + MARGIN_CELLS
    for line in found.lines(width):
        assert cell_len(plain(line)) <= max(width, least)


def test_one_article_alone_is_printed() -> None:
    of = Story("Alone", (article("Talks in Rome\n\nThey met.\n"),))
    assert text(printed(of), 60).splitlines() == [
        "Alone",
        "1 article · 2 rows · 0 tagged",
        "",
        "    Post  14 Mar 2022",
        "─" * 60,
        "  1 Talks in Rome",
        "",
        "  2 They met.",
    ]


def test_the_title_of_an_article_without_a_headline_is_told() -> None:
    of = Story("Talks", (article("It said so on Monday, he told them.\n", title="Told by radio"),))
    assert "Post  14 Mar 2022  Told by radio\n" in text(printed(of), 60)


# Passages


def test_a_passage_is_in_brackets_and_its_letter_in_the_gutter_of_each_of_its_lines() -> None:
    of = story()
    said = text(printed(of, annotation(of, 0, "Diplomats met for seven hours over", "claim")), 80).splitlines()
    at = next(i for i, line in enumerate(said) if "{c" in line)
    assert re.match(r"  \d +│", said[at - 1])
    assert re.match(r" c  \{c Diplomats met for seven hours +│", said[at])
    assert re.match(r" c  over\} sanctions and weapons\. +│", said[at + 1])
    assert said[2] == "c claim"


def test_lines_of_paragraphs_without_a_passage_are_the_same_with_and_without_annotations() -> None:
    of = seed_story()
    n = next(p for p in of.articles[0].paragraphs if p.kind == "body").n
    paragraph = of.articles[0].paragraph(n)
    one = Annotation(new_id(), Passage.of(of.articles[0], paragraph.start, paragraph.end), ("claim",))
    without, with_one = text(printed(of), 60).splitlines()[3:], text(printed(of, one), 60).splitlines()[4:]
    assert len(without) <= len(with_one)
    changed = [line for line in with_one if line not in without]
    assert changed
    assert all(line[:4] == " c  " for line in changed)


def test_nested_and_crossing_passages_and_notes_are_told_apart() -> None:
    of = story()
    marks = [
        annotation(of, 0, "Diplomats met for", "claim"),
        annotation(of, 0, "for seven hours", "denial", "threat"),
        annotation(of, 0, "hours", "unverified"),
        annotation(of, 1, "Diplomats met"),
    ]
    said = text(printed(of, *marks), 150)
    assert "{c Diplomats met {dt for c} seven {u hours}} over" in said
    assert "{* Diplomats met} seven hours" in said
    assert said.splitlines()[2] == "c claim  d denial  t threat  u unverified  * note"


def test_a_passage_over_two_paragraphs_goes_on() -> None:
    of = story()
    said = text(printed(of, annotation(of, 0, "before the summit", "threat", upto="Diplomats met")), 150)
    assert "{t before the summit, he said of the border. …}" in said
    assert "{t… Diplomats met} for seven hours" in said


def test_tags_of_ones_own_are_told_by_name_and_cannot_harm_the_terminal() -> None:
    of = story()
    codebook = Codebook((Tag("odd", "o\x1b[2Jdd\nname", "\x1b"), Tag("wide", "広い", "広")))
    said = text(printed(of, annotation(of, 0, "seven hours", "odd", "wide", "gone"), codebook=codebook), 150)
    assert said.replace("\n", "").isprintable()
    assert " gone" in said.splitlines()[2]


def test_a_long_legend_goes_on_in_the_next_line() -> None:
    of, codebook = story(), Codebook()
    for n in range(12):
        codebook, _ = codebook.adding(f"a tag with a long name {n}")
    marks = annotation(of, 0, "seven hours", *(tag.id for tag in codebook.tags))
    lines = text(printed(of, marks, codebook=codebook), 60).splitlines()
    legend = " ".join(lines[2 : lines.index("")])
    assert all(f" {tag.name}" in legend for tag in codebook.tags)
    assert "…" not in legend


# The store


def test_annotations_come_from_the_store_and_it_stays_as_it_is(tmp_path: Path) -> None:
    of = story()
    store = kept(tmp_path / "annotations.json", of, annotation(of, 0, "seven hours", "claim"))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert "for {c seven hours} over" in shown(of, store)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_rows_are_those_that_a_person_has_corrected(tmp_path: Path) -> None:
    of, path = story(), tmp_path / "annotations.json"
    (link,) = [link for link in align(of).links if "Diplomats" in of.articles[0].paragraph(link.a.n).shown]
    ends = [Passage.of(of.articles[i], p.start, p.end) for i, p in enumerate(map(_paragraph_of(of), (link.a, link.b)))]
    store = Store.open(path)
    store.keep_story(of)
    before = shown(of, path)
    decision = Decision.about(ends[0], ends[1], "cut", annotator="ana", created="t", modified="t")
    store.apply(Change("cut", (), new_id(), links=(DecisionEdit(None, decision),)))
    store.close()
    assert any("Diplomats met for" in line and "Diplomats met seven" in line for line in before.splitlines())
    after = shown(of, path).splitlines()
    assert not any("Diplomats met for" in line and "Diplomats met seven" in line for line in after)


def _paragraph_of(of: Story) -> Callable[[ParagraphId], Paragraph]:
    return lambda where: of.articles[where.article].paragraph(where.n)


def test_a_story_that_is_not_in_a_store_is_printed_and_nothing_is_made(tmp_path: Path) -> None:
    assert "Talks fail in Rome" in shown(story(), tmp_path / "none.json")
    assert list(tmp_path.iterdir()) == []


def test_annotations_of_an_earlier_text_are_found_again_or_counted(tmp_path: Path) -> None:
    of = story()
    old = of.articles[0]
    marks = [annotation(of, 0, "seven hours over sanctions", "claim"), annotation(of, 0, "will move", "threat")]
    store = kept(tmp_path / "annotations.json", of, *marks)
    words = old.version.text.replace("Diplomats met", "It is said that diplomats met")
    new = article(re.sub(r"Troops .*\n", "", words), "Post")
    changed = Story(of.title, (replace(new, id=old.id), *of.articles[1:]))
    before = store.read_bytes()
    said = shown(changed, store, width=160)
    assert "{c seven hours over sanctions}" in said
    assert " · 1 tagged · 1 not in the present text · " in said.splitlines()[1]
    assert store.read_bytes() == before


# Colours, widths, progress


def test_colours_go_to_terminals_only_and_not_against_the_persons_wish(
    terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    with open(terminal, "w", closefd=False) as out:
        assert takes_colour(out)
        assert not takes_colour(io.StringIO())
        monkeypatch.setenv("TERM", "dumb")
        assert not takes_colour(out)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("NO_COLOR", "")
        assert not takes_colour(out)


def test_colours_are_the_terminals_own_sixteen() -> None:
    of = story()
    said = "\n".join(map(coloured, printed(of, annotation(of, 0, "seven hours", "claim")).lines(120)))
    assert "\x1b[4;34mseven hours\x1b[0m" in said
    assert "\x1b[1;34mc" in said
    codes = {int(code) for found in ESCAPES.findall(said) for code in found[2:-1].split(";")}
    assert codes <= {0, 1, 3, 4, 21, *range(30, 38), *range(90, 98)}


def test_the_width_is_that_of_columns_or_of_a_terminal(terminal: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    code = "from tui.cli.show import terminal_width; print(terminal_width())"

    def width(*, stderr: int) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=dict(os.environ),  # not what readline, which pytest loads, has put beside it
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout.strip()

    assert width(stderr=terminal) == "97"
    assert width(stderr=subprocess.DEVNULL) == str(USUAL_WIDTH_CELLS)
    monkeypatch.setenv("COLUMNS", "133")
    assert terminal_width() == 133
    assert width(stderr=terminal) == "133"


def test_progress_is_told_once_it_takes_a_while_and_wiped_out_at_the_end() -> None:
    passed, told = iter([0.0, 0.2, PATIENCE_SECONDS, PATIENCE_SECONDS + 0.1, PATIENCE_SECONDS + 0.2]), io.StringIO()
    progress = Progress(told, lambda: next(passed))
    for done in (0.1, 0.4, 0.401, 0.5, 0.6):
        progress(done)
    progress.end()
    assert told.getvalue() == "\raligning 40%\raligning 50%\raligning 60%\r\x1b[K"


def test_of_what_was_quick_nothing_is_told() -> None:
    told = io.StringIO()
    progress = Progress(told, lambda: 0.0)
    progress(1.0)
    progress.end()
    assert told.getvalue() == ""


SHOWING = """
import sys
from pathlib import Path
from annotations.store.store import Store
from articles.read import seed_story
from tui.cli.show import write_story
write_story(seed_story(), Store.open(Path(sys.argv[1])), width=80, whole=False, out=sys.stdout, told=sys.stderr)
print(sorted({name.split(".")[0] for name in sys.modules} & {"textual", "filelock", "uuid6", "rapidfuzz"}),
      file=sys.stderr)
"""


def test_showing_imports_nothing_of_the_screen_or_of_writing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOWING, tmp_path / "none.json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stderr.decode().strip() == "[]"
    assert done.stdout.decode().startswith("US-China talks in Rome\n3 articles · ")

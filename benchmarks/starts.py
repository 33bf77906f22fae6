"""How long the program takes to start: to the first text beside a bare Textual app, and its commands beside Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from annotations.changes import Change, Edit
from annotations.clock import now
from annotations.ids import new_id
from annotations.model import Annotation, Passage
from annotations.store.store import Store
from articles.align import align, is_large
from articles.model import Kind
from articles.read import seed_story
from articles.rows import unaligned
from articles.split import words
from benchmarks.figures import Figure
from benchmarks.pty_run import COLUMNS, ROWS, PtyRun, newsreader
from tui.page.layout import columns_for, gutter_for, lay_out
from tui.shown.rows import ShownRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from articles.model import Story

PAIRS = 15
"""Starts of each of the two, one after the other, so that both meet the same busy machine."""

COMMAND_PAIRS = 25
"""The same of a command, which takes a tenth of the time."""

CHROME = 5
"""Lines of the reader that are not the page: title, heads, rule, information, keys."""

TAGS = ("claim", "denial", "threat", "unverified")

WORDS = 8
"""How long the passages are that are tagged beforehand."""


class Start(NamedTuple):
    """One start until the text was there."""

    wall: float
    cpu: float
    """Seconds."""


def measure_starts(folder: Path) -> Iterator[Figure]:
    """Start to first text on the seeds, beside a bare app each time.

    With an empty store, and with one of 20 tags in which the story was open before.
    """
    story = seed_story()
    screen = first_screen(story)
    text = folder / "screen.txt"
    text.write_text("\n".join(screen), encoding="utf-8")
    bare = [sys.executable, str(Path(__file__).with_name("bare_app.py")), str(text)]
    awaited = first_words(story)
    kept = folder / "kept"
    kept.mkdir()
    annotate(kept / "store.json", story, 20)
    sit(newsreader("--store", str(kept / "store.json")), awaited, kept)
    for name, source, limit in (("first start", None, None), ("later start, 20 tags", kept, 1.3)):
        pairs = []
        for _ in range(PAIRS):
            store = folder / "run"
            shutil.rmtree(store, ignore_errors=True)
            if source:
                shutil.copytree(source, store)
            else:
                store.mkdir()
            ours = start(newsreader("--store", str(store / "store.json")), awaited, store)
            pairs.append((ours, start(bare, awaited, store)))
        for what, of in (("wall", 0), ("CPU", 1)):
            yield Figure(
                f"{name}: spawn to first text, {what}",
                median(ours[of] for ours, _ in pairs) * 1000,
                "ms",
                median(peer[of] for _, peer in pairs) * 1000,
                "bare app",
                ratio=median(ours[of] / peer[of] for ours, peer in pairs),
                asked=f"<= {limit} x" if limit and of == 0 else "",
                limit=limit if of == 0 else None,
                of_ratio=True,
                note=f"of the minima {min(a[of] for a, _ in pairs) / min(b[of] for _, b in pairs):.2f}",
            )


def measure_commands(folder: Path) -> Iterator[Figure]:
    """What does not open the reader, from start to end, beside a Python that does nothing."""
    store = folder / "commands"
    store.mkdir()
    annotate(store / "store.json", seed_story(), 20)
    nothing = [sys.executable, "-c", "pass"]
    for arguments, limit in ((["--version"], 3), (["--help"], 3), (["align"], None), (["export"], None)):
        command = [*newsreader(), "--store", str(store / "store.json"), *arguments]
        run(command, store)  # so that no bytecode has to be written any more
        pairs = [(run(command, store), run(nothing, store)) for _ in range(COMMAND_PAIRS)]
        yield Figure(
            f"newsreader {arguments[0]}, wall",
            median(ours for ours, _ in pairs) * 1000,
            "ms",
            median(peer for _, peer in pairs) * 1000,
            "python -c pass",
            ratio=median(ours / peer for ours, peer in pairs),
            asked=f"<= {limit} x" if limit else "",
            limit=limit,
            of_ratio=True,
            note=f"of the minima {min(ours for ours, _ in pairs) / min(peer for _, peer in pairs):.2f}",
        )


def run(command: Sequence[str], home: Path) -> float:
    begun = perf_counter()
    subprocess.run(command, env=environment(home), stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - begun


def start(command: Sequence[str], awaited: bytes, home: Path) -> Start:
    """Start a program, and kill it when these words are on the terminal."""
    with PtyRun(command, environment(home)) as program:
        wall = program.seconds_until(lambda text: awaited in text, "the first text")
    return Start(wall, program.cpu)


def sit(command: Sequence[str], awaited: bytes, home: Path) -> None:
    """Start the reader and leave it by its key when these words are on the terminal, as a person does."""
    with PtyRun(command, environment(home)) as program:
        program.seconds_until(lambda text: awaited in text, "the first text")
        program.settle(1.0)
        program.end_with(b"q")


def environment(home: Path) -> dict[str, str]:
    """Nothing of the person's who measures but where Python is."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "STATE", "CACHE", "CONFIG")}
    return {**kept, "HOME": str(home), **folders, "LANG": "C.UTF-8", "LOGNAME": "measured"}


def first_screen(story: Story) -> list[str]:
    """What the reader shows of a story at first, as plain lines."""
    alignment = unaligned(story) if is_large(story) else align(story)
    columns = columns_for(COLUMNS - 1, range(len(story.articles)), gutter=gutter_for(len(alignment.rows)))
    layout = lay_out(ShownRows(story, alignment).page([column.article for column in columns]), columns)
    lines = []
    for y in range(ROWS - CHROME):
        line = ""
        for column, found in zip(columns, layout.items_at(y), strict=True):
            if found:
                block, i = found
                start, end = block.line(i)
                line = f"{line:{column.text_x}}{block.item.text[start:end].rstrip()}"
        lines.append(line)
    return lines


def first_words(story: Story) -> bytes:
    """The first line of the first paragraph of body text on that screen, as it is broken there."""
    alignment = unaligned(story) if is_large(story) else align(story)
    columns = columns_for(COLUMNS - 1, range(len(story.articles)), gutter=gutter_for(len(alignment.rows)))
    view = ShownRows(story, alignment)
    layout = lay_out(view.page([column.article for column in columns]), columns)
    body = (where for where in layout.spots if view.paragraph(where).kind is Kind.BODY)
    for where in sorted(body, key=lambda where: (layout.spots[where].top, where)):
        spot = layout.spots[where]
        block, _ = layout.items_at(spot.top)[spot.column] or (None, 0)
        if block:
            start, end = block.line(0)
            return block.item.text[start:end].strip().encode()
    raise SystemExit("the story has no body text")


def annotate(path: Path, story: Story, count: int) -> None:
    """Write a store with that many annotations of a tag each: passages of a few words, evenly spread over the story."""
    passages = [
        (article, paragraph.to_span(start, found[min(i + WORDS, len(found)) - 1][1]))
        for article in story.articles
        for paragraph in article.paragraphs
        if paragraph.kind is Kind.BODY
        for found in [words(paragraph.shown)]
        for i, (start, _) in enumerate(found)
    ]
    edits = []
    for i in range(count):
        article, span = passages[i * len(passages) // count]
        made = Annotation(new_id(), Passage.of(article, *span), (TAGS[i % 4],), created=now(), modified=now())
        edits.append(Edit(None, made))
    store = Store.open(path)
    store.keep_story(story)
    store.apply(Change("tags", tuple(edits)))
    store.close()

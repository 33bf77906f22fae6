"""How many keys the things take that are done most, with keys really pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from annotations.store.store import Store
from tests.stories import story
from tests.ui.opened import reader

if TYPE_CHECKING:
    from pathlib import Path


class Job(NamedTuple):
    """Something to do, the keys for it, and how many there may be beside the text that is typed."""

    before: tuple[str, ...]
    keys: tuple[str, ...]
    most: int
    left: list[tuple[str, tuple[str, ...], str]]
    """Words, tags and note of each annotation in the end."""
    text: str = ""


FIRST, FOUR = "The minister denied it on Monday.", "minister denied it on"
THERE = "On Monday the minister denied it and left."
JOBS = {
    "tag a sentence": Job(("j",), ("c",), 1, [(FIRST, ("claim",), "")]),
    "tag four words": Job(("j", "w"), ("v", "w", "w", "w", "d"), 6, [(FOUR, ("denial",), "")]),
    "tag four words, the cursor one sentence off": Job(
        ("j", ")"), ("(", "v", "w", "w", "w", "d"), 6, [("The minister denied it", ("denial",), "")]
    ),
    "change a tag": Job(("j", "c"), ("d", "c"), 2, [(FIRST, ("denial",), "")]),
    "change a tag of four words": Job(("j", "w", "v", "w", "w", "w", "c"), ("t", "c"), 2, [(FOUR, ("threat",), "")]),
    "note": Job(("j", "c"), ("a", "enter"), 2, [(FIRST, ("claim",), "check")], "check"),
    "note without a tag": Job(("j",), ("a", "enter"), 2, [(FIRST, (), "check")], "check"),
    "remove": Job(("j", "c"), ("x",), 1, []),
    "take back": Job(("j", "c", "d"), ("z",), 1, [(FIRST, ("claim",), "")]),
    "the same tag in the other account": Job(
        ("j", "d"),
        ("p", "."),
        2,
        [(FIRST, ("denial",), ""), ("On Monday the minister denied it and left.", ("denial",), "")],
    ),
    "a new tag": Job(("j",), ("T", "enter", "y"), 3, [(FIRST, ("spin",), "")], "spin"),
    "a command through the palette": Job(("j", "c", "d"), (":", "enter"), 4, [(FIRST, ("claim",), "")], "undo"),
    "a tag through the palette": Job(("j",), (":", "enter"), 4, [(FIRST, ("threat",), "")], "threat"),
}


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
async def test_the_keys_that_it_takes(path: Path, job: Job) -> None:
    assert len(job.keys) <= job.most
    keys = (job.keys[0], *job.text, *job.keys[1:]) if job.text else job.keys
    of_two = story()
    async with reader(path, of_two) as of:
        await of.press(*job.before)
        await of.press(*keys)
        assert of.app.screen is of.app.reader
    store = Store.open(path)
    left = [a for article in of_two.articles for a in store.annotations(article.id)]
    assert [(a.passage.exact, a.tags, a.note) for a in left] == job.left
    store.close()


async def test_every_command_is_the_first_for_its_title_typed_into_the_palette(path: Path) -> None:
    from tui.keys.palette_entries import COMMAND, entries, matching

    async with reader(path, story()) as of:
        found = entries(of.app.keymap, of.session.mode, of.session.tags.codebook)
        commands = [entry for entry in found if entry.kind == COMMAND]
        assert len(commands) > 40
        assert [matching(found, entry.title)[0] for entry in commands] == commands

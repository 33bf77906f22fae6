"""What another program wrote into the store or the story's list can be sent to a terminal wherever it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.stories import story
from tests.ui.opened import reader
from tests.ui.test_list import HOSTILE, drawn, fill

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Story

SITTING = (
    "j", "o", "f", "escape", "s", "down", "escape", "a", "escape", "T", "escape", ":", "escape", "?", "escape", "i",
    "escape", "K", "e", "escape", "m", "escape", "escape", "L", "escape", "y", ";", "M", "f", "A", "S", "enter", "F",
    "x", "z", "p", ".",
)  # fmt: skip
"""Keys that open what shows speakers, outlets, tags and notes; `A S` finds the filter by a speaker."""


def hostile_story() -> Story:
    of = story()
    articles = tuple(
        replace(article, outlet=f"{i}{HOSTILE}", title=HOSTILE, source=HOSTILE, date=HOSTILE)
        for i, article in enumerate(of.articles)
    )
    return of._replace(articles=articles, title=HOSTILE)


@pytest.mark.parametrize("size", [(200, 48), (80, 24), (40, 10)], ids=str)
async def test_no_control_character_reaches_the_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    of_story, path = hostile_story(), tmp_path / "annotations.json"
    said: dict[str, object] = {"speaker": f"AS{HOSTILE}", "note": HOSTILE, "attribution": HOSTILE, "annotator": HOSTILE}
    denied = "The minister denied it on Monday."
    fill(
        path, of_story, [(0, denied, {"tags": ("claim", HOSTILE), **said}), (0, "denied", {"tags": (HOSTILE,), **said})]
    )
    async with reader(path, of_story, size=size) as of:
        for key in SITTING:
            await of.press(key)
            drawn(of)

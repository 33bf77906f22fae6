"""Draws the stories of the library: a line for each, and the heads of the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from articles.form import harmless
from tui.look.legend import PRESENT
from tui.look.status import shown_time
from tui.page.wrap import crop
from tui.shown.library import shown_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.library import ListedStory
    from tui.look.paint import Painter

GAP_CELLS = 2
OUTLETS_FROM_CELLS, DAYS_FROM_CELLS, ARTICLES_FROM_CELLS, OPENED_FROM_CELLS = 50, 84, 104, 120
"""From these widths on, outlets, the days of the articles, their number, and when it was opened have columns."""
NUMBER_CELLS, DAYS_CELLS, OPENED_CELLS = 8, 22, 11
OUTLETS_SHARE = 0.42
"""The share of the room for titles that goes to outlets."""


class StoryColumn(NamedTuple):
    """A column of the list of stories."""

    name: str
    width: int
    """In cells, without the gap after it."""
    is_number: bool = False


def story_columns(width: int) -> tuple[StoryColumn, ...]:
    """The columns of a list that is `width` cells wide."""
    after = [StoryColumn("tagged", NUMBER_CELLS - 2, True)]
    if width >= ARTICLES_FROM_CELLS:
        after.insert(0, StoryColumn("articles", NUMBER_CELLS, True))
    if width >= DAYS_FROM_CELLS:
        after.insert(0, StoryColumn("days", DAYS_CELLS))
    if width >= OPENED_FROM_CELLS:
        after.append(StoryColumn("opened", OPENED_CELLS))
    rest = max(0, width - 2 - sum(column.width + GAP_CELLS for column in after))
    if width >= OUTLETS_FROM_CELLS:
        outlets = int(rest * OUTLETS_SHARE)
        after.insert(0, StoryColumn("outlets", outlets))
        rest -= outlets + GAP_CELLS
    return (StoryColumn("story", max(0, rest)), *after)


def story_line(story: ListedStory, painter: Painter, columns: Sequence[StoryColumn], *, is_open: bool) -> list[Segment]:
    """The line of a story, that which is open with a sign."""
    cells = {
        "story": story.title or "(no title)",
        "outlets": ", ".join(story.outlets),
        "days": shown_days(story.dates),
        "articles": f"{story.articles:,}",
        "tagged": f"{story.annotations:,}",
        "opened": shown_time(story.record.opened).rpartition(" ")[0].rpartition(" ")[0],
    }
    segments = [Segment(f"{PRESENT if is_open else ' '} ", painter.accent)]
    for i, column in enumerate(columns):
        text = crop(harmless(cells[column.name]), column.width)
        blank = " " * (column.width - cell_len(text))
        shown = blank + text if column.is_number else text + blank
        segments.append(Segment(shown + " " * GAP_CELLS, painter.muted if i else painter.text))
    return segments


def story_heads(painter: Painter, columns: Sequence[StoryColumn], width: int) -> list[Segment]:
    """The names of the columns."""
    names = [
        name.rjust(cells)[:cells] if is_number else crop(name, cells).ljust(cells) for name, cells, is_number in columns
    ]
    return painter.bar([Segment("   " + (" " * GAP_CELLS).join(names), painter.muted)], [], width)

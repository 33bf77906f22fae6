"""Which story goes on with which: as a person chose its articles, and as its files and folders changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.shelf import StoryState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.store.records import StoryRecord
    from articles.model import Story

STREAM = "-"
"""The path of standard input, which holds another text each time."""


def become(state: StoryState, states: Mapping[str, StoryState]) -> list[StoryState]:
    """A story's state and those of the stories that it has become, one after another, by the states of all stories."""
    found = [state]
    while (after := states.get(found[-1].into)) is not None and after not in found:
        found.append(after)
    return found


def succession(story: Story, records: Iterable[StoryRecord]) -> list[StoryState]:
    """The states that change where a story is opened: it is in the library again, in the place of what it goes on with.

    That is a story of the same files and folders with articles of it, as when a folder has got another file since.
    """
    known = {record.id: record for record in records}
    own = known[story.id].state if story.id in known else StoryState(story.id)
    present = own._replace(deleted="", into="")
    here = {article.id for article in story.articles}
    gone_on_with = [
        record.state
        for record in known.values()
        if record.id != story.id
        and record.paths == story.paths
        and record.paths
        and STREAM not in record.paths
        and not (record.state.into or record.state.deleted or record.state.composed or present.composed)
        and not here.isdisjoint(record.articles)
    ]
    if gone_on_with and story.id not in known:
        present = present._replace(name=gone_on_with[0].name, archived=gone_on_with[0].archived)
    return [*([present] if present != own else []), *(state._replace(into=story.id) for state in gone_on_with)]

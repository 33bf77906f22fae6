"""The reader's talks about whole stories: opens another, adds an article, takes one out, puts another in its place."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Protocol

from articles.amended import as_read
from articles.errors import NewsreaderError
from tui.screens.talks import Asker
from tui.session.effect import Effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.anchoring.opening import Meant
    from annotations.store.records import StoryRecord
    from annotations.store.store import Store
    from articles.model import Alignment, Story
    from articles.read import Watch


class Opener(Protocol):
    """Goes on with another story in the running reader, as `Newsreader.open_story` does."""

    async def open_story(
        self,
        story: Story,
        *,
        place: object = None,
        alignment: Alignment | None = None,
        notices: Sequence[str] = (),
        message: str = "",
    ) -> bool:
        """Whether it could be opened."""


class StoryAsker(Asker, Protocol):
    """The screen that opens dialogs, and what opens stories in its place."""

    @property
    def opener(self) -> Opener:
        """What opens stories."""


def warned(asker: Asker, message: str) -> None:
    """Tell that something could not be done."""
    asker.apply(Effect(message=message, warn=True))


async def pick_story(asker: StoryAsker) -> None:
    """Show the stories of the library, and go on with the one that the person picks."""
    from annotations.library import library
    from tui.screens.stories import Stories

    try:
        stories = await asker.saving.read(library)
    except NewsreaderError as error:
        warned(asker, str(error))
        return
    picked = await asker.app.ask(Stories(asker.session, asker.saving, asker.look, stories))
    if picked is None or picked == asker.session.desk.story.id:
        await follow(asker, "")
    else:
        await open_record(asker, picked)


async def follow(asker: StoryAsker, message: str) -> None:
    """Show the open story as it is by now, where something was done with the whole of it."""
    session = asker.session
    session.changes.reopens = False
    story = session.desk.story
    try:
        record = await asker.saving.read(partial(_record, story_id=story.id))
    except NewsreaderError:  # nothing was done with it that is saved: it stays as it is
        record = None
    if record is None:
        asker.apply(Effect(message=message))
    elif record.state.into:
        await open_record(asker, record.state.into, message)
    elif record.title != (read := as_read(story)).title:
        alignment, place = session.decisions.computed, session.kept_place()
        known = alignment if session.decisions.is_aligned else None
        await asker.opener.open_story(read._replace(title=record.title), place=place, alignment=known, message=message)
    else:
        asker.apply(Effect(message=message))


def _record(store: Store, *, story_id: str) -> StoryRecord | None:
    return next((record for record in store.every_story() if record.id == story_id), None)


async def open_record(asker: StoryAsker, story_id: str, message: str = "") -> bool:
    """Go on with a story of the store, from its files where they are; whether it could be opened."""
    from annotations.anchoring.opening import read_again
    from tui.screens.reading import StoppedError, read_with

    saving = asker.saving

    def kept(store: Store) -> tuple[StoryRecord, Story | None]:
        record = _record(store, story_id=story_id)
        if record is None:
            raise NewsreaderError("the store does not hold this story any more")
        try:
            return record, store.story(record)
        except NewsreaderError:  # its files may be there
            return record, None

    try:
        record, was = await saving.read(kept)

        def kept_story() -> Story:
            if was is None:
                raise NewsreaderError("its texts are not kept")
            return was

        story = await read_with(asker.app, lambda watch: read_again(record, kept_story, watch))
        meant = await saving.read(partial(_meant, record=record, story=story))
    except NewsreaderError as error:
        warned(asker, f"Not opened: {error}")
        return False
    except StoppedError:
        warned(asker, "Not opened: you stopped it")
        return False
    is_blind = type((meant.place or {}).get("blind")) is int
    said = message or ("The story is open" if is_blind else f"“{meant.story.title}” is open")
    notices = [*([meant.brought] if meant.brought else []), *meant.notices]
    return await asker.opener.open_story(meant.story, place=meant.place, notices=notices, message=said)


def _meant(store: Store, *, record: StoryRecord, story: Story | None) -> Meant:
    from annotations.anchoring.opening import meant, recognised_again

    return meant(store, recognised_again(record, store, story, lambda: store.story(record)), writes=True)


# What a story is composed of


async def add_articles(asker: StoryAsker, typed: str = "") -> None:
    """Ask for files or addresses, `typed` standing there already, and add their articles to the open story."""
    from tui.screens.ask import Ask
    from tui.shown.named import named_apart, named_in

    question = "Add to this story: a file, a folder or an address; several may be pasted"
    answer = await asker.app.ask(Ask(question, typed, keeps="adds it", leaves="adds nothing", apart=named_apart))
    named = named_in(answer or "")
    if not named:
        asker.apply(Effect())
        return
    await _compose(asker, named, in_place_of="")


async def replace_article(asker: StoryAsker) -> None:
    """Ask for a file or an address, and put its articles in the place of the cursor's."""
    from tui.screens.ask import Ask
    from tui.shown.named import named_in

    desk = asker.session.desk
    number = desk.place.paragraph.article
    outlet = desk.covered_story.articles[number].outlet
    question = f"In the place of {outlet}: a file or an address"
    answer = await asker.app.ask(Ask(question, keeps="replaces it", leaves="leaves it"))
    named = named_in(answer or "")
    if not named:
        asker.apply(Effect())
        return
    await _compose(asker, named, in_place_of=desk.story.articles[number].id)


async def remove_article(asker: StoryAsker) -> None:
    """Take the cursor's article out of the story, after telling what goes with it."""
    from tui.screens.ask import Confirm

    session = asker.session
    desk = session.desk
    number = desk.place.paragraph.article
    if len(desk.story.articles) == 1:
        warned(asker, f"A story has one article at least: {desk.key('stories')} deletes stories")
        return
    article, shown = desk.story.articles[number], desk.covered_story.articles[number]
    count = session.annotations.book.counts[number]
    annotations = "annotation stays" if count == 1 else f"{count} annotations stay"
    tagged = f"Its {annotations} in the store and in exports. " if count else ""
    question = f"Take {shown.outlet} out of this story? {tagged}{desk.key('undo')} brings it back"
    if not await asker.app.ask(Confirm(question, "takes it out")):
        asker.apply(Effect())
        return
    await _compose(asker, [], in_place_of=article.id)


async def _compose(asker: StoryAsker, named: Sequence[str], *, in_place_of: str) -> None:
    """Go on with the story with articles added, or one taken out, or both; the texts stay in the store."""
    from annotations.anchoring.composing import HereAlreadyError, compose
    from tui.screens.reading import StoppedError, read_with

    desk, session = asker.session.desk, asker.session
    try:
        added = await read_with(asker.app, partial(_read, named=named)) if named else None
        place = session.kept_place()
        composed = await asker.saving.read(
            lambda store: compose(store, desk.story, added, without=in_place_of, place=place)
        )
    except HereAlreadyError as error:
        warned(asker, "in this story already" if desk.shown.blind else str(error))
        return
    except NewsreaderError as error:
        warned(asker, str(error))
        return
    except StoppedError:
        warned(asker, "Stopped: the story stays as it is")
        return
    what = "The articles of this story are others now" if desk.shown.blind else composed.what
    message = f"{what} · {desk.key('undo')} takes it back" if composed.undoable else what
    await asker.opener.open_story(composed.story, place=place, notices=composed.notices, message=message)


def _read(watch: Watch, *, named: Sequence[str]) -> Story:
    from articles.read import read_story
    from tui.system.fetching import fetch_as_set

    return read_story([os.path.expanduser(name) for name in named], watch=watch, pages=fetch_as_set)  # noqa: PTH111

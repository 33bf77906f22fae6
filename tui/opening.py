"""Puts session, writer and application together and takes them apart again."""

from __future__ import annotations

import contextlib
import gc
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.anchoring.amendments import stored_amendments
from annotations.store.writer import Writer
from articles.align import align, is_large
from articles.errors import NewsreaderError
from articles.rows import unaligned
from tui.app import Newsreader
from tui.keys.settings import Settings
from tui.session.beginning import beginning, begun
from tui.session.beginning import notices as notices_of
from tui.session.saving import Saving
from tui.system.state import read_state, write_state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.store.store import Store
    from articles.model import Alignment, Story
    from tui.system.kept_story import KeptStory


COLLECTING = (700, 10, 200)
"""When garbage is collected. Going through all there is takes 20 to 60 ms; after the freeze Python's own (700, 10, 10)
would do it every few keys."""


def make_app(
    story: Story,
    store: Store,
    *,
    place: object = None,
    annotator: str = "",
    settings: Settings | None = None,
    alignment: Alignment | None = None,
    notices: Sequence[str] = (),
) -> tuple[Newsreader, Saving]:
    """The application for a story, and what keeps its changes; the store is the writer's from now on.

    `alignment` is the computed one of the story as it was put right, where it is known; else it is computed here, or in
    a worker for a large story.
    `notices` are messages of the opening, which come before others.
    """
    begins = beginning(store, story, place)
    known, story = begins.known, begins.story
    settings = settings or Settings()
    saving = Saving(Writer(store), begins.seen, begins.versions)
    waits = alignment is None and is_large(story)
    if alignment is None:
        alignment = unaligned(story) if waits else align(story)
    session = begun(begins, alignment, saving, annotator, key=settings.keymap.key)
    session.messages.notify(store.messages(), warn=True)
    session.messages.notify([*notices, *filter(None, [known.told_lost])], warn=True)
    session.messages.notify([*notices_of(session.desk.covered_story), *settings.notices])
    session.cursor.goes_on = settings.goes_on
    app = Newsreader(
        session,
        saving,
        keymap=settings.keymap,
        unaligned=waits,
        theme=settings.theme,
        is_new=not story.paths and not known.annotations,
        crash_log=_crash_log(),
    )
    return app, saving


def open_reader(
    story: Story,
    store: Store,
    *,
    place: object = None,
    annotator: str = "",
    settings: Settings | None = None,
    kept: KeptStory,
    notices: Sequence[str] = (),
    picks: bool = False,
) -> int:
    """Run the reader until the person leaves; returns the exit status. Raises NewsreaderError for what is unsaved.

    Where it `picks`, the stories are listed first. The alignment is taken from `kept` where it is there, else put there
    at the end.
    """
    settings = settings or Settings()
    settings = replace(settings, theme=settings.theme or read_state().theme)
    story = stored_amendments(store, story).put_right(story)
    alignment = None if is_large(story) else kept.alignment(story) or align(story)
    app, saving = make_app(
        story,
        store,
        place=place,
        annotator=annotator,
        settings=settings,
        alignment=alignment,
        notices=notices,
    )
    app.picks = picks
    app.theme_chosen = lambda theme: write_state(read_state()._replace(theme=theme))
    gc.freeze()  # what is there now stays to the end: later collections need not look at it
    gc.set_threshold(*COLLECTING)
    gc.enable()
    try:
        app.run()
    finally:
        if saving.state == "saving":
            with contextlib.suppress(OSError):  # the terminal was closed
                print("newsreader: saving ...", file=sys.stderr)
        saved = saving.close()
    last = app.session
    if last.decisions.is_aligned and not is_large(last.desk.story):
        kept.keep(last.desk.story, last.decisions.computed)
    if not saved:
        where = f"; it is kept as {saving.kept}, which the next start takes in" if saving.kept else ""
        if not saving.kept and saving.unsaved:
            where = "; it is lost: no file could be written for the next start either"
        raise NewsreaderError(f"not everything could be saved: {saving.error}{where}")
    return app.return_code or 0


def _crash_log() -> Path:
    import platformdirs

    return Path(platformdirs.user_log_dir("newsreader", appauthor=False)) / "crash.log"

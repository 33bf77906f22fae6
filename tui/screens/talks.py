"""The reader's talks with the person: the dialogs that actions open, and what their answers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from articles.errors import NewsreaderError
from tui.session.effect import NOTHING, Effect

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from annotations.model import Annotation
    from tui.look.theme import Look
    from tui.session.effect import Choice
    from tui.session.saving import Saving
    from tui.session.session import Session
    from tui.system.type_ahead import TypeAhead

QUOTED_PASSAGE_CHARACTERS = 70
"""The most characters of a passage that a question shows."""


class Asker(Protocol):
    """The screen that opens dialogs: what they need of it, and what it does with answers."""

    session: Session
    saving: Saving
    side_by_side: bool
    """Whether a row's passages are compared side by side, where there is room."""

    @property
    def app(self) -> TypeAhead:
        """The application, which opens dialogs."""

    @property
    def look(self) -> Look:
        """The colours of the present theme."""

    def run(self, action: Callable[[Session], Effect]) -> None:
        """Run an action and show its effect."""

    def apply(self, effect: Effect) -> None:
        """Show the effect of an action."""

    def restyle(self) -> None:
        """Draw everything anew in the present theme and codebook."""


async def settled(asker: Asker, effect: Effect) -> Effect:
    """The effect after the person has answered what it asks; nothing is done without an answer."""
    from tui.screens.ask import Choose, Confirm

    while effect.asks is not None:
        text, choices = effect.asks
        if len(choices) == 1:
            i = 0 if await asker.app.ask(Confirm(text, choices[0].word)) else None
        else:
            i = await asker.app.ask(Choose(text, [choice.word for choice in choices]))
        cells = effect.cells
        if i is None:
            return effect._replace(message="Left as it was", asks=None)
        effect = _chosen(asker, choices[i])
        effect = effect._replace(cells=effect.cells | cells)
    return effect


def _chosen(asker: Asker, choice: Choice) -> Effect:
    return asker.session.run(lambda session: choice.does())


async def see_others(asker: Asker) -> Effect:
    """Take in what other windows wrote up to now, before something is written on top of it."""
    session, saving = asker.session, asker.saving
    stored = await saving.looked(session.desk.story)
    if stored is None or stored.change_count != saving.change_count:
        return NOTHING
    return session.take_in(stored.annotations, stored.codebook)


async def pick_tag(asker: Asker, annotation: Annotation | None = None) -> Effect:
    """Let the person find or make a tag for an annotation, by default for the target."""
    from tui.screens.pick_tag import PickTag  # dialogs are imported when they are opened: the start is quicker

    session = asker.session
    present = annotation.tags if annotation else session.tagging.target_tags
    theirs = annotation is not None and not session.annotations.is_mine(annotation)
    key = asker.app.keymap.key("codebook") if annotation is None else ""
    leaves = f"closes, then {key}: codebook" if key else "closes"
    picked = await asker.app.ask(
        PickTag(session.tags.codebook, present, asker.look, session.tags.recent, leaves=leaves)
    )
    if picked is None or (picked.new and not await _may_make(asker, picked.new, meant=not picked.first)):
        return NOTHING
    try:
        if picked.new:
            return session.run(lambda session: session.tagging.new_tag(picked.new, annotation))
        if annotation and theirs and picked.tag_id in annotation.tags:
            return await settled(asker, session.tagging.take_off(picked.tag_id, annotation))
        if annotation:
            return session.tagging.toggle(picked.tag_id, annotation)
        return session.run(lambda session: session.tagging.tag(picked.tag_id))
    except NewsreaderError as error:
        return Effect(message=str(error), warn=True)


async def _may_make(asker: Asker, name: str, *, meant: bool) -> bool:
    """Whether a new tag of this name is to be made; asked where it was not chosen, or the codebook is locked."""
    from tui.screens.ask import Confirm

    locked = asker.session.tags.codebook.locked
    if (meant and not locked) or asker.session.tags.codebook.by_name(name):
        return True
    why = "The codebook is locked" if locked else "No tag is like that"
    return await asker.app.ask(Confirm(f"{why}. Make a new tag “{name}”?", "makes it and gives it")) is True


async def write_note(asker: Asker, annotation: Annotation | None = None) -> Effect:
    """Let the person write the note of an annotation, by default of the current one, else of a new one."""
    from tui.screens.note import EditNote

    annotation = await _whose(asker, annotation, "note") if annotation else asker.session.tagging.subject()
    if annotation is None:
        return NOTHING
    by = asker.session.annotations.by(annotation)
    text = await asker.app.ask(EditNote(f"Note{by} on: {_passage(asker, annotation)}", annotation.note))
    if text is None:
        return NOTHING
    seen = await see_others(asker)
    effect = asker.session.run(lambda session: session.tagging.write_note(text, annotation))
    return await settled(asker, effect._replace(cells=effect.cells | seen.cells))


async def write_source(asker: Asker, annotation: Annotation | None = None) -> Effect:
    """Let the person write who the article attributes a passage to, by default of the annotation as for a note."""
    from tui.screens.source import EditSource
    from tui.session.speakers import speakers

    annotation = await _whose(asker, annotation, "speaker") if annotation else asker.session.tagging.subject()
    if annotation is None:
        return NOTHING
    question = f"Who is made to say{asker.session.annotations.by(annotation)}: {_passage(asker, annotation)}"
    names = speakers(asker.session, annotation)
    answer = await asker.app.ask(EditSource(question, annotation.speaker, annotation.attribution, names=names))
    if answer is None:
        return NOTHING
    seen = await see_others(asker)
    effect = asker.session.run(lambda session: session.tagging.write_source(*answer, annotation))
    return await settled(asker, effect._replace(cells=effect.cells | seen.cells))


async def _whose(asker: Asker, annotation: Annotation, what: str) -> Annotation | None:
    """The annotation whose note or speaker is written: one that another annotator gave, or one's own beside it."""
    from tui.screens.ask import Choose

    annotations, session = asker.session.annotations, asker.session
    if annotations.is_mine(annotation):
        return annotation
    mine, named = session.tagging.mine_for(annotation), session.meant.named(annotation)
    ways = [f"your own {what}, beside it", f"the {what}{annotations.by(annotation)}"]
    chosen = await asker.app.ask(Choose(f"This is {named}: write", ways))
    return None if chosen is None else (mine, annotation)[chosen]


def _passage(asker: Asker, annotation: Annotation) -> str:
    """The passage of an annotation as it may be shown, cut if it is long."""
    quote = " ".join(asker.session.annotations.quote(annotation).split())
    return quote[:QUOTED_PASSAGE_CHARACTERS] + ("…" if len(quote) > QUOTED_PASSAGE_CHARACTERS else "")


_EDITS = {"tag": pick_tag, "note": write_note, "speaker": write_source}


async def list_annotations(asker: Asker) -> None:
    """Show the list of annotations, and go to the one that the person picks."""
    from tui.screens.annotation_list import AnnotationList

    session = asker.session
    place = session.desk.place

    async def edit(what: str, annotation: Annotation) -> Effect:
        return await _EDITS[what](asker, annotation)

    async def write(listed: Sequence[Annotation]) -> Effect:
        return await write_export(asker, frozenset(annotation.id for annotation in listed))

    annotation = await asker.app.ask(
        AnnotationList(session, asker.look, edit, lambda effect: settled(asker, effect), write)
    )
    asker.restyle()
    if annotation:
        asker.run(lambda session: session.jumps.go_to(annotation))
    else:
        asker.apply(Effect(moved=session.desk.place != place))


async def edit_codebook(asker: Asker) -> None:
    """Show the codebook and let the person change it."""
    from tui.screens.codebook import EditCodebook

    await asker.app.ask(EditCodebook(asker.session, asker.saving, asker.look))
    asker.restyle()


def lock_codebook(asker: Asker) -> Effect:
    """Lock the codebook, or unlock it."""
    session = asker.session
    locked = not session.tags.codebook.locked
    session.tags.lock(locked)
    asker.saving.lock_codebook(locked)
    told = "The codebook is locked: it asks before a tag is made, renamed, merged or deleted"
    return Effect(message=told if locked else "The codebook is not locked any more")


async def search(asker: Asker) -> None:
    """Let the person type a search; hits are marked at each letter."""
    from tui.screens.search_prompt import SearchPrompt

    session = asker.session

    def typed(query: str) -> str:
        asker.run(lambda session: session.search.type(query))
        return session.search.counted

    found = await asker.app.ask(SearchPrompt(typed, session.search.queries))
    asker.run(lambda session: session.search.done() if found else session.search.cancel())


async def filter_rows(asker: Asker) -> None:
    """Let the person pick a filter, which hides or dims the other rows."""
    from tui.screens.pick_filter import PickFilter

    session = asker.session
    asked = PickFilter(
        session.row_filter.choices(),
        session.row_filter.rows_with,
        hides=session.row_filter.hides,
        present=session.row_filter.current,
    )
    picked = await asker.app.ask(asked)
    if picked is not None:
        asker.run(lambda session: session.row_filter.apply(picked.filter, hides=picked.hides))


async def compute_anew(asker: Asker) -> Effect:
    """Compute the rows anew with all that was decided, after telling how many change and asking."""
    from tui.screens.ask import Confirm

    question = asker.session.correcting.question_anew()
    if not question:
        return Effect(message="Computed anew the rows would be as they are")
    if not await asker.app.ask(Confirm(question, "computes them anew")):
        return Effect(message="The rows stay as they are")
    return asker.session.run(lambda session: session.correcting.compute_anew())


async def about(asker: Asker) -> Effect:
    """Show what is known of the article under the cursor, and let the person put its facts right."""
    from tui.screens.about import About, EditFacts

    session = asker.session
    if session.desk.shown.blind:
        await asker.app.ask(About(session))
        return NOTHING
    article = session.desk.story.articles[session.desk.place.paragraph.article]
    written = await asker.app.ask(EditFacts(session))
    if written is None:
        return NOTHING
    return session.run(lambda session: session.facts.write(article.id, written))


async def keep_for_outlet(asker: Asker) -> Effect:
    """Let the person keep a rule for the outlet of the cursor's paragraph."""
    from tui.screens.ask import Ask, Choose

    kept = asker.session.for_outlets
    none, proposals = kept.proposals()
    if none:
        return Effect(message=none, warn=True)
    chosen = await asker.app.ask(Choose(kept.question(), [proposed.label for proposed in proposals]))
    if chosen is None:
        return NOTHING
    proposed = proposals[chosen]
    if proposed.match == "begins":
        words = await asker.app.ask(Ask("With which words do they begin?", proposed.words, leaves="keeps no rule"))
        if not words or not words.strip():
            return NOTHING
        proposed = proposed._replace(words=words)
    return asker.session.run(lambda session: session.for_outlets.keep(proposed))


async def list_rules(asker: Asker) -> Effect:
    """List what is kept for outlets, and remove the rule that the person chooses."""
    from tui.screens.ask import Choose, Confirm

    rules = asker.session.for_outlets.rules()
    if asker.session.desk.shown.blind:
        return Effect(message="Outlets are hidden in blind mode", warn=True)
    if not rules:
        key = asker.app.keymap.key("amend")
        return Effect(message=f"Nothing is kept for an outlet yet: {key} begins to put paragraphs right")
    chosen = await asker.app.ask(Choose("Kept for outlets: choose a rule to remove it", [told for _, told in rules]))
    if chosen is None or not await asker.app.ask(Confirm(f"Remove this rule? {rules[chosen][1]}", "removes it")):
        return NOTHING
    return asker.session.run(lambda session: session.for_outlets.drop(rules[chosen][0]))


async def versions(asker: Asker) -> None:
    """Show the versions that are kept of the article under the cursor, and how two of them differ."""
    from annotations.anchoring.versions import kept_versions
    from tui.screens.versions import Versions

    session = asker.session
    if session.desk.shown.blind:
        asker.apply(Effect(message="Versions are hidden in blind mode", warn=True))
        return
    article = session.desk.story.articles[session.desk.place.paragraph.article]
    try:
        found = await asker.saving.read(lambda store: kept_versions(store, article.id))
    except NewsreaderError as error:
        asker.apply(Effect(message=str(error), warn=True))
        return
    await asker.app.ask(Versions(article.outlet, found, session.tags.codebook))


async def open_source(asker: Asker) -> None:
    """Open the source of the cursor's article in the browser, once the person has seen its address.

    Where this is no desktop of the person's, as over SSH, the address is copied instead.
    """
    import os
    import sys

    from tui.screens.ask import Confirm
    from tui.system import browser, clipboard

    desk = asker.session.desk
    article = desk.covered_story.articles[desk.place.paragraph.article]
    if desk.shown.blind:
        asker.apply(Effect(message="The source is hidden in blind mode", warn=True))
        return
    if not article.source:
        asker.apply(Effect(message=f"No source is known of {article.outlet}", warn=True))
        return
    try:
        address = browser.web_address(article.source)
    except NewsreaderError as error:
        asker.apply(Effect(message=f"{article.outlet}: {error}", warn=True))
        return
    if not clipboard.has_desktop(os.environ, sys.platform):
        asker.apply(Effect(message=f"{clipboard.copy(address, asker.app)} · no browser can be opened from here"))
        return
    if not await asker.app.ask(Confirm(f"Open in the browser: {address}", "opens it")):
        asker.apply(NOTHING)
        return
    asker.apply(Effect(message=f"Opening {address}"))

    async def opening() -> None:
        if not await browser.browse(address):
            copied = clipboard.copy(address, asker.app)
            asker.apply(Effect(message=f"{copied} · no browser could be started", warn=True))

    asker.app.run_worker(opening())


async def compare(asker: Asker) -> None:
    """Compare the row under the cursor, and go to the row that was compared last."""
    from tui.screens.compare import CompareRow

    session, comparing = asker.session, CompareRow(asker.session, side_by_side=asker.side_by_side)
    where = await asker.app.ask(comparing)
    asker.side_by_side = comparing.side_by_side
    if where is None or where == session.desk.place.paragraph:
        asker.apply(Effect())
    else:
        asker.run(lambda session: session.cursor.go(where))


async def export(asker: Asker) -> None:
    """Write the story's annotations to a file that the person names."""
    annotations = asker.session.annotations
    if len(annotations.book) or annotations.orphans:
        asker.apply(await write_export(asker))
    else:
        keys = asker.session.tags.keys()
        asker.apply(Effect(message=f"Nothing to export yet: {keys} tag the sentence under the cursor", warn=True))


async def write_export(asker: Asker, only: Collection[str] | None = None) -> Effect:
    """Write the story's annotations, or only those with these ids, to a file that the person names.

    Before one is overwritten, that is asked.
    """
    from tui.screens.ask import Ask, Confirm
    from tui.session import exporting

    session = asker.session
    question = exporting.question(None if only is None else len(only))
    name = await asker.app.ask(
        Ask(question, exporting.file_name(session.desk.covered_story), keeps="writes it", leaves="does not")
    )
    if not name:
        return NOTHING
    try:
        path, there = exporting.export_path(name)
        if there and not await asker.app.ask(Confirm(f"{path} exists already", "overwrites it")):
            return Effect(message=f"Not exported: {path} stays as it is")
        written = exporting.write_export(session, path, force=there, only=only)
    except NewsreaderError as error:
        return Effect(message=str(error), warn=True)
    return Effect(message=f"{written} written to {path.resolve()}")

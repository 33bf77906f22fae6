"""What the reader asks a person: the dialogs that an action opens, and what their answers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from tui.session.effect import NOTHING, Effect

if TYPE_CHECKING:
    from annotations.model import Annotation
    from tui.screens.reader import Reader

QUOTED = 70
"""Characters of a passage that a question shows."""


async def pick_tag(reader: Reader, annotation: Annotation | None = None) -> Effect:
    """Let the person find a tag, or make one, for an annotation, by default for the target."""
    from tui.screens.pick_tag import PickTag  # dialogs are imported when they are opened: the start is quicker

    session = reader.session
    present = annotation.tags if annotation else session.tagging.target_tags
    hint = "enter gives it, or takes it off · esc closes"
    if session.desk.key("codebook") and annotation is None:
        hint += f", then {session.desk.key('codebook')}: codebook"
    picked = await reader.app.ask(
        PickTag(session.tags.codebook, present, reader.look, recent=session.tags.recent, hint=hint)
    )
    if picked is None:
        return NOTHING
    try:
        if picked.new:
            return session.run(lambda session: session.tagging.new_tag(picked.new, annotation))
        if annotation:
            return session.tagging.toggle(picked.tag_id, annotation)
        return session.run(lambda session: session.tagging.tag(picked.tag_id))
    except NewsreaderError as error:
        return Effect(message=str(error), warn=True)


async def write_note(reader: Reader, annotation: Annotation | None = None) -> Effect:
    """Let the person write the note of an annotation, by default of the one under the cursor, else of a new one."""
    from tui.screens.note import EditNote

    annotation = annotation or reader.session.tagging.subject()
    text = await reader.app.ask(EditNote(f"Note on: {_quoted(reader, annotation)}", annotation.note))
    if text is None:
        return NOTHING
    return reader.session.run(lambda session: session.tagging.write_note(text, annotation))


async def write_source(reader: Reader, annotation: Annotation | None = None) -> Effect:
    """Let the person write down to whom the article attributes a passage; of which annotation is as with a note."""
    from tui.screens.source import EditSource

    annotation = annotation or reader.session.tagging.subject()
    question = f"Who is made to say: {_quoted(reader, annotation)}"
    names = reader.session.tagging.speakers()
    answer = await reader.app.ask(EditSource(question, annotation.speaker, annotation.attribution, names=names))
    if answer is None:
        return NOTHING
    return reader.session.run(lambda session: session.tagging.write_source(*answer, annotation))


def _quoted(reader: Reader, annotation: Annotation) -> str:
    """The words of an annotation as they may be shown, cut where they are many."""
    quote = " ".join(reader.session.annotations.quote(annotation).split())
    return quote[:QUOTED] + ("…" if len(quote) > QUOTED else "")


_EDITS = {"tag": pick_tag, "note": write_note, "speaker": write_source}


async def list_annotations(reader: Reader) -> None:
    """Show the list of annotations and go where the person wants."""
    from tui.screens.annotation_list import AnnotationList

    session = reader.session
    place = session.desk.place

    async def edit(what: str, annotation: Annotation) -> Effect:
        return await _EDITS[what](reader, annotation)

    annotation = await reader.app.ask(AnnotationList(session, reader.look, edit))
    reader.restyle()
    if annotation:
        reader.run(lambda session: session.jumps.go_to(annotation))
    else:
        reader.apply(Effect(moved=session.desk.place != place))


async def edit_codebook(reader: Reader) -> None:
    """Show the codebook and let the person change it."""
    from tui.screens.codebook import EditCodebook

    await reader.app.ask(EditCodebook(reader.session, reader.keeping, reader.look))
    reader.restyle()


async def search(reader: Reader) -> None:
    """Let the person type what to search; hits are marked at each letter."""
    from tui.screens.search_prompt import SearchPrompt

    session = reader.session

    def typed(query: str) -> str:
        reader.run(lambda session: session.search.type(query))
        return session.search.counted

    found = await reader.app.ask(SearchPrompt(typed, session.search.queries))
    reader.run(lambda session: session.search.done() if found else session.search.cancel())


async def filter_rows(reader: Reader) -> None:
    """Let the person pick which rows are shown, or stand out."""
    from tui.screens.pick_filter import PickFilter

    session = reader.session
    asked = PickFilter(
        session.row_filter.choices(),
        session.row_filter.rows_with,
        hides=session.row_filter.hides,
        present=session.row_filter.present,
    )
    picked = await reader.app.ask(asked)
    if picked is not None:
        reader.run(lambda session: session.row_filter.apply(picked.filter, hides=picked.hides))


async def about(reader: Reader) -> None:
    """Show what is known of the article under the cursor."""
    from tui.screens.about import About

    await reader.app.ask(About(reader.session))


async def compare(reader: Reader) -> None:
    """Show the row under the cursor in full, and stand on the row that was compared last."""
    from tui.screens.compare import CompareRow

    session, comparing = reader.session, CompareRow(reader.session, beside=reader.beside)
    where = await reader.app.ask(comparing)
    reader.beside = comparing.beside
    if where is None or where == session.desk.place.paragraph:
        reader.apply(Effect())
    else:
        reader.run(lambda session: session.cursor.go(where))


async def export(reader: Reader) -> None:
    """Write the story's annotations to a file that the person names; never over another one unasked."""
    from tui.screens.ask import Ask, Confirm
    from tui.session.exporting import export_path, file_name, question, write_export

    session = reader.session
    if not (len(session.annotations.book) or session.annotations.orphans):
        reader.apply(
            Effect(message=f"Nothing to export yet: {session.tags.keys()} tag the sentence under the cursor", warn=True)
        )
        return
    name = await reader.app.ask(Ask(question(), file_name(session.desk.told), hint="enter writes it · esc does not"))
    if not name:
        return
    try:
        path, there = export_path(name)
        if there and not await reader.app.ask(Confirm(f"{path} exists already", "overwrites it")):
            reader.apply(Effect(message=f"Not exported: {path} stays as it is"))
            return
        written = write_export(session, path, force=there)
    except NewsreaderError as error:
        reader.apply(Effect(message=str(error), warn=True))
        return
    reader.apply(Effect(message=f"{written} written to {path.resolve()}"))

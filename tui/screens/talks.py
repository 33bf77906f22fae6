"""What the reader asks a person: the dialogs that an action opens, and what their answers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.errors import NewsreaderError
from tui.reading import Effect

if TYPE_CHECKING:
    from tui.screens.reader import Reader

QUOTED = 70
"""Characters of a passage that a question shows."""


async def pick_tag(reader: Reader) -> None:
    """Let the person find a tag, or make one, for the target."""
    from tui.screens.pick_tag import PickTag  # dialogs are imported when they are opened: the start is quicker

    session = reader.session
    picked = await reader.app.ask(PickTag(session.codebook, session.target_tags, reader.look))
    if picked is None:
        return
    try:
        effect = session.new_tag(picked.new) if picked.new else session.tag(picked.tag_id)
    except NewsreaderError as error:
        effect = Effect(message=str(error), warn=True)
    reader.restyle()
    reader.apply(effect)


async def write(reader: Reader, field: str, question: str) -> None:
    """Let the person write the `note` or the `speaker` of the annotation under the cursor."""
    from tui.screens.ask import Ask

    session = reader.session
    current = session.current()
    start, end = current.span if current else session.target()
    quote = " ".join(session.story.articles[session.place.end.article].version.text[start:end].split())
    quoted = quote[:QUOTED] + ("…" if len(quote) > QUOTED else "")
    text = await reader.app.ask(Ask(f"{question}: {quoted}", getattr(current, field) if current else ""))
    if text is not None:
        reader.apply(session.write(field, text))


async def list_annotations(reader: Reader) -> None:
    """Show the list of annotations and go where the person wants."""
    from tui.screens.annotation_list import AnnotationList

    session = reader.session
    place = session.place
    annotation = await reader.app.ask(AnnotationList(session, reader.look))
    reader.restyle()
    reader.apply(session.go_to(annotation) if annotation else Effect(moved=session.place != place))


async def export(reader: Reader) -> None:
    """Write the story's annotations to a file that the person names; never over another one unasked."""
    from tui.exporting import csv_name, export_path, write_csv
    from tui.screens.ask import Ask, Confirm

    session = reader.session
    if not len(session.book):
        reader.apply(Effect(message="Nothing to export yet: c d t u tag the sentence under the cursor", warn=True))
        return
    question = "Write this story's annotations as CSV to"
    name = await reader.app.ask(Ask(question, csv_name(session.story), hint="enter writes it · esc does not"))
    if not name:
        return
    try:
        path, there = export_path(name)
        if there and not await reader.app.ask(Confirm(f"{path} exists already", "overwrites it")):
            reader.apply(Effect(message=f"Not exported: {path} stays as it is"))
            return
        rows = write_csv(session, path, force=there)
    except NewsreaderError as error:
        reader.apply(Effect(message=str(error), warn=True))
        return
    reader.apply(Effect(message=f"{rows} row{'s' if rows != 1 else ''} written to {path.resolve()}"))

"""Exports the annotations of a session, saved or not yet, from within the reader."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.exports.exported import exported
from annotations.exports.files import write_file
from annotations.exports.formats import DEFAULT, FORMATS, format_of_file
from annotations.exports.homes import homes
from annotations.store.durable import reason
from articles.align import align
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from collections.abc import Collection

    from annotations.exports.formats import Format
    from articles.model import Story
    from tui.session.session import Session


def file_name(story: Story) -> str:
    """Suggest a file name for a story, after its title, in the first format: of letters, digits and hyphens only."""
    hyphened = re.sub(r"[\W_]+", "-", story.title)
    plain = unicodedata.normalize("NFKD", hyphened).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "annotations"
    return stem + DEFAULT.ending


def question(listed: int | None = None) -> str:
    """The question for the file to write; with several formats, it names their endings.

    `listed` is how many annotations the list shows, where these alone are to be written.
    """
    what = "this story's annotations" if listed is None else f"the {listed:,} listed annotation{'s' * (listed != 1)}"
    formats = list(FORMATS.values())
    if len(formats) == 1:
        return f"Write {what} as {formats[0].title} to"
    endings = " · ".join(f"{format.ending} {format.title}" for format in formats)
    return f"Write {what} to ({endings})"


def export_path(name: str) -> tuple[Path, bool]:
    """The file that a typed name means, and whether it exists. Raises NewsreaderError if no file can have it."""
    try:
        path = Path(name).expanduser()
        _format_of(path)
        return path, path.exists() or path.is_symlink()
    except (OSError, RuntimeError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise NewsreaderError(why, where=printable(name[:60]), todo="choose another name") from None


def write_export(session: Session, path: Path, *, force: bool, only: Collection[str] | None = None) -> str:
    """Write the story's annotations in the format of the file's name; returns how many, as `3 rows`.

    With `only`, the ids of annotations, the others are left out. Row numbers are those on the page. Raises
    NewsreaderError, with nothing written.
    """
    format = _format_of(path)
    story, decisions = session.desk.story, session.decisions
    # While a large story is still being aligned its rows have no links and say nothing.
    alignment = session.desk.shown.alignment if decisions.is_aligned else decisions.of(align(story))
    annotations = [*session.annotations.book, *map(session.annotations.sought, session.annotations.orphans)]
    chosen = [annotation for annotation in annotations if only is None or annotation.id in only]
    told = exported(chosen, homes(story, alignment), session.tags.codebook)
    write_file(path, format.encode(told), force=force)
    return format.counted(told)


def _format_of(path: Path) -> Format:
    format = format_of_file(path.name)
    if format is None:
        endings = ", ".join(format.ending for format in FORMATS.values())
        raise NewsreaderError(
            "its ending names no format", where=printable(path.name), todo=f"end the name with one of: {endings}"
        )
    return format

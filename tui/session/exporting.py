"""Exports what a session holds, saved or not yet, from within the reader."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.exports import csv
from annotations.exports.files import write_file
from annotations.exports.homes import homes
from annotations.store.durable import reason
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from articles.model import Story
    from tui.session.session import Session


def csv_name(story: Story) -> str:
    """A file name that the story's title suggests: letters, digits and hyphens only."""
    hyphened = re.sub(r"[\W_]+", "-", story.title)
    plain = unicodedata.normalize("NFKD", hyphened).encode("ascii", "ignore").decode().lower()
    return (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "annotations") + ".csv"


def export_path(name: str) -> tuple[Path, bool]:
    """The file that a typed name means, and whether it is there. Raises NewsreaderError for what names no file."""
    try:
        path = Path(name).expanduser()
        return path, path.exists() or path.is_symlink()
    except (OSError, RuntimeError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise NewsreaderError(why, where=printable(name[:60]), todo="choose another name") from None


def write_csv(session: Session, path: Path, *, force: bool) -> int:
    """Write the story's annotations to a file; returns the number of rows. Raises NewsreaderError, nothing written.

    Its rows are those of the alignment without a person's decisions: the same for everyone who has the texts.
    """
    alignment = session.decisions.computed
    # Rows without links stand in for those of a story that is still being aligned.
    made = homes(session.desk.story, alignment if alignment.links else None)
    rows = csv.rows([*session.annotations.book, *session.annotations.orphans], made, session.tags.codebook)
    write_file(path, csv.encode(rows), force=force)
    return len(rows)

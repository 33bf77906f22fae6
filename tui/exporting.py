"""Exports what a session holds, saved or not yet, from within the reader."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from annotations.exports import csv
from annotations.exports.files import write_file
from annotations.exports.homes import homes

if TYPE_CHECKING:
    from pathlib import Path

    from articles.model import Story
    from tui.session import Session


def csv_name(story: Story) -> str:
    """A file name that the story's title suggests: letters, digits and hyphens only."""
    hyphened = re.sub(r"[\W_]+", "-", story.title)
    plain = unicodedata.normalize("NFKD", hyphened).encode("ascii", "ignore").decode().lower()
    return (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "annotations") + ".csv"


def write_csv(session: Session, path: Path, *, force: bool) -> int:
    """Write the story's annotations to a file; returns the number of rows. Raises NewsreaderError, nothing written."""
    rows = csv.rows(session.book, homes(session.story), session.codebook)
    write_file(path, csv.encode(rows), force=force)
    return len(rows)

"""Where annotations are kept and who tags: as an option says, else the environment, else the system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from articles.files import path_of

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path


def store_path(options: Namespace) -> Path:
    """The file of the store, in the user's data folder where none is named."""
    named: str | None = options.store
    if named is None:
        named = os.environ.get("NEWSREADER_STORE") or None
    if named is not None:
        return path_of(named)
    from annotations.store.store import default_path

    return default_path()


def annotator(options: Namespace) -> str:
    """The name of the person who tags, empty where the system does not know it."""
    name: str | None = options.annotator
    if name is None:
        name = os.environ.get("NEWSREADER_ANNOTATOR")
    if name is not None:
        return name
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""

"""What a worker does that reads files for the program, as many at a time as there are processors."""

from __future__ import annotations

import pickle

from articles.errors import NewsreaderError
from articles.read import articles_of
from articles.readers import extractor
from articles.workers import serve


def serve_files() -> None:
    """Answer files with their articles, in a process of its own."""
    extractor.extract_here()
    serve(_answer)


def _answer(request: bytes) -> bytes:
    """The articles of a file, or why it cannot be read."""
    try:
        return pickle.dumps(articles_of(*pickle.loads(request)))
    except NewsreaderError as error:
        return pickle.dumps({"what": error.what, "where": error.where, "todo": error.todo})

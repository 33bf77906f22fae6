"""The one error that is meant for a person to read."""

from __future__ import annotations


class NewsreaderError(Exception):
    """Something could not be done: says what, where and what to do next, in one line.

    The command line prints it on stderr and exits with status 1; the reader shows it in the status bar.
    """

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what = what
        self.where = where
        self.todo = todo
        super().__init__(what, where, todo)

    def __str__(self) -> str:
        """`where: what; what to do`, without the parts that are empty."""
        said = f"{self.where}: {self.what}" if self.where else self.what
        return f"{said}; {self.todo}" if self.todo else said

"""`newsreader verify`: a line for each thing in the store that is not as it should be, and their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from annotations.store.verify import verify
from articles.form import printable

if TYPE_CHECKING:
    from pathlib import Path


def run(*, store: Path, out: TextIO) -> bool:
    """Look at the store, which stays as it is, and write what was found to `out`; whether all is well.

    Raises NewsreaderError where there is no store to look at.
    """
    report = verify(store)
    out.writelines(f"{printable(f'{finding.where}: {finding.what}')}\n" for finding in report.findings)
    numbers = {"annotation": report.annotations, "article": report.articles, "text": report.versions}
    seen = ", ".join(counted(number, noun) for noun, number in numbers.items())
    found = counted(len(report.findings), "finding") if report.findings else "all is well"
    out.write(f"{found}: {seen}\n")
    return not report.findings


def counted(number: int, noun: str) -> str:
    """`1 text`, `2 texts`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"

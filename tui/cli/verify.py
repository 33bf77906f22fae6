"""`newsreader verify`: a line for each thing in the store that is not as it should be, and their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from articles.form import printable
from tui.cli import DONE, FAILED
from tui.cli.standard_output import text_output
from tui.cli.table import counted
from tui.cli.which_store import store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = (
        "Looks at all that the store keeps: a line for each finding, and status 1 if any. Writes nothing."
    )


def run(options: Namespace) -> int:
    """Write what was found to standard output; done where all is well."""
    store = store_path(options)
    with text_output() as out:
        is_well = write_findings(store=store, out=out)
    return DONE if is_well else FAILED


def write_findings(*, store: Path, out: TextIO) -> bool:
    """Look at the store, which stays as it is, and write what was found to `out`; whether all is well.

    Raises NewsreaderError where there is no store to look at.
    """
    from annotations.store.verify import verify

    report = verify(store)
    out.writelines(f"{printable(f'{finding.where}: {finding.what}')}\n" for finding in report.findings)
    numbers = {"annotation": report.annotations, "article": report.articles, "text": report.versions}
    seen = ", ".join(counted(number, noun) for noun, number in numbers.items())
    found = counted(len(report.findings), "finding") if report.findings else "all is well"
    out.write(f"{found}: {seen}\n")
    return not report.findings

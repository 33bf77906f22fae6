"""`newsreader export`: the annotations of the store, or of the articles named, in a format that others read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotations.exports.exported import ExportedAnnotation, exported
from annotations.exports.files import write_file
from annotations.exports.formats import FORMATS
from annotations.exports.homes import stored_homes
from articles.errors import NewsreaderError
from articles.form import printable
from tui.cli import DONE
from tui.cli.opened_store import open_store
from tui.cli.parser import add_output, add_paths
from tui.cli.standard_output import data_output
from tui.cli.which_store import store_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import BinaryIO

    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation
    from annotations.store.store import Store


def add(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.description = "Writes the annotations of the store, or only those of the articles named."
    add_paths(parser)
    parser.add_argument("--format", default="csv", help="csv (the default)")
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="only this tag; may be repeated")
    parser.add_argument("--plain", action="store_true", help="no byte order mark and no guard against formulas")
    add_output(parser)


def run(options: Namespace) -> int:
    """Write the annotations that are asked for to the file that is named, else to standard output."""
    with data_output() as out:
        write_annotations(
            options.paths,
            store=store_path(options),
            format=options.format,
            output=options.output,
            tags=options.tag,
            plain=options.plain,
            force=options.force,
            out=out,
        )
    return DONE


def write_annotations(
    paths: list[str],
    *,
    store: Path,
    format: str,
    output: str | None,
    tags: list[str],
    plain: bool,
    force: bool,
    out: BinaryIO,
) -> None:
    """Write the annotations in a format of `FORMATS` to `output`, or to `out` where that is None or `-`.

    Without `paths` the whole store, also where the articles' files have gone; `tags` are ids or names. Raises
    NewsreaderError, nothing written.
    """
    wanted = FORMATS.get(format)
    if wanted is None:
        raise NewsreaderError(f"no format {printable(format)!r}", todo=f"name one of: {', '.join(FORMATS)}")
    opened = open_store(store)
    if not store.exists() and not store.is_symlink():
        raise NewsreaderError(
            "no annotations yet: nothing stored", where=printable(str(store)), todo="tag a passage first"
        )
    try:
        chosen = _exported(opened, paths, tags)
    finally:
        opened.let_go()
    encode = (wanted.encode_plain if plain else None) or wanted.encode
    data = encode(chosen)
    if output is None or output == "-":
        out.write(data)
        out.flush()
    else:
        write_file(Path(output), data, force=force)


def _exported(store: Store, paths: list[str], tags: list[str]) -> list[ExportedAnnotation]:
    annotations = list(store.everything())
    codebook = store.codebook
    only = _tag_ids(tags, codebook, annotations) if tags else None
    if paths:
        from articles.read import read_story  # imported where used: the whole store needs no reading

        ids = {article.id for article in read_story(paths).articles}
        annotations = [annotation for annotation in annotations if annotation.passage.article in ids]
    homes = stored_homes(store, {annotation.passage.article for annotation in annotations})
    return exported(annotations, homes, codebook, only=only)


def _tag_ids(wanted: list[str], codebook: Codebook, annotations: list[Annotation]) -> frozenset[str]:
    """The ids of the tags that are wanted by id or name; those in use count as known too."""
    used = {tag_id for annotation in annotations for tag_id in annotation.tags}
    known = [*(tag.id for tag in codebook.tags), *sorted(used - {tag.id for tag in codebook.tags})]
    ids = set()
    for name in wanted:
        tag = codebook.by_name(name)
        id_ = name if name in known else tag.id if tag is not None else None
        if id_ is None:
            raise NewsreaderError(f"no tag {printable(name)!r}", todo=f"known are: {', '.join(map(printable, known))}")
        ids.add(id_)
    return frozenset(ids)

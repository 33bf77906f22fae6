"""`newsreader export`: the annotations of the store, or of the articles named, in a format that others read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from annotations.exports.exported import ExportedAnnotation, exported
from annotations.exports.files import write_file
from annotations.exports.formats import FORMATS
from annotations.exports.homes import stored_homes
from annotations.store.store import Store
from articles.errors import NewsreaderError
from articles.form import printable

if TYPE_CHECKING:
    from typing import BinaryIO

    from annotations.codebook.codebook import Codebook
    from annotations.model import Annotation


def run(
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
    if not store.exists() and not store.is_symlink():
        raise NewsreaderError(
            "no annotations yet: nothing stored", where=printable(str(store)), todo="tag a passage first"
        )
    opened = Store.open(store)
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

"""The texts and original bytes of versions, and paragraphs that a text cannot tell, kept under the text's hash."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING, NoReturn

from annotations.store import folders
from annotations.store.durable import make_folder, open_regular, reason, replace_file
from annotations.store.errors import StoreError
from annotations.store.kept_paragraphs import from_data, to_data
from articles.model import Version

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.store.kept_paragraphs import KeptParagraphs
    from articles.model import Article

_SHA256 = re.compile("[0-9a-f]{64}")


class KeptVersions:
    """The folder in which `<sha256>.txt.gz` and `<sha256>.orig.gz` hold each version once.

    `<sha256>.par.gz` beside them has its paragraphs, where it did not come as plain text (`kept_paragraphs`).
    """

    def __init__(self, folder: Path, former: Path | None = None) -> None:
        self.folder = folder
        self._former = former
        """Where older programs kept them, perhaps together with those of another store."""

    @classmethod
    def beside(cls, store: Path) -> KeptVersions:
        """Those of the store at this path."""
        own, former = folders.own(store, "versions"), store.parent / f"{store.stem}.versions"
        return cls(own, former if former != own else None)

    def hashes(self) -> list[str]:
        """The hashes of the versions of which there is a file of this store's own, sorted."""
        names = (path.name.partition(".") for path in self.folder.glob("*.gz"))
        return sorted({name for name, _, _ in names if _SHA256.fullmatch(name)})

    def holds(self, sha256: str) -> bool:
        """Whether both files of the version are in this store's own folder, so far as that can be seen."""
        return all(os.path.isfile(self._own_path(sha256, part)) for part in ("txt", "orig"))  # noqa: PTH113 - never raises

    def keep(self, version: Version) -> None:
        """Write the version's two files, unless they are there; durable when it returns. Raises StoreError."""
        import gzip  # imported where used: most runs keep no new version

        for part, data in (("orig", version.original), ("txt", version.text.encode())):
            path = self._own_path(version.sha256, part)
            try:
                if path.is_file():
                    continue
                make_folder(self.folder)
                # Without a time the same version has the same bytes everywhere.
                replace_file(path, gzip.compress(data, mtime=0))
            except OSError as error:
                raise StoreError.unsaved(path, error) from error

    def keep_paragraphs(self, article: Article) -> None:
        """Write the paragraphs of a version, unless it came as plain text or they are there. Raises StoreError."""
        data = to_data(article)
        if data is None:
            return
        import gzip  # imported where used: most runs keep none

        path = self._own_path(article.version.sha256, "par")
        compressed = gzip.compress(data, mtime=0)
        try:
            if path.is_file() and path.read_bytes() == compressed:
                return
            make_folder(self.folder)
            replace_file(path, compressed)
        except OSError as error:
            raise StoreError.unsaved(path, error) from error

    def holds_paragraphs(self, sha256: str) -> bool:
        """Whether paragraphs are kept of the version, whole or damaged."""
        return os.path.isfile(self._path(sha256, "par"))  # noqa: PTH113 - never raises

    def paragraphs(self, version: Version) -> KeptParagraphs | None:
        """The paragraphs kept of a version; None where there are none, or only damaged ones: they are found anew."""
        if not self.holds_paragraphs(version.sha256):
            return None
        try:
            return from_data(self._data(version.sha256, "par"), version)
        except StoreError:
            return None

    def original_hash(self, version: Version) -> str:
        """SHA-256 of the bytes that are, or will be, kept with a version; empty where they cannot be read."""
        try:
            kept = self._data(version.sha256, "orig") if self.holds(version.sha256) else version.original
        except StoreError:
            return ""
        return hashlib.sha256(kept).hexdigest()

    def version(self, sha256: str, text_form: int) -> Version:
        """The version whose text has this hash. Raises StoreError where it is missing or damaged."""
        text = self._data(sha256, "txt")
        if hashlib.sha256(text).hexdigest() != sha256:
            self._damaged(self._path(sha256, "txt"))
        try:
            return Version.stored(text.decode(), sha256, self._data(sha256, "orig"), text_form)
        except UnicodeDecodeError:
            self._damaged(self._path(sha256, "txt"))

    def _data(self, sha256: str, part: str) -> bytes:
        import gzip
        import zlib

        path = self._path(sha256, part)
        try:
            with os.fdopen(open_regular(path), "rb") as file:
                data = file.read()
            if not data:  # which gzip takes for nothing, compressed
                raise EOFError
            return gzip.decompress(data)
        except FileNotFoundError:
            raise StoreError("the text kept with the store has gone", path, todo=_TODO) from None
        except (gzip.BadGzipFile, EOFError, zlib.error):
            self._damaged(path)
        except OSError as error:
            raise StoreError(f"cannot be read: {reason(error)}", path, todo=_TODO) from None

    def _damaged(self, path: Path) -> NoReturn:
        raise StoreError("the text kept with the store is damaged", path, todo=_TODO) from None

    def _path(self, sha256: str, part: str) -> Path:
        own = self._own_path(sha256, part)
        if self._former is not None and not os.path.lexists(own):
            former = self._former / own.name
            if os.path.isfile(former):  # noqa: PTH113 - never raises
                return former
        return own

    def _own_path(self, sha256: str, part: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise StoreError(f"{sha256[:80]!a} is not the hash of a version", self.folder, todo=_TODO)
        return self.folder / f"{sha256}.{part}.gz"


_TODO = "open the article's file again, or put the folder back from a copy"

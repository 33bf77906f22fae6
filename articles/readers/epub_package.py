"""The package of an e-book (EPUB): its documents in the order of reading, and their names in its table of contents."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from articles.form import one_line
from articles.readers.docx_styles import attribute, child, local
from articles.readers.zipped import locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from articles.readers.zipped import Unzipped

_MARKUP = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


class Document(NamedTuple):
    """A document of an e-book."""

    member: str
    """Its name in the ZIP file."""
    title: str
    """Its name in the table of contents; empty where that does not list it."""
    linear: bool
    """Whether it stands in the order of reading; else it is shown when something refers to it."""


class Package(NamedTuple):
    """What the package says of an e-book."""

    title: str
    creators: tuple[str, ...]
    documents: list[Document]
    """In the order of the spine, those outside the order of reading last; without the table of contents itself."""


def package_of(unzipped: Unzipped, what: str, name: str) -> Package:
    """The package of an e-book that messages call `what`, in a file that they call `name`.

    Raises NewsreaderError where it is damaged, or its documents are locked.
    """
    path = _package_path(unzipped)
    root = unzipped.xml(path, doctype=True)
    folder = posixpath.dirname(path)
    manifest = {attribute(item, "id"): item for item in _inside(root, "manifest")}
    names = _names(unzipped, manifest, folder)
    documents = []
    for reference in _inside(root, "spine"):
        item = manifest.get(attribute(reference, "idref"))
        if (
            item is None
            or attribute(item, "media-type") not in _MARKUP
            or "nav" in attribute(item, "properties").split()
        ):
            continue
        member = _member(folder, attribute(item, "href"))
        documents.append(Document(member, names.get(member, ""), attribute(reference, "linear") != "no"))
    if _locked(unzipped) & {document.member for document in documents}:
        raise locked(what, name)
    if not documents:
        raise unzipped.damaged()
    metadata = child(root, "metadata")
    texts = [(local(element), one_line("".join(element.itertext()))) for element in _all(metadata)]
    return Package(
        title=next((text for tag, text in texts if tag == "title"), ""),
        creators=tuple(text for tag, text in texts if tag == "creator" and text),
        documents=sorted(documents, key=lambda document: not document.linear),
    )


def _package_path(unzipped: Unzipped) -> str:
    container = unzipped.xml("META-INF/container.xml", doctype=True)
    paths = [attribute(element, "full-path") for element in container.iter() if local(element) == "rootfile"]
    return next((path for path in paths if path in unzipped.names), paths[0] if paths else "?")


def _inside(root: Element, name: str) -> Iterator[Element]:
    yield from child(root, name) or ()


def _all(element: Element | None) -> Iterator[Element]:
    if element is not None:
        yield from element.iter()


def _member(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _names(unzipped: Unzipped, manifest: Mapping[str, Element], folder: str) -> dict[str, str]:
    """The names that the table of contents gives to documents, the first where it has several for one."""
    names: dict[str, str] = {}
    for item in manifest.values():
        member = _member(folder, attribute(item, "href"))
        if member not in unzipped.names:
            continue
        beside = posixpath.dirname(member)
        if attribute(item, "media-type") == "application/x-dtbncx+xml":
            for point in _all(unzipped.xml(member, doctype=True)):
                if local(point) == "navPoint":
                    label, content = child(point, "navLabel"), child(point, "content")
                    if label is not None and content is not None:
                        names.setdefault(
                            _member(beside, attribute(content, "src")), one_line("".join(label.itertext()))
                        )
        elif "nav" in attribute(item, "properties").split():
            for link in _contents(unzipped.xml(member, doctype=True)):
                names.setdefault(_member(beside, attribute(link, "href")), one_line("".join(link.itertext())))
    return names


def _contents(root: Element) -> Iterator[Element]:
    """The links of the table of contents in a navigation document, which may list pages and landmarks too."""
    for nav in root.iter():
        if local(nav) == "nav" and attribute(nav, "type") in ("toc", ""):
            yield from (link for link in nav.iter() if local(link) == "a")


def _locked(unzipped: Unzipped) -> set[str]:
    """The members that are encrypted; fonts often are, without hindering anyone."""
    member = "META-INF/encryption.xml"
    if member not in unzipped.names:
        return set()
    references = (element for element in unzipped.xml(member).iter() if local(element) == "CipherReference")
    return {unquote(attribute(reference, "URI")) for reference in references}

"""The text of a Word paragraph as a person reads it who has accepted every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.readers.docx_styles import attribute, child, is_on, local, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from articles.readers.docx_styles import Style

TAKEN_BACK = frozenset({"del", "moveFrom"})
PUT_IN = frozenset({"ins", "moveTo"})
_NO_TEXT = frozenset(
    {"pPr", "rPr", "delText", "instrText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "ffData", "footnoteRef"}
)
_STANDS_FOR = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SYMBOL_FONT = range(0xF000, 0xF100)
"""Where characters of fonts like Symbol and Wingdings stand, which are pictures and no letters."""


class Fields:
    """Where the walk through a document is in its fields, which may reach over paragraphs."""

    def __init__(self) -> None:
        self._in_code: list[bool] = []

    def mark(self, sort: str) -> None:
        """Take in the mark of a field: `begin`, `separate` (its code ends, its result begins) or `end`."""
        if sort == "begin":
            self._in_code.append(True)
        elif self._in_code and sort == "separate":
            self._in_code[-1] = False
        elif self._in_code and sort == "end":
            self._in_code.pop()

    @property
    def in_code(self) -> bool:
        """Whether what stands here is a field's code, which nobody sees."""
        return any(self._in_code)


class ParagraphText:
    """What a paragraph holds."""

    def __init__(self, paragraph: Element, fields: Fields, styles: Mapping[str, Style]) -> None:
        self.changed = False
        """Whether it has tracked changes."""
        self.boxes: list[Element] = []
        """The contents of the text boxes that hang on it."""
        self.notes: list[tuple[str, str]] = []
        """The notes it refers to: `footnotes` or `endnotes`, and the id."""
        self.text = ""
        self.hidden = ""
        """The text in it that Word does not show."""
        self.linked = self.bold = 0
        """Characters of its text that are a link's, and bold ones."""
        self.size = 0
        """The smallest size that it sets for its letters, in half points; 0 where some are of their style's size."""
        self._fields, self._styles = fields, styles
        self._texts: list[str] = []
        self._hidden: list[str] = []
        self._sizes: set[int] = set()
        mark = child(child(paragraph, "pPr"), "rPr")
        self.goes_on = any(child(mark, name) is not None for name in TAKEN_BACK)
        """Whether its end was taken out, so that the next paragraph goes on in it."""
        self._walk(paragraph, linked=False)
        self.text, self.hidden = "".join(self._texts), "".join(self._hidden)
        self.size = min(self._sizes, default=0)

    def _walk(self, element: Element, *, linked: bool) -> None:
        for inner in element:
            name = local(inner)
            if name in TAKEN_BACK:
                self.changed = True
            elif name == "r":
                self._run(inner, linked=linked)
            elif name == "txbxContent":
                self.boxes.append(inner)
            elif name == "AlternateContent":
                for chosen in one_of(inner):
                    self._walk(chosen, linked=linked)
            elif name not in _NO_TEXT:
                self.changed |= name in PUT_IN
                self._walk(inner, linked=linked or name == "hyperlink")

    def _run(self, run: Element, *, linked: bool) -> None:
        properties = child(run, "rPr")
        styled = child(properties, "rStyle")
        style = self._styles.get(attribute(styled, "val")) if styled is not None else None
        hidden = is_on(properties, "vanish") or (style is not None and style.hidden)
        before = len(self._texts)
        self._pieces(run, hidden=hidden, linked=linked)
        length = sum(len(text) for text in self._texts[before:] if not text.isspace())
        self.linked += length if linked else 0
        if length:
            self.bold += length if is_on(properties, "b") or (style is not None and style.bold) else 0
            self._sizes.add(size_of(properties))

    def _pieces(self, element: Element, *, hidden: bool, linked: bool) -> None:
        texts = self._hidden if hidden else self._texts
        for inner in element:
            name = local(inner)
            if name == "fldChar":
                self._fields.mark(attribute(inner, "fldCharType"))
            elif name == "t" and not self._fields.in_code:
                texts.append(inner.text or "")
            elif name in _STANDS_FOR and not self._fields.in_code:
                texts.append(_STANDS_FOR[name])
            elif name == "sym" and not self._fields.in_code:
                texts.append(_symbol(attribute(inner, "char")))
            elif name in _NOTES:
                self.notes.append((_NOTES[name], attribute(inner, "id")))
            elif name in ("ruby", "rubyBase"):
                self._walk(inner, linked=linked)
            elif name in ("AlternateContent", "drawing", "pict", "object"):
                self._walk(inner, linked=linked) if name != "AlternateContent" else self._choose(inner, linked=linked)

    def _choose(self, alternatives: Element, *, linked: bool) -> None:
        for chosen in one_of(alternatives):
            self._walk(chosen, linked=linked)


def one_of(alternatives: Element) -> Iterator[Element]:
    """The one of several writings of the same thing that is read: the newest that has text, else the last."""
    written = [element for element in alternatives if local(element) in ("Choice", "Fallback")]
    yield from [next((one for one in written if _has_text(one)), written[-1])] if written else []


def _has_text(element: Element) -> bool:
    return any(local(inner) == "t" and inner.text for inner in element.iter())


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "•" if number in _SYMBOL_FONT or number > 0xFFFF else chr(number)

"""RTF documents: the text as a word processor shows it, in paragraphs of the kinds that its styles name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from articles.model import Kind
from articles.readers.composed import Part
from articles.readers.documents import KINDS_OF_STYLES, Styled, heading_by_look, styled_reading, without_text
from articles.readers.rtf_tokens import BYTE, CLOSE, OPEN, TEXT, WORD, tokens
from articles.readers.rtf_words import CHARSETS, ENDS, HEADS, KNOWN, NO_TEXT, STANDS_FOR, codec

if TYPE_CHECKING:
    from articles.readers.reading import Reading
    from articles.readers.rtf_tokens import Token

NAME = "an RTF document"
_DEEPEST = 10_000
_LARGE = 1.2
_BULLET = re.compile(r"\s*[•‣▪·]\s+(?=\S)")
_HEADING = re.compile(r"heading (\d)")
_LINK = re.compile(r"\bHYPERLINK\b")


@dataclass(slots=True)
class _State:
    """What holds inside a group, and ends with it."""

    destination: str = ""
    """`` for the text, `style`, `fonts`, `title`, `code` of a field, `head`, `note`, or `out`."""
    skip: int = 1
    """So many stand-ins follow a character given by number."""
    charset: str = ""
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    linked: bool = False
    size: int = 24
    """In half points."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its text is read."""

    texts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    linked: int = 0
    size: int = 1_000


def read(data: bytes, name: str) -> list[Reading]:
    """The article in the bytes of an RTF document; `name`, fit to print, is what messages call the file.

    Raises NewsreaderError where it has no text.
    """
    reader = _Reader()
    for token in tokens(data):
        reader.take(token)
    parts = reader.parts()
    if not any(part.text.strip() for part in parts):
        raise without_text(NAME, name)
    changed = ("its tracked changes are read as if all were accepted",) if reader.changed else ()
    return [styled_reading(parts, name, title=reader.title, notices=changed)]


class _Reader:
    """Takes the tokens of a document one after another and makes parts of them."""

    def __init__(self) -> None:
        self.title = ""
        """The one that the program keeps."""
        self.changed = False
        """Whether it has tracked changes."""
        self._state = _State()
        self._stack: list[_State] = []
        self._deeper = 0
        self._charset = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._styles: dict[int, tuple[Kind | None, int]] = {}
        self._style, self._style_name = 0, ""
        self._paragraph_style, self._outline, self._listed = 0, 0, False
        self._in_table = False
        self._waiting = bytearray()
        self._to_skip = 0
        self._high = ""  # the first half of a character beyond U+FFFF
        self._starred = False
        self._linking = False
        self._paragraphs: dict[str, _Paragraph] = {key: _Paragraph() for key in ("", "head", "note")}
        self._found: list[tuple[_Paragraph, tuple[Kind | None, int], bool]] = []
        self._apart: dict[str, list[str]] = {"head": [], "note": []}
        self._sizes: dict[int, int] = {}

    def take(self, token: Token) -> None:
        """Read the next token."""
        if token.sort == BYTE:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._waiting += token.data
            return
        if token.sort == TEXT:
            data = token.data[self._to_skip :] if self._to_skip else token.data
            self._to_skip = max(0, self._to_skip - len(token.data))
            self._waiting += data
            return
        if token.sort == WORD and self._to_skip and token.name in STANDS_FOR:
            self._to_skip -= 1
            return
        self._to_skip = 0
        self._decode()
        if token.sort == OPEN:
            self._open()
        elif token.sort == CLOSE:
            self._close()
        else:
            self._word(token.name, token.number)

    def parts(self) -> list[Part]:
        """All parts, after the last token: text, notes, running heads and feet."""
        self._decode()
        self._end_paragraph()
        usual = max(self._sizes, key=lambda size: self._sizes[size], default=24)
        styled, parts = Styled(), list[Part]()
        for paragraph, (kind, heading), listed in self._found:
            text, letters = "".join(paragraph.texts), paragraph.letters
            bullet = _BULLET.match(text)
            text, listed = text[bullet.end() if bullet else 0 :], listed or bullet is not None or "\t" in text.strip()
            look = heading_by_look(text, bold=paragraph.bold >= 0.9 * letters, large=paragraph.size >= _LARGE * usual)
            parts += styled.parts(
                text,
                kind=kind,
                heading=heading,
                by_look=0 if heading or kind else look,
                listed=listed,
                linked=min(1.0, paragraph.linked / letters) if letters else 0.0,
            )
            hidden = "".join(paragraph.hidden)
            if hidden.strip():
                parts.append(Part(hidden, Kind.BOILERPLATE, "hidden"))
        parts += [Part(text, Kind.BOILERPLATE, "note") for text in self._apart["note"]]
        parts += [Part(text, Kind.BOILERPLATE, "page") for text in dict.fromkeys(self._apart["head"])]
        return parts

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST:
            self._deeper += 1
            return
        self._stack.append(self._state)
        self._state = replace(self._state)
        self._starred = False

    def _close(self) -> None:
        if self._deeper:
            self._deeper -= 1
            return
        before = self._state.destination
        if self._stack:
            self._state = self._stack.pop()
        if before in self._apart and self._state.destination != before:
            self._end_apart(before)
        if before == "style" and self._style_name:
            self._end_style()

    def _word(self, name: str, number: int | None) -> None:
        if name == "*":
            self._starred = True
            return
        starred, self._starred = self._starred, False
        if self._enter(name, starred=starred):
            return
        on = number != 0
        state = self._state
        if name == "u" and number is not None:
            self._unicode(number % 65_536)
            self._to_skip = state.skip
        elif name in STANDS_FOR:
            self._add(STANDS_FOR[name])
        elif name in ENDS:
            self._end_paragraph(name)
        elif name == "uc" and number is not None:
            state.skip = max(0, min(number, 100))
        elif name == "ansicpg" and number:
            self._charset = codec(f"cp{number}") or self._charset
        elif name in ("mac", "pc", "pca"):
            self._charset = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[name]
        elif name in ("f", "fcharset"):
            self._set_font(name, number or 0)
        elif name in ("v", "deleted", "b"):
            setattr(state, {"v": "hidden", "deleted": "deleted", "b": "bold"}[name], on)
            self.changed |= name == "deleted" and on
        elif name == "revised":
            self.changed |= on
        elif name == "fs" and number:
            state.size = number
        elif name == "plain":
            state.hidden = state.deleted = state.bold = False
            state.size = 24
        elif name in ("pard", "s", "outlinelevel", "ls", "intbl"):
            self._set_paragraph(name, number or 0)

    def _enter(self, name: str, *, starred: bool) -> bool:
        """Whether a control word opens a destination, which the state then names."""
        state = self._state
        if name == "stylesheet":
            state.destination = "style"
        elif name == "fonttbl":
            state.destination = "fonts"
        elif name == "title":
            state.destination = "title"
        elif name == "fldinst":
            state.destination = "code"
        elif name == "fldrslt":
            state.linked, self._linking = self._linking, False
        elif name in HEADS or name == "footnote":
            state.destination = "head" if name in HEADS else "note"
        elif name in ("shptxt", "dptxbxtext"):
            state.destination = ""
        elif name == "upr":
            state.destination = "out"
        elif name == "ud":
            state.destination = ""
        elif name in NO_TEXT or (starred and name not in KNOWN):
            state.destination = "out"
        else:
            return False
        return True

    def _set_font(self, name: str, number: int) -> None:
        if name == "f":
            self._font = number
            self._state.charset = self._fonts.get(number, "") if self._state.destination != "fonts" else ""
        elif self._state.destination == "fonts":
            self._fonts[self._font] = codec(CHARSETS.get(number, "")) if number > 1 else ""

    def _set_paragraph(self, name: str, number: int) -> None:
        if self._state.destination == "style":
            self._style = number if name == "s" else self._style
        elif name == "s":
            self._paragraph_style = number
        elif name == "outlinelevel":
            self._outline = number + 1 if 0 <= number < 9 else 0
        elif name == "ls":
            self._listed = number > 0
        elif name == "intbl":
            self._in_table = True
        else:
            self._paragraph_style, self._outline, self._listed, self._in_table = 0, 0, False, False

    def _unicode(self, code: int) -> None:
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
        elif 0xDC00 <= code < 0xE000 and self._high:
            self._add((self._high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16"))
            self._high = ""
        else:
            self._high = ""
            self._add("•" if 0xF000 <= code < 0xF100 else chr(code))

    def _decode(self) -> None:
        if self._waiting:
            text = bytes(self._waiting).decode(self._state.charset or self._charset, "replace")
            self._waiting.clear()
            self._add(text)

    def _add(self, text: str) -> None:
        state = self._state
        if state.destination == "style":
            self._style_name += text
        elif state.destination == "title":
            self.title += text
        elif state.destination == "code":
            self._linking |= _LINK.search(text) is not None
        if state.destination not in self._paragraphs or state.deleted:
            return
        paragraph = self._paragraphs[state.destination]
        if state.hidden:
            paragraph.hidden.append(text)
            return
        paragraph.texts.append(text)
        letters = sum(not character.isspace() for character in text)
        paragraph.letters += letters
        paragraph.bold += letters if state.bold else 0
        paragraph.linked += letters if state.linked else 0
        if letters:
            paragraph.size = min(paragraph.size, state.size)
            self._sizes[state.size] = self._sizes.get(state.size, 0) + letters

    def _end_paragraph(self, name: str = "par") -> None:
        if self._state.destination in self._apart:
            self._paragraphs[self._state.destination].texts.append("\n\n")
        elif self._state.destination == "" and not (self._in_table and name == "par"):
            kind, heading = self._styles.get(self._paragraph_style, (None, 0))
            self._found.append((self._paragraphs[""], (kind, heading or self._outline), self._listed))
            self._paragraphs[""] = _Paragraph()
        elif self._state.destination == "":
            self._paragraphs[""].texts.append("\n")

    def _end_apart(self, destination: str) -> None:
        text = "".join(self._paragraphs[destination].texts)
        self._apart[destination] += [piece for piece in text.split("\n\n") if piece.strip()]
        self._paragraphs[destination] = _Paragraph()

    def _end_style(self) -> None:
        name = self._style_name.partition(";")[0].strip().casefold()
        heading = _HEADING.match(name)
        self._styles[self._style] = KINDS_OF_STYLES.get(name), int(heading[1]) if heading else 0
        self._style, self._style_name = 0, ""

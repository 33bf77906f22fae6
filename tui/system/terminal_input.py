"""Takes what a terminal sends apart into keys, pastes, mouse and answers, in however many pieces it arrives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import constants, events
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.keys import Keys

from tui.system.key_reports import plain_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.message import Message

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
PASTE_SECONDS = 10.0
"""A paste of which nothing more arrives for so long has ended."""
SEQUENCE_SECONDS = 1.0
"""A sequence that can be no keys typed one after another is given up after so long."""
LONGEST_SEQUENCE = 4_096
"""Characters; a terminal's longest answers are shorter."""

_WHOLE = re.compile(
    r"\x1b\[\[[A-E]"  # function keys of the Linux console
    r"|\x1b\[M[\s\S]{3}"  # the mouse as it was reported long ago
    r"|\x1b\[(?!\[|M)[0-?]*[ -/]*[@-~]"
    r"|\x1bO[0-9;]*[ -/:<-~]"
    r"|\x1b[PX^_\]][^\x07\x1b]*(?:\x07|\x1b\\)"  # strings: answers about colours, names, versions
    r"|\x1b[^\x1b\[OPX^_\]]"
)
_BEGUN = re.compile(r"\x1b(?:\[(?:\[|M[\s\S]{0,2}|[0-?]*[ -/]*)?|O[0-9;]*|[PX^_\]][^\x07\x1b]*\x1b?)?")
_TEXTUAL_READS = re.compile(r"\x1b\[(?:[IO]|<[-\d;]{5,24}[Mm]|\?\d{1,5};\d\$y|\d{1,5};\d{1,5}R|48(?:;\d{1,5}){4}t)")
"""Focus, mouse, modes, the cursor's place and the window's size."""
_TYPED = re.compile(r"\x1b.?", re.DOTALL)
"""What may be escape, or alt and a key."""


class TolerantParser(XTermParser):
    """Textual's parser behind one that keeps a paste together and lets nothing through that would become keys."""

    _held = ""
    """What has arrived of a sequence or a paste that is not whole."""
    _pasting = False
    _arrived = 0.0

    def __init__(self, debug: bool = False) -> None:
        self._paste: list[str] = []
        """What has arrived of a paste, but for the last few characters, which may begin its end."""
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Take what arrived; yields what it means. Empty data ends all."""
        if not data:
            yield from super().feed(data)
            return
        self._arrived = get_time()
        yield from self._taken(self._held + data)

    def tick(self) -> Iterable[Message]:
        """Give up what has not become whole in time."""
        waited = get_time() - self._arrived
        if self._pasting and waited >= PASTE_SECONDS:
            yield self._pasted(self._held)
        elif self._held and _TYPED.fullmatch(self._held) and waited >= constants.ESCAPE_DELAY:
            held, self._held = self._held, ""
            yield from self._escaped(held)
        elif self._held and not self._pasting and waited >= SEQUENCE_SECONDS:
            self._held = ""
        yield from super().tick()

    def _taken(self, data: str) -> Iterator[Message]:
        at = 0
        while at < len(data):
            if self._pasting:
                end = data.find(PASTE_ENDS, at)
                if end < 0:
                    end = max(at, len(data) - len(PASTE_ENDS) + 1)
                    self._paste.append(data[at:end])
                    at = end
                    break
                yield self._pasted(data[at:end])
                at = end + len(PASTE_ENDS)
            elif data[at] != "\x1b":
                end = data.find("\x1b", at)
                end = len(data) if end < 0 else end
                yield from super().feed(data[at:end])
                at = end
            elif whole := _WHOLE.match(data, at):
                at = whole.end()
                yield from self._sequence(whole[0])
            elif _BEGUN.fullmatch(data, at) and len(data) - at <= LONGEST_SEQUENCE:
                break
            else:
                yield from self._escaped("\x1b")
                at += 1
        self._held = data[at:]

    def _sequence(self, sequence: str) -> Iterator[Message]:
        if sequence == PASTE_BEGINS:
            self._pasting = True
        elif _TEXTUAL_READS.fullmatch(sequence):
            yield from super().feed(sequence)
        elif len(sequence) == 2:
            yield from self._escaped(sequence)
        else:
            yield from self._known(sequence)

    def _parse_extended_key(self, sequence: str) -> list[events.Key] | None:  # type: ignore[override]
        """The keys that a report of a newer protocol stands for; None for one of another kind."""
        plain = plain_report(sequence)
        if plain is None:
            return None
        return super()._parse_extended_key(plain) if plain else []

    def _known(self, sequence: str) -> Iterator[Message]:
        for key in self._sequence_to_key_events(sequence):
            if key.key != Keys.Ignore:
                yield key

    def _escaped(self, typed: str) -> Iterator[Message]:
        """Escape, or a key with alt."""
        if typed == "\x1b":
            yield events.Key("escape", typed)
        else:
            yield from self._known_or_alt(typed)

    def _known_or_alt(self, typed: str) -> Iterator[Message]:
        keys = list(self._known(typed))
        yield from keys or self._sequence_to_key_events(typed[1], alt=True)

    def _pasted(self, text: str) -> events.Paste:
        """A paste that ends with this text."""
        whole = "".join([*self._paste, text]).replace("\x00", "")
        self._pasting, self._held = False, ""
        self._paste.clear()
        return events.Paste(whole)

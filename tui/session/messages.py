"""What the person was told in this sitting; what matters stays on the screen until a key follows its being read."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_KEPT = 500
"""So many messages of a sitting can be read again."""
LEAST_SECONDS, CHARACTERS_A_SECOND = 2.0, 50
"""How long a notice is at least on the screen before a key can take it away; a long one longer."""


class Said(NamedTuple):
    """One message."""

    text: str
    warn: bool = False
    """Whether it says that something could not be done, or was lost."""


class Messages:
    """All that was said, and the notices that stand on the screen, those that warn first."""

    def __init__(self) -> None:
        self.said: deque[Said] = deque(maxlen=MOST_KEPT)
        """The latest messages, the newest last."""
        self._standing: list[Said] = []
        self._failure = ""
        self._drawn: dict[Said, float] = {}
        """When notices that stand came to the screen, in seconds of any clock."""

    @property
    def standing(self) -> tuple[Said, ...]:
        """What stands on the screen, in the order of its weight: why nothing is saved, warnings, all else."""
        failure = [Said(self._failure, warn=True)] if self._failure else []
        return (*failure, *sorted(self._standing, key=lambda notice: not notice.warn))

    def say(self, text: str, *, warn: bool = False) -> None:
        """Keep a message that is told in passing."""
        if text:
            self.said.append(Said(text, warn))

    def notify(self, texts: Iterable[str], *, warn: bool = False) -> None:
        """Have these stand on the screen until they could be read."""
        for notice in (Said(text, warn) for text in texts if text):
            self.said.append(notice)
            if notice in self._standing:
                self._drawn.pop(notice, None)  # it was said again: it is to be read again
            else:
                self._standing.append(notice)

    def fail(self, why: str) -> None:
        """Say for as long as it is so why something is not saved; nothing for an empty text."""
        if why and why != self._failure:
            self.said.append(Said(why, warn=True))
        self._failure = why

    def drawn(self, count: int, now: float) -> None:
        """The first `count` of those that stand are on the screen."""
        for notice in self.standing[:count]:
            self._drawn.setdefault(notice, now)

    def pressed(self, now: float) -> bool:
        """A key was pressed: take away what could be read; returns whether there was any."""
        before = len(self._standing)
        self._standing = [notice for notice in self._standing if not self._could_be_read(notice, now)]
        self._drawn = {notice: at for notice, at in self._drawn.items() if notice in self._standing}
        return len(self._standing) < before

    def _could_be_read(self, notice: Said, now: float) -> bool:
        at = self._drawn.get(notice)
        return at is not None and now - at >= max(LEAST_SECONDS, len(notice.text) / CHARACTERS_A_SECOND)

"""One deadline over everything that a fetch waits for, looked at several times a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from articles.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE_SECONDS = 0.1
"""How long is waited at most before the deadline, and the person's wish to stop, are looked at again."""


class Patience:
    """What is left of the time that a fetch may take.

    `tick` is called whenever time is looked at; what it raises ends the fetch.
    """

    def __init__(self, seconds: float, tick: Callable[[], None] | None = None) -> None:
        self._seconds, self._tick = seconds, tick
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left, above 0. Raises NewsreaderError where none are."""
        if self._tick is not None:
            self._tick()
        left = self._end - time.monotonic()
        if left <= 0:
            raise NewsreaderError(
                f"no complete answer within {self._seconds:g} seconds",
                todo="try again later, or save the page in your browser and open the file",
            )
        return left

    def slice(self) -> float:
        """How many seconds to wait now, before time is looked at again. Raises NewsreaderError as `left` does."""
        return min(self.left(), _AT_ONCE_SECONDS)

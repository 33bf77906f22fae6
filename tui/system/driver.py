"""Textual's driver for terminals that send bytes that are not UTF-8, or that go away."""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

from tui.system.straight import straight
from tui.system.terminal_input import TolerantParser

if TYPE_CHECKING:
    from collections.abc import Callable


class TolerantDriver(linux_driver.LinuxDriver):
    """Draws columns straight, and reads bytes that are not UTF-8 as U+FFFD, with which Textual's driver would end."""

    def start_application_mode(self) -> None:
        """Begin to draw, with a writer that outlives the terminal."""
        setattr(linux_driver, "WriterThread", TolerantWriter)  # noqa: B010 -- Textual offers no other way
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def write(self, data: str) -> None:
        """Draw, with columns straight beside text that the terminal counts otherwise than Textual."""
        super().write(straight(data))

    def run_input_thread(self) -> None:
        """Read input until the application ends."""
        setattr(linux_driver, "getincrementaldecoder", _lenient)  # noqa: B010 -- Textual offers no other way
        setattr(linux_driver, "XTermParser", TolerantParser)  # noqa: B010 -- nor here
        super().run_input_thread()


class TolerantWriter(WriterThread):
    """Drops output once the terminal is gone.

    Textual's writer stops then, its queue fills up, and the application waits for it for ever.
    """

    def run(self) -> None:
        """Write until the application ends."""
        gone = False
        while (text := self._queue.get()) is not None:
            if gone:
                continue
            try:
                self._file.write(text)
                if not self._queue.qsize():
                    self._file.flush()
            except OSError:
                gone = True
        with suppress(OSError):
            self._file.flush()


def _lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    return lambda: getincrementaldecoder(encoding)(errors="replace")

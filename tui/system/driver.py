"""A terminal that also sends what is no UTF-8, as one of another encoding does, or a paste, and one that goes away."""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

if TYPE_CHECKING:
    from collections.abc import Callable


class TolerantDriver(linux_driver.LinuxDriver):
    """Textual's driver, which such bytes would end with a traceback; here each is read as U+FFFD."""

    def start_application_mode(self) -> None:
        """Begin to draw."""
        setattr(linux_driver, "WriterThread", TolerantWriter)  # noqa: B010 -- Textual has no door for it
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def run_input_thread(self) -> None:
        """Read until the application ends."""
        setattr(linux_driver, "getincrementaldecoder", _lenient)  # noqa: B010 -- Textual has no door for it
        super().run_input_thread()


class TolerantWriter(WriterThread):
    """Textual's writer, whose queue fills for good once the terminal is gone; here the rest is dropped.

    With a full queue the application would stand still and never come to leave.
    """

    def run(self) -> None:
        """Write until told to stop."""
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

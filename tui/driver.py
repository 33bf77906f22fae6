"""Keys from a terminal that also sends what is no UTF-8, as one of another encoding does, or a paste."""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from typing import TYPE_CHECKING

from textual.drivers import linux_driver

if TYPE_CHECKING:
    from collections.abc import Callable


class Unshaken(linux_driver.LinuxDriver):
    """Textual's driver, which such bytes would end with a traceback; here each is read as U+FFFD."""

    def run_input_thread(self) -> None:
        """Read until the application ends."""
        setattr(linux_driver, "getincrementaldecoder", _lenient)  # noqa: B010 -- Textual has no door for it
        super().run_input_thread()


def _lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    return lambda: getincrementaldecoder(encoding)(errors="replace")

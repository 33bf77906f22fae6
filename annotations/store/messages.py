"""What a person is told of damage: what is lost first, then the name of what was kept, then how it was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Messages:
    """Messages for a person, each once, and whether what they tell of may be missing for good."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        """Those that were not read yet."""
        self.lost = False
        """Whether one of them told of a loss."""
        self._told: set[str] = set()

    def tell(self, text: str, *, lost: bool = False) -> None:
        """Add a message, unless it was added before."""
        self.lost |= lost
        if text not in self._told:
            self._told.add(text)
            self.texts.append(text)

    def take_back(self, text: str) -> None:
        """Drop a message that is no longer true."""
        self._told.discard(text)
        self.texts = [other for other in self.texts if other != text]

    def mended(self) -> None:
        """Tell from now on of new damage that reads as that before."""
        self._told.clear()


def rebuilt(path: Path, what: str, account: str, *, lost: bool, kept: str, problem: str) -> str:
    """A snapshot that was made whole again, as far as that could be."""
    parts = [
        f"{path.name} {what}{', and not all that was in it could be had again' if lost else ''}",
        f"the damaged file is kept as {kept} beside it" if kept else "",
        f"{account}, as {path}",
        f"it could not be written back: {problem}" if problem else "",
    ]
    return "; ".join(filter(None, parts))


def unreadable(count: int) -> str:
    """What is the matter with a snapshot of which lines cannot be read."""
    return f"is damaged: {lines(count)} cannot be read"


def flipped(damaged: int, changed: int) -> str:
    """What is the matter with a snapshot in which single characters, and perhaps records besides, are not as saved."""
    what = "is damaged at its beginning"
    if damaged:
        what = f"is damaged: {damaged} record{'s' * (damaged > 1)} did not say what was saved"
    if changed and damaged:
        what += f", and {changed} {'was' if changed == 1 else 'were'} changed by another program, which is taken over"
    return what


def edited(name: str, *, fewer: int, unreadable: int) -> str:
    """A snapshot that another program changed.

    `fewer` records than were written are in it, and so many of what should be annotations are none.
    """
    parts = [f"{name} was changed by another program; its changes are taken over"]
    if unreadable:
        count = "1 of its annotations" if unreadable == 1 else f"{unreadable} of its annotations"
        parts.append(f"{count} cannot be read any more: newsreader verify names what is wrong")
    if fewer > 0:
        parts.append("1 record is gone" if fewer == 1 else f"{fewer} records are gone")
    return "; ".join(parts)


def doubled(name: str, count: int) -> str:
    """Records that stood in a snapshot twice."""
    return f"{count} record{'s' * (count > 1)} of {name} stood there twice: both are kept"


def older(name: str, *, kept: bool) -> str:
    """A snapshot that somebody put back; what was saved after it is `kept` as a backup, or could not be."""
    return f"{name} is older than what was saved last{', which is the newest backup now' if kept else ''}"


def done_again(name: str, journal: str) -> str:
    """A snapshot that somebody put back under a journal."""
    return f"{name} is older than {journal}: what that one tells was done to it again"


def missing(name: str, backups: int) -> str:
    """A store that is not there, though it was."""
    stand = "1 backup stands" if backups == 1 else f"{backups} backups stand"
    return f"{name} is missing, but {stand} beside it: newsreader restore brings the newest back"


def empty(name: str) -> str:
    """A file without a byte, where texts stand beside it."""
    return f"{name} is empty, and no backup stands beside it: a new store is begun in it"


def left_out(journal: str, count: int, kept: str) -> str:
    """Lines of a journal that cannot be read."""
    what = f"{count} damaged line{'s' * (count > 1)} of {journal} could not be read"
    where = f"; the damaged file is kept as {kept} beside it" if kept else ""
    return f"{what} and {'was' if count == 1 else 'were'} left out{where}"


def none_of_ours(journal: str, count: int) -> str:
    """Records of a journal that are no annotations, though they stand where these should."""
    what = "1 annotation" if count == 1 else f"{count} annotations"
    return f"{what} of {journal} cannot be read: newsreader verify names what is wrong"


def torn(journal: str) -> str:
    """An unfinished last line of a journal."""
    return f"the last line of {journal} was cut off and is left out: it was never called saved, unless somebody cut it"


def emptied(journal: str) -> str:
    """A journal without a byte."""
    return (
        f"{journal} is empty: if somebody emptied it, what was saved last is missing; "
        "if newsreader was stopped while beginning it, nothing is"
    )


def beheaded(journal: str) -> str:
    """A journal that does not begin as it should."""
    return f"the first line of {journal} is missing, and with it perhaps others that were saved"


def taken_away(journal: str, how: str, kept: str) -> str:
    """A journal that was deleted, emptied or cut while it was in use."""
    told = f"{journal} was {how} by another program: what was saved in it is missing now"
    return f"{told}, but kept as a backup: newsreader restore {kept} brings it back" if kept else told


def unkept(name: str, why: str) -> str:
    """A state that could not be made a backup."""
    return f"what {name} was before could not be kept: {why}"


def lines(count: int) -> str:
    """A number of lines."""
    return f"{count} line{'s' * (count != 1)}"

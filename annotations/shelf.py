"""What a person does with whole stories: names them, puts them away, deletes them, adds articles and takes them out."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.ids import text_key
from annotations.model import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class StoryState(NamedTuple):
    """How a story stands in the library; what is empty is as when it was opened."""

    story: str
    """The story's id."""
    name: str = ""
    """What a person calls it; empty for its own title."""
    archived: str = ""
    deleted: str = ""
    """When it was put away or deleted, UTC, ISO 8601; empty where it was not, or not any more."""
    into: str = ""
    """The id of the story that it has become, by an article that was added, taken out or replaced; or empty."""
    composed: bool = False
    """Whether a person chose its articles one by one: it holds these alone, whatever its files and folders hold."""
    extra: Mapping[str, Any] = MappingProxyType({})
    """Fields of the record that this program does not know, kept as they came."""

    @property
    def is_plain(self) -> bool:
        """Whether nothing is said of the story."""
        return self == StoryState(self.story)

    @property
    def key(self) -> str:
        """The id of its record."""
        return text_key(self.story)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> StoryState:
        """From its JSON form. Raises KeyError or TypeError where it is not one."""
        said = {name: text_of(record, name) for name in _TEXTS if name in record}
        extra = {name: value for name, value in record.items() if name not in cls._fields}
        return cls(text_of(record, "story"), **said, composed=record.get("composed") is True, extra=extra)

    def to_record(self) -> dict[str, Any] | None:
        """The JSON form, of what is not empty; None where nothing is said."""
        if self.is_plain:
            return None
        said = {name: value for name in ("story", *_TEXTS, "composed") if (value := getattr(self, name))}
        return {**said, **self.extra}


_TEXTS = ("name", "archived", "deleted", "into")


class StoryEdit(NamedTuple):
    """The state of one story before and after."""

    before: StoryState
    after: StoryState

    @property
    def key(self) -> str:
        """The id of the record."""
        return self.after.key

    def inverse(self) -> StoryEdit:
        """The edit that takes this one back."""
        return StoryEdit(self.after, self.before)

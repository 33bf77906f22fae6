"""Changes: what one action of a person does to annotations, tags, decisions, amendments, unions and stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.ids import new_id

if TYPE_CHECKING:
    from annotations.amendments import AmendmentEdit
    from annotations.codebook.codebook import TagEdit
    from annotations.decisions import DecisionEdit
    from annotations.model import Annotation
    from annotations.shelf import StoryEdit


class Edit(NamedTuple):
    """One record before and after; None where it did not exist or no longer does."""

    before: Annotation | None
    after: Annotation | None
    joins: bool = False
    """Whether an annotation that is added joins one of the same annotator on the same words, if one is there by now."""

    @property
    def some(self) -> Annotation:
        """The annotation that there is after it, else that there was."""
        some = self.after or self.before
        assert some is not None, "an edit has a record before or after it"
        return some

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.some.id


class UnionEdit(NamedTuple):
    """With which article the records of another are kept, as they are of the same text, before and after."""

    article: str
    """The id of the article that the records were made under."""
    before: str
    after: str
    """The id of the article that they belong to now; empty where they stay apart because a person took it back."""

    def inverse(self) -> UnionEdit:
        """The edit that takes this one back."""
        return UnionEdit(self.article, self.after, self.before)


class Change(NamedTuple):
    """One action of the user: all of its edits are made, or none."""

    what: str
    """What is done, in words for the status bar: `threat added`. The journal keeps them."""
    edits: tuple[Edit, ...]
    id: str = ""
    """UUIDv7, by which the change that takes it back names it in the journal; empty where it is not kept yet."""
    undoes: str = ""
    """The id of the change that this one takes back, or empty."""
    redoes: str = ""
    """The id of the change that this one makes again, or empty."""
    tags: tuple[TagEdit, ...] = ()
    """What is done to the codebook."""
    links: tuple[DecisionEdit, ...] = ()
    """What is decided about the alignment."""
    unions: tuple[UnionEdit, ...] = ()
    """Which articles are one with another."""
    stories: tuple[StoryEdit, ...] = ()
    """What is done with whole stories."""
    amendments: tuple[AmendmentEdit, ...] = ()
    """What is put right of articles."""

    @property
    def does_nothing(self) -> bool:
        """Whether it changes no record."""
        lists = (self.edits, self.tags, self.links, self.unions, self.stories, self.amendments)
        return not any(lists)

    def inverse(self) -> Change:
        """The change that takes this one back."""
        edits = tuple(Edit(edit.after, edit.before) for edit in reversed(self.edits))
        tags = tuple(edit.inverse() for edit in reversed(self.tags))
        links = tuple(edit.inverse() for edit in reversed(self.links))
        unions = tuple(edit.inverse() for edit in reversed(self.unions))
        stories = tuple(edit.inverse() for edit in reversed(self.stories))
        amendments = tuple(edit.inverse() for edit in reversed(self.amendments))
        taken = self._replace(
            edits=edits, tags=tags, links=links, unions=unions, stories=stories, amendments=amendments
        )
        return taken._replace(id=new_id(), undoes=self.id, redoes="")

    def again(self) -> Change:
        """The change that makes this one again after it was taken back."""
        return self._replace(id=new_id(), undoes="", redoes=self.id)

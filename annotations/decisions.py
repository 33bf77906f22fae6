"""A person's decisions about a story's links and pivot, and the JSON records that they are kept as."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.ids import text_key
from annotations.model import Passage, number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

VERDICTS = ("linked", "cut", "confirmed")
"""The verdicts about two paragraphs; see `articles.corrections.Verdict`."""

PIVOT = "pivot"
"""The verdict that makes an article open the rows of a story."""


class Earlier(NamedTuple):
    """What had been decided about two paragraphs before it was decided otherwise: the rows remember its order."""

    verdict: str
    mover: str
    modified: str


class Decision(NamedTuple):
    """What was decided about two paragraphs of different articles, or about the rows of a story."""

    verdict: str
    """One of `VERDICTS`, or `PIVOT`."""
    ends: tuple[Passage, ...] = ()
    """The whole paragraphs, that of the article with the smaller id first; none for a pivot."""
    story: str = ""
    """Of a pivot: the id of the story."""
    article: str = ""
    """Of a pivot: the id of the article."""
    anew: str = ""
    """Of a pivot: when the rows were last computed anew with all that was decided until then; empty for never."""
    mover: str = ""
    """The id of the article whose paragraph went to the other's row, or left it; empty where nobody told."""
    earlier: tuple[Earlier, ...] = ()
    """What was decided about the same two paragraphs before, the oldest first."""
    annotator: str = ""
    created: str = ""
    modified: str = ""
    """UTC, ISO 8601 with milliseconds and `Z`; of two decisions about one paragraph the later counts."""
    rev: int = 1
    """Counts the changes of this record, from 1."""
    extra: Mapping[str, Any] = MappingProxyType({})
    """Fields of the record that this program does not know, kept as they came."""

    @classmethod
    def about(cls, one: Passage, other: Passage, verdict: str, **fields: Any) -> Decision:
        """A decision about two paragraphs, in whatever order they are named."""
        first, second = sorted((one, other), key=lambda end: (end.article, end.target))
        return cls(verdict, (first, second), **fields)

    def revised(self, verdict: str, *, mover: str, annotator: str, modified: str) -> Decision:
        """Another decision about the same two paragraphs, after this one."""
        before = (*self.earlier, Earlier(self.verdict, self.mover, self.modified))
        return self._replace(verdict=verdict, mover=mover, earlier=before, annotator=annotator, modified=modified)

    @property
    def key(self) -> str:
        """The id of its record: the same for all decisions about these paragraphs, or about the pivot of this story."""
        if not self.ends:
            return text_key(f"{PIVOT} {self.story}")
        return text_key(" ".join(f"{end.article} {end.version} {end.start} {end.end}" for end in self.ends))

    def is_of(self, articles: Collection[str], story: str) -> bool:
        """Whether it is about paragraphs of these articles, by their ids, or about this story."""
        return all(end.article in articles for end in self.ends) if self.ends else self.story == story

    def says_the_same(self, other: Decision) -> bool:
        """Whether two states of a record differ in nothing but revision and time."""
        return self._replace(rev=other.rev, created=other.created, modified=other.modified) == other

    def to_record(self) -> dict[str, Any]:
        """The JSON form, unknown fields last."""
        if self.ends:
            said: dict[str, Any] = {"ends": [end.to_record() for end in self.ends]}
            more = {"mover": self.mover, "earlier": [before._asdict() for before in self.earlier]}
        else:
            said = {"story": self.story, "article": self.article}
            more = {"anew": self.anew}
        return {
            "verdict": self.verdict,
            **said,
            **{name: value for name, value in more.items() if value},
            "annotator": self.annotator,
            "created": self.created,
            "modified": self.modified,
            "rev": self.rev,
            **self.extra,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Decision:
        """A decision from its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
        verdict = text_of(record, "verdict")
        if verdict not in (*VERDICTS, PIVOT):
            raise ValueError(f"{verdict[:40]!a} is no verdict")
        pivot = verdict == PIVOT
        ends = () if pivot else tuple(Passage.from_record(end) for end in record["ends"])
        if not pivot and (len(ends) != 2 or ends[0].article == ends[1].article):
            raise ValueError("it is not about two articles")
        if any(not 0 <= end.start < end.end for end in ends):
            raise ValueError("it is about no paragraph")
        own = ("story", "article", "anew") if pivot else ("ends", "mover", "earlier")
        known = {"verdict", "annotator", "created", "modified", "rev", *own}
        return cls(
            verdict,
            ends,
            story=text_of(record, "story") if pivot else "",
            article=text_of(record, "article") if pivot else "",
            anew=text_of(record, "anew") if pivot and "anew" in record else "",
            mover=text_of(record, "mover") if not pivot and "mover" in record else "",
            earlier=() if pivot else tuple(map(_earlier, record.get("earlier", ()))),
            annotator=text_of(record, "annotator"),
            created=text_of(record, "created"),
            modified=text_of(record, "modified"),
            rev=number_of(record, "rev"),
            extra={name: value for name, value in record.items() if name not in known},
        )


def _earlier(record: Mapping[str, Any]) -> Earlier:
    before = Earlier(*(text_of(record, name) for name in Earlier._fields))
    if before.verdict not in VERDICTS:
        raise ValueError(f"{before.verdict[:40]!a} is no verdict")
    return before


class DecisionEdit(NamedTuple):
    """One decision before and after; None where nothing was decided, or is not any more."""

    before: Decision | None
    after: Decision | None

    @property
    def key(self) -> str:
        """The id of the record."""
        return self.some.key

    @property
    def some(self) -> Decision:
        """The decision that there was or is."""
        some = self.after or self.before
        assert some is not None, "an edit has a decision before or after it"
        return some

    def inverse(self) -> DecisionEdit:
        """The edit that takes this one back; a decision that comes back is as old as it was."""
        return DecisionEdit(self.after, self.before)

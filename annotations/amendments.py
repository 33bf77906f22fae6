"""What a person put right of an article or of all of an outlet's, and the JSON records that it is kept as."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from annotations.ids import text_key
from annotations.model import Passage, number_of, text_of
from articles.amended import FACTS
from articles.form import one_line
from articles.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KIND, BREAK, RULE = "kind", "break", "rule"
"""What is put right besides `FACTS`: of a paragraph its kind, of a place whether one begins there; and a rule by which
the paragraphs of an outlet get their kind."""

BEGINS, GOES_ON = "begins", "goes on"
"""The values of a break: a paragraph begins at the place, or goes on there."""

KINDS = tuple(kind.value for kind in Kind)
"""The kinds that a paragraph can be given."""

RULE_MATCHES = ("same", "begins", "under")
"""How a rule says which paragraphs it is about, as `articles.outlet_rules` has it; a format."""


class Amendment(NamedTuple):
    """One thing that a person put right."""

    what: str
    """One of `FACTS`, `KIND`, `BREAK` or `RULE`."""
    value: str
    """Of a fact the fact, empty where there is none; the kind; of a break `BEGINS` or `GOES_ON`."""
    article: str
    """The id of the article; of a rule, of the one where it was made."""
    passage: Passage | None = None
    """Of a kind the whole paragraph, of a break what stands from the place on; None for facts and rules."""
    outlet: str = ""
    """Of a rule the outlet."""
    match: str = ""
    """Of a rule one of `RULE_MATCHES`."""
    words: str = ""
    """Of a rule the words that it looks for."""
    annotator: str = ""
    created: str = ""
    modified: str = ""
    """UTC, ISO 8601 with milliseconds and `Z`; of two kinds of one paragraph the later counts."""
    rev: int = 1
    """Counts the changes of this record, from 1."""
    extra: Mapping[str, Any] = MappingProxyType({})
    """Fields of the record that this program does not know, kept as they came."""

    @property
    def key(self) -> str:
        """The id of its record: the same for all that is said of one fact, paragraph or place, or by one rule."""
        if self.what == RULE:
            return text_key(f"{RULE} {self.outlet.casefold()}\n{self.match}\n{self.words}")
        if self.passage is None:
            return text_key(f"{self.what} {self.article}")
        start, end = self.passage.start, self.passage.end
        place = f"{start}" if self.what == BREAK else f"{start} {end}"
        return text_key(f"{self.what} {self.article} {self.passage.version} {place}")

    def revised(self, value: str, *, annotator: str, modified: str) -> Amendment:
        """Something else said of the same, after this."""
        return self._replace(value=value, annotator=annotator, modified=modified, rev=self.rev + 1)

    def of(self, article: str) -> Amendment:
        """The same said of an article with this id."""
        passage = self.passage._replace(article=article) if self.passage else None
        return self._replace(article=article, passage=passage)

    def says_the_same(self, other: Amendment) -> bool:
        """Whether two states of a record differ in nothing but revision and time."""
        return self._replace(rev=other.rev, created=other.created, modified=other.modified) == other

    def to_record(self) -> dict[str, Any]:
        """The JSON form, unknown fields last."""
        rule = {"outlet": self.outlet, "match": self.match, "words": self.words} if self.what == RULE else {}
        return {
            "what": self.what,
            "value": self.value,
            "article": self.article,
            **({"passage": self.passage.to_record()} if self.passage else {}),
            **rule,
            "annotator": self.annotator,
            "created": self.created,
            "modified": self.modified,
            "rev": self.rev,
            **self.extra,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Amendment:
        """An amendment from its JSON form. Raises KeyError, TypeError or ValueError where it is not one."""
        what, value = text_of(record, "what"), text_of(record, "value")
        if what not in (*FACTS, KIND, BREAK, RULE):
            raise ValueError(f"nothing is called {what[:40]!a}")
        if value not in {KIND: KINDS, RULE: KINDS, BREAK: (BEGINS, GOES_ON)}.get(what, (value,)):
            raise ValueError(f"{value[:40]!a} is no {what}")
        known = {"what", "value", "article", "annotator", "created", "modified", "rev"}
        passage = None
        if what in (KIND, BREAK):
            passage = Passage.from_record(record["passage"])
            known.add("passage")
            if passage.article != text_of(record, "article") or not 0 <= passage.start < passage.end:
                raise ValueError("it is about no paragraph of its article")
        rule = {name: text_of(record, name) for name in ("outlet", "match", "words")} if what == RULE else {}
        if rule and rule["match"] not in RULE_MATCHES:
            raise ValueError(f"{rule['match'][:40]!a} is no way to find paragraphs")
        return cls(
            what,
            value,
            text_of(record, "article"),
            passage,
            **rule,
            annotator=text_of(record, "annotator"),
            created=text_of(record, "created"),
            modified=text_of(record, "modified"),
            rev=number_of(record, "rev"),
            extra={name: value for name, value in record.items() if name not in {*known, *rule}},
        )


class AmendmentEdit(NamedTuple):
    """One amendment before and after; None where nothing was said, or is not any more."""

    before: Amendment | None
    after: Amendment | None

    @property
    def key(self) -> str:
        """The id of the record."""
        return self.some.key

    @property
    def some(self) -> Amendment:
        """The amendment that there was or is."""
        some = self.after or self.before
        assert some is not None, "an edit has an amendment before or after it"
        return some

    def inverse(self) -> AmendmentEdit:
        """The edit that takes this one back; an amendment that comes back is as old as it was."""
        return AmendmentEdit(self.after, self.before)


def facts_given(amendments: Iterable[Amendment]) -> dict[str, dict[str, str]]:
    """The facts that a person gave, by name, for each article by its id; on one line, whoever wrote the record."""
    found: dict[str, dict[str, str]] = {}
    for amendment in amendments:
        if amendment.what in FACTS:
            found.setdefault(amendment.article, {})[amendment.what] = one_line(amendment.value)
    return found

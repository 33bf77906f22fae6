"""What is kept for outlets: rules that give paragraphs their kind in all articles of one, made and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import RULE, Amendment, AmendmentEdit
from annotations.changes import Change
from articles.amended import OF_THE_OUTLET, outlet_names
from articles.form import printable
from articles.model import Kind, ParagraphId
from tui.session.effect import Effect
from tui.session.putting_right import named
from tui.shown import steps

if TYPE_CHECKING:
    from articles.model import Article, Paragraph
    from tui.session.amendments import Amendments
    from tui.session.changes import Changes
    from tui.session.desk import Desk
    from tui.session.putting_right import PuttingRight

FIRST_WORDS = 3
"""How many words of a paragraph a rule is proposed to look for at the beginning."""

MOST_HEADING_WORDS = 8
"""A line above a paragraph with more words than this is no heading that a rule is proposed for."""

QUOTED_CHARACTERS = 40
"""The most characters of a paragraph that a message quotes."""


class RuleProposed(NamedTuple):
    """A rule that could be kept for an outlet."""

    match: str
    words: str
    label: str
    """Which paragraphs it is about, in words."""


class KeptForOutlets:
    """Keeps rules for the outlets of a desk's articles, from the paragraph that is meant."""

    def __init__(
        self, desk: Desk, changes: Changes, amendments: Amendments, putting_right: PuttingRight, annotator: str
    ) -> None:
        self._desk, self._changes, self._amendments, self._annotator = desk, changes, amendments, annotator
        self._putting_right = putting_right

    def proposals(self) -> tuple[str, list[RuleProposed]]:
        """Which rules could be kept for the outlet of the paragraph that is meant, and why there are none, if so."""
        paragraph, article = self._paragraph, self._article
        if self._desk.shown.blind:
            return "Outlets are hidden in blind mode: nothing is kept for one", []
        if not article.told("outlet"):
            return f"No one tells the outlet: {self._desk.key('about')} gives it a name first", []
        if paragraph.kind is Kind.HEADLINE:
            return "Each headline is another one: no rule finds it", []
        found = [RuleProposed("same", paragraph.shown, "that read like this one, whatever its figures")]
        if first := _first_words(paragraph.shown):
            found.append(RuleProposed("begins", first, f"that begin with “{first}”"))
        under = (RuleProposed("under", text, f"under “{_quoted(text)}”, with it") for text in self._headings())
        return "", [*found, *under]

    def question(self) -> str:
        """What is asked before a rule is kept."""
        return f"Which paragraphs of {self._outlet} are {named(self._paragraph.kind, several=True)}?"

    def keep(self, proposed: RuleProposed) -> Effect:
        """Keep for the outlet that such paragraphs are of the kind of the one that is meant."""
        kind, stamp = self._paragraph.kind, self._amendments.now()
        made = Amendment(
            RULE, kind, self._article.id, None, self._outlet, proposed.match, " ".join(proposed.words.split())
        )
        made = made._replace(annotator=self._annotator, created=stamp, modified=stamp)
        known = self._amendments.get(made.key)
        if known is not None and known.value == kind:
            return Effect(message=f"That is kept for {self._outlet} already", warn=True)
        if known is not None:
            made = known.revised(kind, annotator=self._annotator, modified=stamp)
        before = self._of_rules()
        effect = self._make(f"kept for {self._outlet}", AmendmentEdit(known, made))
        count = len(self._of_rules() - before)
        more = f"{count} more here" if count else "no more here than before"
        return effect._replace(message=f"Kept for {self._outlet}: {more} · {self._desk.key('undo')} takes it back")

    def rules(self) -> list[tuple[Amendment, str]]:
        """The rules of all outlets, each with what it says."""
        return [(rule, told_rule(rule)) for rule in self._amendments.rules]

    def drop(self, rule: Amendment) -> Effect:
        """Remove a rule."""
        effect = self._make(f"rule of {rule.outlet} removed", AmendmentEdit(rule, None))
        return effect._replace(message=f"Rule of {rule.outlet} removed · {self._desk.key('undo')} takes it back")

    def _make(self, what: str, edit: AmendmentEdit) -> Effect:
        return self._changes.make(Change(what, (), amendments=(edit,)))

    @property
    def _article(self) -> Article:
        return self._desk.story.articles[self._putting_right.meant.article]

    @property
    def _paragraph(self) -> Paragraph:
        return self._desk.paragraph(self._putting_right.meant)

    @property
    def _outlet(self) -> str:
        """The outlet of its article, without the number that tells two of one story apart."""
        return outlet_names(self._desk.story.articles)[self._putting_right.meant.article]

    def _of_rules(self) -> set[ParagraphId]:
        """The paragraphs that have their kind from a rule."""
        return {
            ParagraphId(i, p.n)
            for i, article in enumerate(self._desk.story.articles)
            for p in article.paragraphs
            if p.reason == OF_THE_OUTLET
        }

    def _headings(self) -> list[str]:
        """The lines that can head what stands there: the first of the short lines that end here, and this one."""
        run = []
        for paragraph in reversed(self._article.paragraphs[: self._putting_right.meant.n]):
            if paragraph.kind not in (Kind.SUBHEADING, Kind.BOILERPLATE):
                break
            run.append(paragraph.shown)
        ends = [*run[-1:], *run[:1]]
        return list(dict.fromkeys(shown for shown in ends if len(shown.split()) <= MOST_HEADING_WORDS))


def told_rule(rule: Amendment) -> str:
    """What a rule says: `DW: what begins with “Read more” is boilerplate`."""
    words = _quoted(printable(rule.words))
    which = {
        "same": f"what reads like “{words}”",
        "begins": f"what begins with “{words}”",
        "under": f"what stands under “{words}”",
    }
    return f"{printable(rule.outlet)}: {which[rule.match]} is {named(Kind(rule.value))}"


def _first_words(shown: str) -> str:
    """The words that a paragraph begins with; empty where it has hardly more."""
    words = [shown[start:end] for start, end in steps.units(shown, "word")[: FIRST_WORDS + 1]]
    if len(words) <= FIRST_WORDS:
        return ""
    end = steps.units(shown, "word")[FIRST_WORDS - 1][1]
    return shown[:end].strip()


def _quoted(text: str) -> str:
    return text if len(text) <= QUOTED_CHARACTERS else f"{text[:QUOTED_CHARACTERS].rstrip()}…"

"""The mode in which keys put paragraphs right: of which kind one is, where it begins, and what is so at its outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.amendments import BEGINS, BREAK, GOES_ON, KIND, RULE, Amendment, AmendmentEdit
from annotations.anchoring.bookmarks import BOOKMARK_CODE_POINTS
from annotations.changes import Change
from annotations.model import Passage
from articles.amended import FACTS, NEEDED, OF_THE_OUTLET, outlet_names, split
from articles.model import YOU, Kind, ParagraphId
from tui.session.effect import Effect
from tui.shown import steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from articles.model import Article, Paragraph
    from tui.session.amendments import Amendments
    from tui.session.changes import Changes
    from tui.session.cursor import Cursor
    from tui.session.desk import Desk

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


class PuttingRight:
    """Puts right paragraphs and facts of a desk's articles."""

    def __init__(self, desk: Desk, cursor: Cursor, changes: Changes, amendments: Amendments, annotator: str) -> None:
        self._desk, self._cursor, self._changes, self._amendments = desk, cursor, changes, amendments
        self._annotator = annotator
        self.active = False
        """Whether keys put paragraphs right."""

    # The mode

    def turn(self) -> Effect:
        """Begin putting paragraphs right, or end it."""
        if self.active:
            return self.leave()
        self._desk.selection, self.active = None, True
        return Effect()

    def leave(self) -> Effect:
        """End the selection; else end putting right."""
        if self._desk.selection:
            return self._cursor.end_selection()
        self.active = False
        return Effect(message=f"What was put right is kept · {self._desk.key('amend')} goes on with it")

    def told(self) -> str:
        """What the cursor's paragraph is, and who says so."""
        where, paragraph = self._desk.place.paragraph, self._desk.paragraph(self._desk.place.paragraph)
        outlet = self._desk.covered_story.articles[where.article].outlet
        reasons = {YOU: ", as you said", OF_THE_OUTLET: f", as it is kept for {outlet}"}
        said = reasons.get(paragraph.reason, f" ({paragraph.reason})" if paragraph.reason else "")
        return f"{outlet} {where.n} of {len(self._article.paragraphs)}: {_named(paragraph.kind)}{said}"

    # Paragraphs

    def give(self, kind: Kind) -> Effect:
        """Say of which kind the cursor's paragraph is; after one that is folded away the cursor goes on to the next."""
        where, paragraph = self._desk.place.paragraph, self._paragraph
        if paragraph.kind is kind:
            return Effect(message=f"It is {_named(kind)} already", warn=True)
        made = self._made(KIND, kind, self._passage(paragraph.start, paragraph.end))
        effect = self._say(f"paragraph is {_named(kind)} now", made)
        if kind is Kind.BOILERPLATE and not self._desk.shown.shows(where):
            below = (n for n in self._desk.shown.order[where.article] if n > where.n)
            if n := min(below, default=0):
                self._cursor.go(ParagraphId(where.article, n))
        return effect._replace(moved=True)

    def join(self) -> Effect:
        """Join the cursor's paragraph with the next one of its article."""
        where = self._desk.place.paragraph
        if where.n == len(self._article.paragraphs):
            return Effect(message="It is the last paragraph: there is none to join it with", warn=True)
        after = ParagraphId(where.article, where.n + 1)
        if not self._desk.shown.shows(after):
            unfolds = f": {self._desk.key('fold')} shows what is folded" if self._desk.shown.folded else ""
            return Effect(message=f"The next paragraph is hidden{unfolds}", warn=True)
        start, end = self._desk.paragraph(after).start, self._desk.paragraph(after).end
        passage = self._passage(start, min(end, start + BOOKMARK_CODE_POINTS))
        return self._say("paragraphs joined", self._made(BREAK, GOES_ON, passage))

    def split(self) -> Effect:
        """Split the cursor's paragraph before the cursor's word."""
        paragraph, article = self._paragraph, self._article
        at = steps.unit_at(paragraph.shown, self._desk.place.at, "word")[0]
        start = paragraph.to_text(at)
        if not at or split(article.version.text, paragraph, start) is None:
            keys = f"{self._desk.key('word_on')} and {self._desk.key('sentence_on')} go on"
            return Effect(message=f"Put the cursor on the word with which the next paragraph begins: {keys}", warn=True)
        end = min(paragraph.end, start + BOOKMARK_CODE_POINTS)
        return self._say("paragraph split", self._made(BREAK, BEGINS, self._passage(start, end)))

    def forget(self) -> Effect:
        """Forget all that was said of the cursor's paragraph."""
        known = self._amendments.within(self._article, self._paragraph.start, self._paragraph.end)
        if not known:
            kept = self._paragraph.reason == OF_THE_OUTLET
            rules = f": it is a rule of its outlet, {self._desk.key('amend_rules')} lists them" if kept else ""
            return Effect(message=f"Nothing was put right of this paragraph{rules}", warn=True)
        return self._say("paragraph as it was read", [AmendmentEdit(amendment, None) for amendment in known])

    # Rules of outlets

    def proposals(self) -> tuple[str, list[RuleProposed]]:
        """Which rules could be kept for the outlet of the cursor's paragraph, and why there are none, if so."""
        paragraph, article = self._paragraph, self._article
        if self._desk.shown.blind:
            return "Outlets are hidden in blind mode: nothing is kept for one", []
        if not article.told("outlet"):
            return f"No one tells the outlet: {self._desk.key('about')} gives it a name first", []
        if paragraph.kind is Kind.HEADLINE:
            return "Each headline is another one: no rule finds it", []
        found = [RuleProposed("same", paragraph.shown, "read like this one, whatever its figures")]
        if first := _first_words(paragraph.shown):
            found.append(RuleProposed("begins", first, f"begin with “{first}”"))
        if heading := self._heading():
            found.append(RuleProposed("under", heading, f"stand under “{_quoted(heading)}”, with it"))
        return "", found

    def question(self) -> str:
        """What is asked before a rule is kept."""
        return f"At {self._outlet} these are {_named(self._paragraph.kind)}, in all articles: paragraphs that ..."

    def keep(self, proposed: RuleProposed) -> Effect:
        """Keep for the outlet that such paragraphs are of the kind of the cursor's."""
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
        effect = self._say(f"kept for {self._outlet}", [AmendmentEdit(known, made)])
        count = len(self._of_rules() - before)
        more = f"{count} more here" if count else "no more here than before"
        return effect._replace(message=f"Kept for {self._outlet}: {more} · {self._desk.key('undo')} takes it back")

    def rules(self) -> list[tuple[Amendment, str]]:
        """The rules of all outlets, each with what it says."""
        return [(rule, told_rule(rule)) for rule in self._amendments.rules]

    def drop(self, rule: Amendment) -> Effect:
        """Remove a rule."""
        return self._say(f"rule of {rule.outlet} removed", [AmendmentEdit(rule, None)])

    # Facts

    def facts(self) -> dict[str, str]:
        """The facts of the cursor's article, by their names."""
        return {name: getattr(self._article, name) for name in FACTS}

    def write_facts(self, article_id: str, written: Mapping[str, str]) -> Effect:
        """Say what facts of an article are; one that is as it was read needs nobody to say it."""
        article = next(one for one in self._desk.story.articles if one.id == article_id)
        read, stamp = article.as_read or article, self._amendments.now()
        edits = []
        for name, value in written.items():
            if value == getattr(article, name):
                continue
            made = Amendment(name, value, article_id, None, "", "", "", self._annotator, stamp, stamp)
            known = self._amendments.get(made.key)
            if value == getattr(read, name) or (name in NEEDED and not value):
                edits += [AmendmentEdit(known, None)] if known else []
            elif known:
                edits.append(AmendmentEdit(known, known.revised(value, annotator=self._annotator, modified=stamp)))
            else:
                edits.append(AmendmentEdit(None, made))
        if not edits:
            return Effect(message="All is as it was")
        names = " and ".join(filter(None, [", ".join(e.some.what for e in edits[:-1]), edits[-1].some.what]))
        return self._say(f"{names} put right", edits)

    # What is said

    @property
    def _article(self) -> Article:
        return self._desk.story.articles[self._desk.place.paragraph.article]

    @property
    def _paragraph(self) -> Paragraph:
        return self._desk.paragraph(self._desk.place.paragraph)

    @property
    def _outlet(self) -> str:
        """The outlet of the cursor's article, without the number that tells two of one story apart."""
        return outlet_names(self._desk.story.articles)[self._desk.place.paragraph.article]

    def _passage(self, start: int, end: int) -> Passage:
        return Passage.of(self._article, start, end)

    def _made(self, what: str, value: str, passage: Passage) -> list[AmendmentEdit]:
        """The edit that has something said of a paragraph; what is so without being said is forgotten instead."""
        stamp = self._amendments.now()
        made = Amendment(what, value, passage.article, passage, annotator=self._annotator)
        made = made._replace(created=stamp, modified=stamp)
        known = self._amendments.get(made.key)
        if known is None:
            return [AmendmentEdit(None, made)]
        revised = AmendmentEdit(known, known.revised(value, annotator=self._annotator, modified=stamp))
        dropped = AmendmentEdit(known, None)
        return [dropped if self._amendments.after([dropped]) == self._amendments.after([revised]) else revised]

    def _say(self, what: str, edits: Iterable[AmendmentEdit]) -> Effect:
        effect = self._changes.make(Change(what, (), amendments=tuple(edits)))
        return effect._replace(message=f"{effect.message[:1].upper()}{effect.message[1:]}")

    def _of_rules(self) -> set[ParagraphId]:
        """The paragraphs that have their kind from a rule."""
        return {
            ParagraphId(i, p.n)
            for i, article in enumerate(self._desk.story.articles)
            for p in article.paragraphs
            if p.reason == OF_THE_OUTLET
        }

    def _heading(self) -> str:
        """The nearest line above the cursor's paragraph, or itself, that can be a heading of a rule; empty for none."""
        for paragraph in reversed(self._article.paragraphs[: self._desk.place.paragraph.n]):
            if paragraph.kind is Kind.HEADLINE:
                break
            words = len(paragraph.shown.split())
            if words <= MOST_HEADING_WORDS and paragraph.kind in (Kind.SUBHEADING, Kind.BOILERPLATE):
                return paragraph.shown
        return ""


def told_rule(rule: Amendment) -> str:
    """What a rule says: `DW: what begins with “Read more” is boilerplate`."""
    words = _quoted(rule.words)
    which = {
        "same": f"what reads like “{words}”",
        "begins": f"what begins with “{words}”",
        "under": f"what stands under “{words}”",
    }
    return f"{rule.outlet}: {which[rule.match]} is {_named(Kind(rule.value))}"


def _named(kind: Kind) -> str:
    """A kind as a sentence names it: `boilerplate`, `a caption`."""
    bare = (Kind.BODY, Kind.BOILERPLATE)
    return f"{kind}" if kind in bare else f"a {kind}"


def _first_words(shown: str) -> str:
    """The words that a paragraph begins with; empty where it has hardly more."""
    words = [shown[start:end] for start, end in steps.units(shown, "word")[: FIRST_WORDS + 1]]
    if len(words) <= FIRST_WORDS:
        return ""
    end = steps.units(shown, "word")[FIRST_WORDS - 1][1]
    return shown[:end].strip()


def _quoted(text: str) -> str:
    return text if len(text) <= QUOTED_CHARACTERS else f"{text[:QUOTED_CHARACTERS].rstrip()}…"

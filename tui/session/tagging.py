"""Tags passages, and writes notes and speakers about them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotations.changes import Edit
from annotations.clock import now
from annotations.codebook import recoding
from annotations.ids import new_id
from annotations.model import BLIND, Annotation, Passage
from articles.form import text_form_1
from tui.session.annotations import REMOVED_ELSEWHERE
from tui.session.effect import NOTHING, Choice, Effect, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.session.annotations import Annotations
    from tui.session.changes import Changes
    from tui.session.desk import Desk
    from tui.session.ends import Ends
    from tui.session.meant import Meant
    from tui.session.tags import Tags


DELETED_ELSEWHERE = "That tag was deleted meanwhile: nothing was tagged"
LONGEST_SHOWN = 200
"""The most characters of another window's text that a question shows."""


class Tagging:
    """Annotates the target: the selection, else the cursor's sentence.

    An annotation belongs to who gave it: what is done to another annotator's is asked for by name.
    """

    def __init__(
        self,
        desk: Desk,
        annotations: Annotations,
        tags: Tags,
        changes: Changes,
        meant: Meant,
        ends: Ends,
        refusal: Callable[[], str],
    ) -> None:
        self._desk, self._annotations, self._tags = desk, annotations, tags
        self._changes, self._meant, self._ends = changes, meant, ends
        self._refusal = refusal
        """Says why the mode does not allow tagging; empty if it does."""

    # Tags

    def tag(self, tag_id: str) -> Effect:
        """Give the target a tag, or take it off if this annotator gave it to exactly that passage."""
        if refusal := self._refusal():
            return Effect(message=refusal, warn=True)
        tag_id = self._tags.given_as(tag_id)
        if not tag_id:
            return Effect(message=DELETED_ELSEWHERE, warn=True)
        if unseen := self._unseen(tag_id):
            return unseen
        self._tags.use(tag_id)
        settled = self._ends.settle()
        before = self._meant.at_target()
        effect = self._toggled(tag_id, before) if before else self._added(tag_id, self._new(tags=(tag_id,)))
        return _after(settled, effect)

    def _unseen(self, tag_id: str) -> Effect | None:
        """What to say, once, where the cursor could go no further and the tag would change what was tagged before."""
        desk, present = self._desk, self._meant.at_target()
        if desk.stopped != desk.place or desk.selection is not None or present is None:
            return None
        desk.stopped = None
        name = self._tags.name(tag_id)
        does = f"takes {name} off" if tag_id in present.tags else f"adds {name}"
        return Effect(
            message=f"This is still the same sentence, {self._tags.names(present)}: the key once more {does}", warn=True
        )

    def toggle(self, tag_id: str, annotation: Annotation) -> Effect:
        """Give an annotation a tag, or take it off; where another annotator's is named, one's own on its passage."""
        before = self._annotations.get(annotation.id)
        if before is None:
            return Effect(message=REMOVED_ELSEWHERE, warn=True)
        tag_id = self._tags.given_as(tag_id)
        if not tag_id:
            return Effect(message=DELETED_ELSEWHERE, warn=True)
        self._tags.use(tag_id)
        mine = self.mine_for(before)
        if self._annotations.get(mine.id) is None:
            return self._added(tag_id, replace(mine, tags=(tag_id,)))
        return self._toggled(tag_id, mine)

    def take_off(self, tag_id: str, annotation: Annotation) -> Effect:
        """Take a tag off an annotation; asks first where another annotator gave it."""

        def done() -> Effect:
            before = self._annotations.get(annotation.id)
            if before is None or tag_id not in before.tags:
                return Effect(message=REMOVED_ELSEWHERE, warn=True)
            tags = tuple(tag for tag in before.tags if tag != tag_id)
            what = f"{self._tags.name(tag_id)}{self._annotations.by(before)} taken off"
            return self._changes.edit(what, Edit(before, _unless_empty(before.revised(tags=tags))))

        if self._annotations.is_mine(annotation):
            return done()
        asked = f"Take {self._tags.name(tag_id)}{self._annotations.by(annotation)} off?"
        return Effect(asks=Question(asked, (Choice("takes it off", done),)))

    def _added(self, tag_id: str, annotation: Annotation) -> Effect:
        """Add a new annotation with one tag, and say beside whose it stands."""
        effect = self._changes.edit(f"{self._tags.name(tag_id)} added", Edit(None, annotation, joins=True))
        return self._told_beside(annotation, effect)

    def _told_beside(self, annotation: Annotation, effect: Effect) -> Effect:
        """An effect that also says which annotations of others are on the same passage: they stay."""
        beside = ", ".join(map(self._meant.named, self._annotations.others_beside(annotation)))
        return effect._replace(message=f"{effect.message} · beside {beside}") if beside else effect

    def _toggled(self, tag_id: str, before: Annotation) -> Effect:
        name = self._tags.name(tag_id)
        if tag_id not in before.tags:
            effect = self._changes.edit(f"{name} added", Edit(before, before.revised(tags=(*before.tags, tag_id))))
            return effect._replace(message=self._further_tag_message(name, before)) if before.tags else effect
        return self.take_off(tag_id, before)

    def _further_tag_message(self, name: str, before: Annotation) -> str:
        """The message for a further tag: the passage keeps those it had, and a key takes the last of them off."""
        key, last = self._desk.key, self._tags.codebook.tag(before.tags[-1])
        off = f"{last.key or key('pick_tag')} takes {last.name} off"
        return f"{name} added beside {self._tags.names(before)} · {off} · {key('undo')} takes it back"

    def tag_nth(self, n: int) -> Effect:
        """Give the tag that has the digit `n`."""
        tag = self._tags.codebook.by_key(str(n))
        if tag is None:
            message = f"No tag has the key {n}: {self._desk.key('codebook')} gives keys"
            return Effect(message=message, warn=True)
        return self.tag(tag.id)

    def repeat(self) -> Effect:
        """Give the tag that was used last, of those that still exist."""
        tag_id = next((tag_id for tag_id in self._tags.recent if self._tags.codebook.by_id(tag_id)), "")
        if not tag_id:
            return Effect(message="No tag was used yet in this sitting", warn=True)
        return self.tag(tag_id)

    def new_tag(self, name: str, annotation: Annotation | None = None) -> Effect:
        """Make a new tag and give it to an annotation, by default to the target, as one change.

        A name that a tag has already gives that tag. Raises NewsreaderError for a name that no tag can have.
        """
        known = self._tags.codebook.by_name(name)
        if known is not None:
            if known.id in (annotation.tags if annotation else self.target_tags):
                return Effect(message=f"This passage has the tag {known.name} already")
            return self.toggle(known.id, annotation) if annotation else self.tag(known.id)
        change, tag = recoding.created(self._tags.codebook, name)
        settled = NOTHING if annotation else self._ends.settle()
        held = self._annotations.get(annotation.id) if annotation else self._meant.at_target()
        if annotation and not held:
            return Effect(message=REMOVED_ELSEWHERE, warn=True)
        meant = self.mine_for(held) if held else self._new()
        before = self._annotations.get(meant.id)
        after = before.revised(tags=(*before.tags, tag.id)) if before else replace(meant, tags=(tag.id,))
        self._tags.use(tag.id)
        added = change._replace(what=f"new tag {tag.name} added", edits=(Edit(before, after, joins=True),))
        return _after(settled, self._changes.make(added))

    @property
    def target_tags(self) -> tuple[str, ...]:
        """The tags that exactly the target has."""
        annotation = self._meant.at_target()
        return annotation.tags if annotation else ()

    # Notes and speakers

    def subject(self) -> Annotation:
        """The annotation that a note or a speaker is for: the current one, else a new one, not saved yet.

        Where only another annotator's is there, that is one's own on the same passage.
        """
        current = self._meant.current()
        if current is None or (self._desk.selection and not self._annotations.is_mine(current)):
            return self._meant.at_target() or self._new()
        return self.mine_for(current)

    def mine_for(self, annotation: Annotation) -> Annotation:
        """An annotation itself if it is this annotator's, else this annotator's on the same passage.

        Where there is none, that is a new one, not saved yet.
        """
        if self._annotations.is_mine(annotation):
            return annotation
        mine = self._annotations.mine_beside(annotation)
        if mine is not None:
            return mine
        held = self._annotations.book.holds(annotation)
        article = self._desk.story.articles[self._annotations.book.article_of(annotation)]
        return self._made(Passage.of(article, *annotation.span) if held else annotation.passage)

    def write_note(self, text: str, annotation: Annotation | None = None) -> Effect:
        """Write the note of an annotation, by default of the `subject`.

        If another window removed it meanwhile, it comes back with its note, so that what was typed is not lost.
        """
        return self._write(annotation, "note", note=text_form_1(text).strip())

    def write_source(self, speaker: str, attribution: str, annotation: Annotation | None = None) -> Effect:
        """Write who the article attributes a passage to, and how, by default for the `subject`."""
        speaker = " ".join(text_form_1(speaker).split())
        return self._write(annotation, "speaker", speaker=speaker, attribution=attribution)

    def _write(self, annotation: Annotation | None, what: str, **fields: Any) -> Effect:
        annotation = annotation or self.subject()
        settled = self._ends.settle(annotation)
        before = self._annotations.get(annotation.id)
        if before is None and annotation.is_empty:
            before = self._annotations.mine_beside(annotation)
        opened, now_there = ({name: getattr(a, name) for name in fields} for a in (annotation, before or annotation))
        if fields in (opened, now_there) and (before is not None or annotation.is_empty):
            effect = NOTHING
        elif before is not None and opened != now_there and any(now_there.values()):
            effect = self._asked(replace(before, **now_there), what, now_there, fields)
        elif before is not None:
            done = "written" if any(fields.values()) else "removed"
            by = self._annotations.by(before)
            effect = self._changes.edit(f"{what}{by} {done}", Edit(before, _unless_empty(before.revised(**fields))))
        elif annotation.is_empty:
            added = replace(annotation, **fields)
            effect = self._told_beside(added, self._changes.edit(f"{what} added", Edit(None, added, joins=True)))
        elif any(fields.values()):
            brought_back = f"{what} written on what another window had removed"
            effect = self._changes.edit(brought_back, Edit(None, annotation.revised(**fields)))
        else:
            effect = Effect(message=REMOVED_ELSEWHERE, warn=True)
        return _after(settled, effect)

    def _asked(self, there: Annotation, what: str, theirs: dict[str, Any], mine: dict[str, Any]) -> Effect:
        """Ask which of two texts is to stay: the one written in another window meanwhile, or this one."""

        def write(fields: dict[str, Any]) -> Choice:
            both = fields not in (mine, theirs)
            word = "keep both" if both else "replace it with yours" if fields == mine else "keep it"
            return Choice(word, lambda: self._write(there, what, **fields))

        text = self._desk.covered(" · ".join(" ".join(value.split()) for value in theirs.values() if value))
        shown = text[:LONGEST_SHOWN] + ("…" if len(text) > LONGEST_SHOWN else "")
        ways = [write(theirs), write(mine)]
        if mine.get("note"):
            ways.insert(0, write({"note": f"{theirs['note']}\n\n{mine['note']}"}))
        return Effect(asks=Question(f"The {what} was written in another window meanwhile: “{shown}”", tuple(ways)))

    def speakers(self) -> list[str]:
        """The speakers in this story's annotations, the most frequent first."""
        return [name for name, _ in Counter(a.speaker for a in self._annotations.book if a.speaker).most_common()]

    def remove(self, annotation: Annotation | None = None) -> Effect:
        """Remove an annotation, by default the one under the cursor; asks first where another annotator gave it."""
        present = self._annotations.get(annotation.id) if annotation else self._meant.current()
        if present is None:
            return Effect(message=REMOVED_ELSEWHERE if annotation else "No annotation under the cursor", warn=True)
        what = f"{self._meant.named(present)} removed"

        def done() -> Effect:
            held = self._annotations.get(present.id)
            return self._changes.edit(what, Edit(held, None)) if held else Effect(message=REMOVED_ELSEWHERE, warn=True)

        if self._annotations.is_mine(present):
            return done()
        noted = " with its note" if present.tags and present.note else ""
        asked = f"Remove {self._meant.named(present)}{noted}?"
        return Effect(asks=Question(asked, (Choice("removes it", done),)))

    def quotation(self) -> Passage:
        """The passage that the command `copy` copies: the selection, else the current annotation, else the sentence."""
        desk = self._desk
        current = None if desk.selection else self._meant.current()
        start, end = current.span if current else desk.target()
        return Passage.of(desk.story.articles[desk.place.paragraph.article], start, end)

    def _new(self, **fields: Any) -> Annotation:
        """A new annotation of the target."""
        desk = self._desk
        return self._made(Passage.of(desk.story.articles[desk.place.paragraph.article], *desk.target()), **fields)

    def _made(self, passage: Passage, **fields: Any) -> Annotation:
        moment, annotator = now(), self._annotations.annotator
        extra = {BLIND: True} if self._desk.shown.blind else {}
        return Annotation(
            new_id(), passage, annotator=annotator, created=moment, modified=moment, extra=extra, **fields
        )


def _after(settled: Effect, effect: Effect) -> Effect:
    """An effect, with the paragraphs added that were changed before it."""
    return effect._replace(cells=effect.cells | settled.cells) if settled.cells else effect


def _unless_empty(annotation: Annotation) -> Annotation | None:
    """The annotation, or None if it has no tag, note or speaker any more."""
    return None if annotation.is_empty else annotation

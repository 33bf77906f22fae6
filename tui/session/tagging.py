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
from tui.session.effect import NOTHING, Effect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.session.annotations import Annotations
    from tui.session.changes import Changes
    from tui.session.desk import Desk
    from tui.session.ends import Ends
    from tui.session.meant import Meant
    from tui.session.tags import Tags


class Tagging:
    """Annotates the target: the selection, else the cursor's sentence."""

    def __init__(
        self,
        desk: Desk,
        annotations: Annotations,
        tags: Tags,
        changes: Changes,
        meant: Meant,
        ends: Ends,
        annotator: str,
        refusal: Callable[[], str],
    ) -> None:
        self._desk, self._annotations, self._tags = desk, annotations, tags
        self._changes, self._meant, self._ends = changes, meant, ends
        self._annotator = annotator
        self._refusal = refusal
        """Says why the mode does not allow tagging; empty if it does."""

    # Tags

    def tag(self, tag_id: str) -> Effect:
        """Give the target a tag, or take it off if exactly that passage has it."""
        if refusal := self._refusal():
            return Effect(message=refusal, warn=True)
        if unseen := self._unseen(tag_id):
            return unseen
        self._tags.use(tag_id)
        settled = self._ends.settle()
        before = self._meant.at_target()
        if before is None:
            effect = self._changes.edit(f"{self._tags.name(tag_id)} added", Edit(None, self._new(tags=(tag_id,))))
        else:
            effect = self._toggled(tag_id, before)
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
        """Give an annotation a tag, or take it off."""
        self._tags.use(tag_id)
        before = self._annotations.get(annotation.id)
        return self._toggled(tag_id, before) if before else Effect(message=REMOVED_ELSEWHERE, warn=True)

    def _toggled(self, tag_id: str, before: Annotation) -> Effect:
        name = self._tags.name(tag_id)
        if tag_id not in before.tags:
            effect = self._changes.edit(f"{name} added", Edit(before, before.revised(tags=(*before.tags, tag_id))))
            return effect._replace(message=self._further_tag_message(name, before)) if before.tags else effect
        tags = tuple(tag for tag in before.tags if tag != tag_id)
        return self._changes.edit(f"{name} taken off", Edit(before, _unless_empty(before.revised(tags=tags))))

    def _further_tag_message(self, name: str, before: Annotation) -> str:
        """The message for a further tag: the passage keeps those it had, and a key takes the last of them off."""
        key, last = self._desk.key, self._tags.codebook.tag(before.tags[-1])
        off = f"{last.key or key('pick_tag')} takes {last.name} off"
        return f"{name} added beside {self._tags.names(before)} · {off} · {key('undo')} takes it back"

    def tag_nth(self, n: int) -> Effect:
        """Give the tag whose key is the digit `n`, else tag number `n` of the codebook, from 1."""
        codebook = self._tags.codebook
        tag = codebook.by_key(str(n)) or codebook.nth(n)
        if tag is None:
            message = f"The codebook has no tag number {n}: {self._desk.key('pick_tag')} makes one"
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
        before = self._annotations.get(annotation.id) if annotation else self._meant.at_target()
        if annotation and not before:
            return Effect(message=REMOVED_ELSEWHERE, warn=True)
        after = before.revised(tags=(*before.tags, tag.id)) if before else self._new(tags=(tag.id,))
        self._tags.use(tag.id)
        added = change._replace(what=f"new tag {tag.name} added", edits=(Edit(before, after),))
        return _after(settled, self._changes.make(added))

    @property
    def target_tags(self) -> tuple[str, ...]:
        """The tags that exactly the target has."""
        annotation = self._meant.at_target()
        return annotation.tags if annotation else ()

    # Notes and speakers

    def subject(self) -> Annotation:
        """The annotation that a note or a speaker is for: the current one, else a new one, not saved yet."""
        return self._meant.current() or self._new()

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
        if all(getattr(before or annotation, name) == value for name, value in fields.items()):
            effect = NOTHING
        elif before is not None:
            done = "written" if any(fields.values()) else "removed"
            effect = self._changes.edit(f"{what} {done}", Edit(before, _unless_empty(before.revised(**fields))))
        elif annotation.is_empty:
            effect = self._changes.edit(f"{what} added", Edit(None, replace(annotation, **fields)))
        elif any(fields.values()):
            brought_back = f"{what} written on what another window had removed"
            effect = self._changes.edit(brought_back, Edit(None, annotation.revised(**fields)))
        else:
            effect = Effect(message=REMOVED_ELSEWHERE, warn=True)
        return _after(settled, effect)

    def speakers(self) -> list[str]:
        """The speakers in this story's annotations, the most frequent first."""
        return [name for name, _ in Counter(a.speaker for a in self._annotations.book if a.speaker).most_common()]

    def remove(self, annotation: Annotation | None = None) -> Effect:
        """Remove an annotation, by default the one under the cursor."""
        present = self._annotations.get(annotation.id) if annotation else self._meant.current()
        if present is None:
            return Effect(message=REMOVED_ELSEWHERE if annotation else "No annotation under the cursor", warn=True)
        return self._changes.edit(f"{self._tags.names(present)} removed", Edit(present, None))

    def quotation(self) -> Passage:
        """The passage that the command `copy` copies: the selection, else the current annotation, else the sentence."""
        desk = self._desk
        current = None if desk.selection else self._meant.current()
        start, end = current.span if current else desk.target()
        return Passage.of(desk.story.articles[desk.place.paragraph.article], start, end)

    def _new(self, **fields: Any) -> Annotation:
        desk = self._desk
        passage = Passage.of(desk.story.articles[desk.place.paragraph.article], *desk.target())
        moment = now()
        extra = {BLIND: True} if desk.shown.blind else {}
        return Annotation(
            new_id(), passage, annotator=self._annotator, created=moment, modified=moment, extra=extra, **fields
        )


def _after(settled: Effect, effect: Effect) -> Effect:
    """An effect, with the paragraphs added that were changed before it."""
    return effect._replace(cells=effect.cells | settled.cells) if settled.cells else effect


def _unless_empty(annotation: Annotation) -> Annotation | None:
    """The annotation, or None if it has no tag, note or speaker any more."""
    return None if annotation.is_empty else annotation

"""The modes: they decide what the keys mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Mode:
    """A set of commands that keys run at the same time. Each mode is one value, equal only to itself."""

    name: str
    """The mode's name in one or two words, as `newsreader keys` shows it."""
    headings: tuple[str, ...]
    """The headings in help and documents under which its commands stand, in order."""
    parent: Mode | None = None
    """The mode whose keys work too, unless this one has other uses for them."""
    takes_tags: bool = False
    """Whether tags' keys give tags, so that no command can have one of them."""
    takes_text: bool = False
    """Whether a text is being typed: then letters, digits, signs and editing keys run no commands."""
    activity: str = ""
    """What a person does on the page in a mode that gives no tags: `Arranging columns`."""
    ended_by: str = ""
    """The id of the command that ends such a mode."""

    @property
    def chain(self) -> tuple[Mode, ...]:
        """The mode itself, its parent, the parent's parent, and so on."""
        return (self, *(self.parent.chain if self.parent else ()))

    def is_within(self, other: Mode) -> bool:
        """Whether this is the other mode, or the other's keys work in it too."""
        return other in self.chain

    def __repr__(self) -> str:
        return f"<Mode {self.name}>"


EVERYWHERE = Mode("everywhere", ("Program",), takes_tags=True)
"""Commands that work on the page and in every dialog."""
MOVE = Mode("moving", ("Move",), EVERYWHERE, takes_tags=True)
"""Commands that move on the page, in lists, and in whatever scrolls."""
READ = Mode("page", ("Move", "Select", "Tag", "Find", "Story"), MOVE, takes_tags=True)
"""The mode of the page."""
SELECT = Mode("selecting", ("While selecting",), READ, takes_tags=True)
"""The mode of the page while a selection grows."""
ENDS = Mode("ends", ("While moving ends",), READ, takes_tags=True)
"""The mode of the page while the ends of an annotation move."""
LETTERS = Mode(
    "letters",
    ("While letters stand on words",),
    EVERYWHERE,
    takes_text=True,
    activity="Choosing words by letters",
    ended_by="letters_leave",
)
"""The mode of the page while the letters on words are typed."""
COLUMNS = Mode(
    "columns", ("While arranging columns",), EVERYWHERE, activity="Arranging columns", ended_by="columns_done"
)
AMEND = Mode(
    "paragraphs",
    ("While putting paragraphs right",),
    READ,
    activity="Putting paragraphs right",
    ended_by="amend",
)
CORRECT = Mode("correcting", ("While correcting",), READ, activity="Correcting the alignment", ended_by="correct")

LIST = Mode("list", ("In the list",), MOVE, takes_tags=True)
LIST_FILTER = Mode("list-filter", ("In the list's filter",), EVERYWHERE, takes_text=True)
CODEBOOK = Mode("codebook", ("In the codebook",), MOVE)
COMPARE = Mode("comparison", ("In the comparison",), MOVE)

STORIES = Mode("stories", ("Among the stories",), MOVE)
STORIES_FILTER = Mode("stories-filter", ("While finding a story",), MOVE, takes_text=True)

PICK = Mode("picker", ("In a picker",), MOVE, takes_text=True)
"""The mode of a list under a field that narrows it down: the picker of tags, and the palette."""
PICK_FILTER = Mode("filter-picker", ("In the picker of filters",), PICK, takes_text=True)
SEARCH = Mode("search", ("In the line of a search",), EVERYWHERE, takes_text=True)
NOTE = Mode("note", ("In a note",), EVERYWHERE, takes_text=True)
SOURCE = Mode("speaker", ("In the speaker's form",), EVERYWHERE, takes_text=True)
TAG_FORM = Mode("tag-form", ("In a tag's form",), EVERYWHERE, takes_text=True)
TAG_COLOUR = Mode("tag-colour", ("On a tag's colour",), TAG_FORM, takes_text=True)
ASK = Mode("question", ("In a question",), EVERYWHERE, takes_text=True)
CONFIRM = Mode("confirming", ("When asked yes or no",), EVERYWHERE)
CHOOSE = Mode("choosing", ("When asked to choose",), MOVE)
ABOUT = Mode("about", ("In what is told of an article",), MOVE)
FACTS = Mode("facts", ("In the facts of an article",), EVERYWHERE, takes_text=True)
VERSIONS = Mode("versions", ("Among the versions of an article",), MOVE)
HELP = Mode("help", ("In the help",), MOVE)
MESSAGES = Mode("messages", ("Among the messages",), MOVE)
PROGRESS = Mode("reading", ("While something is read",), EVERYWHERE)
HELP_FILTER = Mode("help-filter", ("While searching the help",), EVERYWHERE, takes_text=True)

MODES = (
    READ, MOVE, EVERYWHERE, SELECT, LETTERS, ENDS, COLUMNS, CORRECT, AMEND, LIST, LIST_FILTER, CODEBOOK, COMPARE, PICK,
    PICK_FILTER, SEARCH, NOTE, SOURCE, TAG_FORM, TAG_COLOUR, ASK, CONFIRM, CHOOSE, ABOUT, FACTS, VERSIONS, HELP,
    HELP_FILTER, MESSAGES, STORIES, STORIES_FILTER, PROGRESS,
)  # fmt: skip
"""All modes, in the order in which the help and the documents name them."""

PAGE = (READ, MOVE, EVERYWHERE)
"""The modes whose commands share the keys of the page: no key can be for two of these commands."""

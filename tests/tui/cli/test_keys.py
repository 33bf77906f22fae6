"""`newsreader keys`."""

from __future__ import annotations

from io import StringIO

from annotations.codebook.codebook import Codebook
from tui.cli import keys
from tui.keys.commands import COMMANDS
from tui.keys.settings import Settings, settings_from, tag_keys
from tui.session.modes import MODES


def written(settings: Settings) -> list[str]:
    out = StringIO()
    keys.write_keys(out, settings)
    return out.getvalue().splitlines()


def test_every_command_has_a_line_with_the_id_and_keys_that_the_settings_know() -> None:
    head, *lines = written(Settings())
    assert head.split() == list(keys.HEAD)
    assert [line.split()[1] for line in lines] == [command.id for command in COMMANDS]
    assert {line.split()[0] for line in lines} == {mode.name for mode in MODES}
    (down,) = (line for line in lines if line.split()[1] == "page_down")
    assert down.split("  ")[-1].strip() == "Go down a screenful."
    assert "  space pagedown ctrl+d  " in down


def test_keys_are_those_that_were_set() -> None:
    table = {"keys": {"undo": ["U", "f5"], "copy": ""}}
    lines = written(settings_from(table, tag_keys(Codebook())))
    cells = {line.split()[1]: line for line in lines}
    assert "  U f5  " in cells["undo"]
    assert "  (none)  " in cells["copy"]
    assert "  (the codebook)  " in cells["tag"]


def test_the_columns_stand_under_each_other() -> None:
    lines = written(Settings())
    assert len({line.index(command.help) for line, command in zip(lines[1:], COMMANDS, strict=True)}) == 1


def test_a_preset_shows_the_keys_for_that_keyboard() -> None:
    lines = written(settings_from({"preset": "de"}, tag_keys(Codebook())))
    cells = {line.split()[1]: line for line in lines}
    assert "  + ]  " in cells["next_annotation"]
    assert "  z ctrl+z  " in cells["undo"]

"""Who imports whom: by the modules that a process has loaded, and by what stands in the sources."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.terminal.program import DEADLINE, environment
from tui.cli.parser import COMMANDS, READ

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
PACKAGES = ("articles", "annotations", "tui")
INTERFACE = {"textual", "rich"}
HEAVY = {*INTERFACE, "tinydb", "rapidfuzz", "filelock", "uuid6", "platformdirs"}
PURE = ("page", "shown", "session", "keys")
"""Rooms of `tui` that work without an interface."""

RUNNING = """
import contextlib, io, json, sys
from tui.__main__ import main
arguments = json.loads(sys.argv[1])
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
    try:
        status = main(arguments)
    except SystemExit as end:
        status = end.code
print(json.dumps([status, sorted(sys.modules)]))
"""


def loaded(code: str, home: Path, *arguments: str) -> list[object]:
    """What the code prints as JSON in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment(home),
        capture_output=True,
        timeout=DEADLINE,
        check=True,
    )
    said = json.loads(done.stdout)
    assert isinstance(said, list)
    return said


def modules_of_command(home: Path, *arguments: str) -> set[str]:
    """The modules that are loaded when the command is done."""
    status, names = loaded(RUNNING, home, json.dumps(arguments))
    assert status == 0
    assert isinstance(names, list)
    return set(names)


def loaded_by_command(home: Path, *arguments: str) -> set[str]:
    """The packages that are loaded when the command is done."""
    return {name.partition(".")[0] for name in modules_of_command(home, *arguments)}


def test_reading_aligning_storing_and_exporting_need_no_interface(tmp_path: Path) -> None:
    code = (
        "import json, sys, articles.read, articles.align, annotations.store.store, annotations.store.writer,"
        "annotations.exports.csv, annotations.exports.homes;"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    names = set(loaded(code, tmp_path))
    assert {"articles", "annotations", "tinydb"} <= names
    assert not names & INTERFACE


def test_help_and_version_load_nothing_heavy_and_no_command_but_the_one_that_is_named(tmp_path: Path) -> None:
    commands = {f"tui.cli.{command.module}" for command in (READ, *COMMANDS.values())}
    wanted: dict[tuple[str, ...], set[str]] = {("--help",): set(), ("--version",): set()}
    wanted |= {(*words.split(), "--help"): {f"tui.cli.{command.module}"} for words, command in COMMANDS.items()}
    found = {arguments: modules_of_command(tmp_path, *arguments) for arguments in wanted}
    assert {arguments: names & commands for arguments, names in found.items()} == wanted
    heavy = {arguments: {name for name in names if name in HEAVY} for arguments, names in found.items()}
    assert {arguments: names for arguments, names in heavy.items() if names} == {}


def test_a_module_that_carries_out_a_command_is_in_the_table() -> None:
    carrying = {
        name
        for name, tree in sources("tui")
        if name.startswith("tui.cli.")
        and "run" in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    }
    assert carrying == {f"tui.cli.{command.module}" for command in (READ, *COMMANDS.values())}


def test_align_loads_the_store_and_no_interface(tmp_path: Path) -> None:
    assert loaded_by_command(tmp_path, "align", "--json") & HEAVY <= {"tinydb", "platformdirs"}


def test_export_loads_the_store_and_no_interface(tmp_path: Path) -> None:
    store = tmp_path / "annotations.json"
    store.write_text('{"_meta": {"1": {"program": "newsreader", "schema": 1}}}')
    names = loaded_by_command(tmp_path, "export", "--store", str(store))
    assert "tinydb" in names
    assert not names & INTERFACE


def sources(package: str) -> Iterator[tuple[str, ast.Module]]:
    """The modules of a package by their dotted names."""
    for file in sorted((ROOT / package).rglob("*.py")):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(file.read_text("utf-8"))


def imported(tree: ast.AST, *, at_run_time: bool = False) -> set[str]:
    """The modules that a source imports, anywhere in it; `at_run_time` without those for type checkers only."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if at_run_time and isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        else:
            found |= imported(node, at_run_time=at_run_time)
    return found


def tops(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def test_imports_go_one_way() -> None:
    assert all(any(True for _ in sources(package)) for package in PACKAGES)
    wrong = [
        (name, other)
        for place, package in enumerate(PACKAGES)
        for name, tree in sources(package)
        for other in {*PACKAGES[place + 1 :], *(INTERFACE if package != "tui" else ()), "tests", "benchmarks"}
        if other in tops(imported(tree))
    ]
    assert wrong == []


def test_only_the_store_knows_tinydb() -> None:
    users = {name for package in PACKAGES for name, tree in sources(package) if "tinydb" in tops(imported(tree))}
    assert users == {"annotations.store.storage", "annotations.store.store"}


def reached(graph: dict[str, set[str]], name: str) -> set[str]:
    """The modules that a module imports, itself or through others; it is among them only where it is in a circle."""
    found: set[str] = set()
    waiting = [*graph[name]]
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += graph[other]
    return found


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules each of which reaches all others of its group."""
    reach = {name: reached(graph, name) for name in graph}
    groups = {frozenset(other for other in reach[name] if name in reach[other]) for name in graph}
    return sorted(sorted(group) for group in groups if group)


def import_graph(packages: Iterable[str]) -> dict[str, set[str]]:
    """For each module of the packages those that it imports anywhere, for type checkers too."""
    trees = {name: tree for package in packages for name, tree in sources(package)}
    graph = {}
    for name, tree in trees.items():
        found = imported(tree) & trees.keys()
        # `from tui.keys import commands` is of the module, not of the package around it.
        graph[name] = {other for other in found if not any(one.startswith(f"{other}.") for one in found)} - {name}
    return graph


def test_a_circle_is_found() -> None:
    ring = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"a"}}
    assert circles({**ring, "f": {"c", "g"}, "g": {"f"}}) == [["a", "b", "c"], ["f", "g"]]
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_no_modules_import_one_another_in_a_circle_for_type_checkers_either() -> None:
    assert circles(import_graph(PACKAGES)) == []


def test_the_pure_parts_of_the_interface_do_not_import_textual() -> None:
    """Neither themselves nor through each other."""
    trees = dict(sources("tui"))
    rooms = [name for name in trees if name.startswith(tuple(f"tui.{room}." for room in PURE))]
    seen: set[str] = set()
    waiting = list(rooms)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = imported(trees[name], at_run_time=True)
        assert "textual" not in tops(found), name
        waiting += [other for other in found if other in trees]
    assert len(rooms) > 20


FOR_READERS = {"lxml", "trafilatura", "pdfminer", "charset_normalizer", "httpx", "zipfile"}
TEXT_READERS = {
    "dumps",
    "formats",
    "front_matter",
    "groups",
    "head_blocks",
    "hyphens",
    "left_open",
    "lines",
    "links",
    "markdown",
    "openings",
    "page_breaks",
    "reading",
    "text",
    "unwrapping",
    "web_page",
    "widths",
    "written_dates",
    "zones",
}
"""The modules of articles/readers that a plain text needs; a new one that it needs too is named here."""


def test_a_story_of_texts_waits_for_no_other_reader(tmp_path: Path) -> None:
    for command in (("align", "seeds"), ("articles", "seeds")):
        modules = modules_of_command(tmp_path, *command)
        assert not {name.partition(".")[0] for name in modules} & FOR_READERS, command
        readers = {name.removeprefix("articles.readers.") for name in modules if name.startswith("articles.readers.")}
        assert readers <= TEXT_READERS, command

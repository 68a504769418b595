#!/usr/bin/env python3
# ruff: noqa: PLC0415, SLF001 - Django is set up first; argparse offers no public list of options.
"""Prints the parts of the docs that come from the code.

    python docs/print_reference.py

A page marks such a part by a pair of comments:

    <!-- printed by docs/print_reference.py: commands -->
    …
    <!-- end -->

Everything outside of these comments is written by hand and stays as it is. In the table of
settings the last column is written by hand, too, and is kept by the setting's name. `--check`
changes nothing and fails when a page is out of date; a test does the same.
"""

import argparse
import ast
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PART = re.compile(
    r"(<!-- printed by docs/print_reference\.py: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL
)
APPS = (
    "factcheck",
    "desk",
    "readers",
    "reviews",
    "claims",
    "sources",
    "accounts",
    "history",
    "jobs",
)
EMPTY = "–"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines
    )


# --- settings ---------------------------------------------------------------------------------

KINDS = {
    "str": "text",
    "bool": "on or off",
    "int": "whole number",
    "float": "number",
    "list": "list",
    "json": "JSON",
    "dj_db_url": "address",
}


def _calls(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return iter(sorted(calls, key=lambda call: (call.lineno, call.col_offset)))


def _default(node: ast.expr | None) -> str:
    if node is None or (isinstance(node, ast.Constant) and node.value in ("", None)):
        return EMPTY
    if isinstance(node, ast.Constant):
        known = {True: "on", False: "off"}
        return known[node.value] if isinstance(node.value, bool) else f"{node.value}"
    if isinstance(node, ast.List):
        return ", ".join(str(ast.literal_eval(each)) for each in node.elts) or EMPTY
    return f"`{ast.unparse(node)}`"


def found_settings() -> dict[str, tuple[str, str]]:
    """Name → (type, default) of everything that is read from the environment."""
    found: dict[str, tuple[str, str]] = {}
    for call in _calls(ROOT / "factcheck" / "settings.py"):
        match call.func:
            case ast.Attribute(value=ast.Name(id="env"), attr=kind) if kind in KINDS:
                name = ast.literal_eval(call.args[0])
                default = _default(call.args[1] if len(call.args) > 1 else None)
                found.setdefault(name, (KINDS[kind], default))
    for path in sorted((ROOT / "factcheck").rglob("*.py")):
        for call in _calls(path):
            match call:
                case ast.Call(
                    func=ast.Attribute(value=ast.Attribute(attr="environ"), attr="get"),
                    args=[ast.Constant(value=str(name)), ast.Constant(value=str(default))],
                ) if name != "PATH":
                    found[name] = ("text", default)
    found["HOST"] = ("text", "127.0.0.1")
    found["PORT"] = ("whole number", "8000")
    for name in ("WEB_WORKERS", "WEB_THREADS"):
        found[name] = ("whole number", found[name][1])
    return found


def settings(page: str) -> str:
    written = {}
    for line in page.splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            written[cells[0].strip("`")] = cells[-1]
    found = found_settings()
    order = [name for name in written if name in found]
    order += [name for name in found if name not in written]
    rows = [[f"`{name}`", *found[name], written.get(name, "")] for name in order]
    return _table(["name", "type", "default", "meaning"], rows)


# --- commands ---------------------------------------------------------------------------------


def _our_commands() -> list[str]:
    places = ROOT.glob("*/management/commands/*.py")
    names = {path.stem for path in places if not path.stem.startswith("_")}
    return sorted(names - {"migrate"})  # whose options are Django's own


def commands(_page: str) -> str:
    from django.core.management import load_command_class

    rows = []
    for name in _our_commands():
        (path,) = ROOT.glob(f"*/management/commands/{name}.py")
        command = load_command_class(path.parent.parent.parent.name, name)
        parser = command.create_parser("manage.py", name)
        theirs = set(_django_options())
        words, notes = [name], []
        for action in parser._actions:
            if set(action.option_strings) & theirs or action.dest == "help":
                continue
            label = action.metavar or action.dest.upper()
            if action.option_strings:
                option = action.option_strings[-1]
                shown = option if action.nargs == 0 else f"{option} {label}"
                words.append(shown if action.required else f"[{shown}]")
            elif action.choices:
                words.append("|".join(map(str, action.choices)))
            else:
                words.append(f"[{label}]" if action.nargs == "?" else str(label))
            if action.help:
                named = action.option_strings[-1] if action.option_strings else label
                notes.append(f"`{named}`: {action.help}")
        text = " ".join((command.help or "").split())
        rows.append([f"`{' '.join(words)}`", text, "; ".join(notes) or EMPTY])
    return _table(["`manage.py …`", "what it does", "options"], rows)


def _django_options() -> Iterator[str]:
    from django.core.management.base import BaseCommand

    for action in BaseCommand().create_parser("manage.py", "any")._actions:
        yield from action.option_strings


# --- keys -------------------------------------------------------------------------------------


def keys(_page: str) -> str:
    from desk import shortcuts

    parts = []
    for head, rows in shortcuts.sheet():
        table = [
            [", ".join(f"<kbd>{press}</kbd>" for press in key.presses), does]
            for key, does in rows
        ]
        parts.append(f"### {head}\n\n" + _table(["key", "what it does"], table))
    return "\n\n".join(parts)


# --- events -----------------------------------------------------------------------------------


def _texts(node: ast.expr, scope: ast.AST) -> Iterator[str]:
    """The strings that an argument can be, as far as its own function says."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _texts(one, scope)
            yield from _texts(other, scope)
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            yield text
        case ast.Name(id=name):
            for each in ast.walk(scope):
                match each:
                    case ast.Assign(targets=[ast.Name(id=target)], value=value) if (
                        target == name
                    ):
                        yield from _texts(value, scope)


def _recorded() -> Iterator[tuple[str, str, str]]:
    """Kind, chain and module of every `record(chain, kind, …)` that names its kind."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts or "demo" in path.parts:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for scope in ast.walk(tree):
                if not isinstance(scope, ast.FunctionDef):
                    continue
                for call in ast.walk(scope):
                    match call:
                        case ast.Call(func=ast.Name(id="record"), args=[chain, kind, *_]):
                            pass
                        case ast.Call(
                            func=ast.Attribute(attr="record"), args=[chain, kind, *_]
                        ):
                            pass
                        case _:
                            continue
                    named = {text.rstrip(":").split(":")[0] for text in _texts(chain, scope)}
                    match chain:
                        case ast.Attribute(value=ast.Name(id=owner), attr="chain"):
                            named |= {owner} & {"claim", "tip", "feed", "article", "snapshot"}
                        case ast.Attribute(value=ast.Attribute(attr=owner), attr="chain"):
                            named |= {owner} & {"claim", "tip", "feed", "article", "snapshot"}
                    for text in _texts(kind, scope):
                        where = path.relative_to(ROOT).as_posix()
                        yield text, ", ".join(sorted(named)) or EMPTY, where


def events(_page: str) -> str:
    from reviews.review.table import MOVES

    found: dict[str, tuple[set[str], set[str]]] = {}
    for kind, chain, where in _recorded():
        chains, places = found.setdefault(kind, (set(), set()))
        chains.add(chain)
        places.add(where)
    for move in MOVES:
        chains, places = found.setdefault(move.name, (set(), set()))
        chains.add("claim")
        places.add("reviews/workflow/moves.py")
    rows = [
        [
            f"`{kind}`",
            ", ".join(sorted(chains - {EMPTY})) or EMPTY,
            ", ".join(f"`{place}`" for place in sorted(places)),
        ]
        for kind, (chains, places) in sorted(found.items())
    ]
    return _table(["kind", "chain", "recorded by"], rows)


# --- permissions ------------------------------------------------------------------------------


def _person(
    pk: int, *, checker: bool = True, editor: bool = False, system: bool = False
) -> Any:
    return SimpleNamespace(pk=pk, is_checker=checker, is_editor=editor, is_system=system)


def permissions(_page: str) -> str:
    from reviews.review import policies
    from reviews.review.table import MOVES

    holder, author, asked = 1, 2, 3
    review: Any = SimpleNamespace(holder_id=holder, retract_asked_by_id=asked)
    people = {
        "another checker": _person(9),
        "the holder": _person(holder),
        "an editor": _person(8, editor=True),
        "an editor who wrote in the version": _person(author, editor=True),
        "the editor who asked for the retraction": _person(asked, editor=True),
        "the user `system`": _person(7, checker=False, system=True),
    }
    # Whether somebody is an author is the only question that would need a database.
    with patch.object(
        policies, "_is_author", lambda user, _review: user.pk in (holder, author)
    ):
        rows = [
            [
                f"`{move.name}`",
                *(
                    EMPTY if policies.why_not(person, move, review) else "yes"
                    for person in people.values()
                ),
            ]
            for move in MOVES
        ]
    return _table(["move", *people], rows)


# --- routes -----------------------------------------------------------------------------------


def _anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def _first_sentence(text: str) -> str:
    line = " ".join(text.split())
    return re.split(r"(?<=[.?!])\s", line, maxsplit=1)[0] if line else EMPTY


def routes(page: str) -> str:
    """Every operation of the schema, with a link to the section that explains it."""
    from drf_spectacular.generators import SchemaGenerator

    sections = {}
    for heading in re.findall(r"^### (`[A-Z]+ /[^\n]+)$", page, re.MULTILINE):
        for each in re.findall(r"`([^`]+)`", heading):
            sections[_shape(each)] = _anchor(heading)
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    rows = []
    for path, operations in schema["paths"].items():
        for verb, operation in operations.items():
            route = f"{verb.upper()} {path}"
            anchor = sections.get(_shape(route)) or _move_section(route, sections)
            shown = f"[`{route}`](#{anchor})" if anchor else f"`{route}`"
            codes = ", ".join(code for code in operation["responses"] if code < "4")
            rows.append([shown, _first_sentence(operation.get("description", "")), codes])
    return _table(["route", "what it does", "answers"], rows)


def _shape(route: str) -> str:
    """`GET /api/reviews/5/` and `GET /api/reviews/{id}/` alike."""
    bare = re.sub(r"\{\w+\}|<\w+>|(?<=/)\d+(?=/)", "*", route)
    return bare.split("?")[0]


def _move_section(route: str, sections: dict[str, str]) -> str:
    from reviews.review.table import MOVES

    if route in {f"POST /api/reviews/{{id}}/{move.name}/" for move in MOVES}:
        return sections.get("POST /api/reviews/*/*/", "")
    return ""


# --- tables of the explanations ---------------------------------------------------------------


def moves(_page: str) -> str:
    from reviews.review import table

    return table.as_markdown()


def move_bodies(_page: str) -> str:
    from reviews.review import table

    return table.bodies_as_markdown()


def failures(_page: str) -> str:
    from sources.safe_fetch import errors

    return errors.as_markdown()


def outages(_page: str) -> str:
    from sources.snapshots import storage_errors

    rows = [[f"`{kind}`", text] for kind, text in storage_errors.OUTAGES.items()]
    return _table(["kind", "what is wrong"], rows)


# --- pages ------------------------------------------------------------------------------------

PRINTERS: dict[str, Callable[[str], str]] = {
    "settings": settings,
    "commands": commands,
    "keys": keys,
    "events": events,
    "permissions": permissions,
    "routes": routes,
    "moves": moves,
    "move-bodies": move_bodies,
    "failures": failures,
    "outages": outages,
}


def printed(page: str) -> str:
    """The page with all its printed parts as the code is now."""
    return PART.sub(lambda part: f"{part[1]}{PRINTERS[part[2]](page)}\n{part[3]}", page)


def stale() -> dict[Path, str]:
    """The pages that are out of date, each with the text that it should have."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))}
    return {path: new for path, old in pages.items() if (new := printed(old)) != old}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="change nothing, fail if out of date"
    )
    checks = parser.parse_args().check
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    found = stale()
    for path, text in found.items():
        print(path.relative_to(ROOT))
        if not checks:
            path.write_text(text, encoding="utf-8")
    return 1 if checks and found else 0


if __name__ == "__main__":
    sys.exit(main())

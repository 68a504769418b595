"""The JavaScript modules: imports stay right after collectstatic, nothing is left over."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage

from factcheck.static_files import StaticFiles

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "static" / "js"
MODULES = sorted(SCRIPTS.rglob("*.js"))
MOST_LINES = 250

IMPORT = re.compile(
    r"""^(?:import|export)\s*(?P<names>\{[^}]*\}\s*from\s*|\*\s*as\s+\w+\s+from\s+)?"(?P<url>[^"]+)"(?P<end>;?)$""",
    re.MULTILINE,
)
EXPORT = re.compile(r"^export (?:async )?(?:function\*?|const|let|class) (\w+)", re.MULTILINE)


def _name(module):
    return module.relative_to(ROOT / "static").as_posix()


def _imports(module):
    """What this module imports: (path, names) for each statement."""
    for found in IMPORT.finditer(module.read_text()):
        names = re.findall(r"(\w+)(?: as \w+)?", found["names"] or "")
        yield (module.parent / found["url"]).resolve(), {*names} - {"from"}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The scripts as collectstatic stores them: a folder, and the manifest's names."""
    folder = tmp_path_factory.mktemp("static")
    for module in MODULES:
        copy = folder / _name(module)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(module.read_bytes())
    storage = StaticFiles(location=folder, base_url="/static/")
    plain = StaticFilesStorage(location=folder, base_url="/static/")
    paths = {_name(module): (plain, _name(module)) for module in MODULES}
    for name, _, processed in storage.post_process(paths):
        assert not isinstance(processed, Exception), f"{name}: {processed}"
    return folder, json.loads((folder / "staticfiles.json").read_text())["paths"]


def test_collected_modules_import_hashed_names(collected):
    folder, hashed = collected
    wrong = []
    for module in MODULES:
        stored = (folder / hashed[_name(module)]).resolve()
        wanted = {(folder / hashed[_name(path)]).resolve() for path, _ in _imports(module)}
        found = {path for path, _ in _imports(stored)}
        if found != wanted:
            wrong.append(f"{_name(module)}: {sorted(found ^ wanted)}")

    assert wrong == []


def test_hashed_name_changes_with_what_a_module_imports(tmp_path):
    def hashed_page(shared):
        folder = tmp_path / shared
        (folder / "js").mkdir(parents=True)
        (folder / "js/shared.js").write_text(f"export const word = '{shared}';\n")
        (folder / "js/page.js").write_text(
            'import { word } from "./shared.js";\n\nalert(word);\n'
        )
        storage = StaticFiles(location=folder, base_url="/static/")
        plain = StaticFilesStorage(location=folder, base_url="/static/")
        names = ["js/page.js", "js/shared.js"]
        list(storage.post_process({name: (plain, name) for name in names}))
        return storage.stored_name("js/page.js")

    assert hashed_page("old") != hashed_page("new")


def test_imports_are_written_so_that_the_storage_finds_them():
    loose = [
        f"{_name(module)}: {line}"
        for module in MODULES
        for line in module.read_text().splitlines()
        if re.match(r"import\b|export\b.*\bfrom\b", line)
        and (not (found := IMPORT.match(line)) or not found["end"] or found["url"][0] != ".")
    ]

    assert loose == []


def test_every_import_names_an_export():
    exports = {module: set(EXPORT.findall(module.read_text())) for module in MODULES}
    missing = [
        f"{_name(module)} imports {names - exports.get(path, set())} from {path.name}"
        for module in MODULES
        for path, names in _imports(module)
        if path not in exports or names - exports[path]
    ]

    assert missing == []


def test_every_export_is_imported():
    used = {
        (path, name) for module in MODULES for path, names in _imports(module) for name in names
    }
    unused = [
        f"{_name(module)}: {name}"
        for module in MODULES
        for name in EXPORT.findall(module.read_text())
        if (module, name) not in used
    ]

    assert unused == []


def test_no_module_imports_itself_by_way_of_others():
    def walk(module, above):
        assert module not in above, [_name(one) for one in [*above, module]]
        for path, _ in _imports(module):
            walk(path, [*above, module])

    for module in MODULES:
        walk(module, [])


def test_every_module_is_loaded_by_a_page():
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    loaded = {SCRIPTS / name for name in re.findall(r"static 'js/([^']+)'", templates)}
    waiting = list(loaded)
    while waiting:
        for path, _ in _imports(waiting.pop()):
            if path not in loaded:
                loaded.add(path)
                waiting.append(path)

    assert sorted(loaded) == MODULES


def test_every_script_of_ours_is_a_module():
    tags = [
        f"{path.name}: {tag}"
        for path in (ROOT / "templates").rglob("*.html")
        for tag in re.findall(r"<script[^>]*static 'js/[^>]*>", path.read_text())
        if 'type="module"' not in tag
    ]

    assert tags == []


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_module_says_first_what_it_does_and_stays_short(module):
    lines = module.read_text().splitlines()

    assert re.match(r"/\* \S", lines[0])
    assert len(lines) <= MOST_LINES


def test_no_module_leaves_a_global():
    globals_made = [
        f"{_name(module)}: {line.strip()}"
        for module in MODULES
        for line in module.read_text().splitlines()
        if re.search(r"\b(window|globalThis|self)(\.\w+|\[[^]]+\])\s*(\?\?|\|\|)?=(?!=)", line)
    ]

    assert globals_made == []


def test_scripts_of_packages_keep_imports_that_they_do_not_ship(tmp_path):
    words = 'import htmx from "../missing";\n'
    (tmp_path / "package.js").write_text(words)
    storage = StaticFiles(location=tmp_path, base_url="/static/")
    plain = StaticFilesStorage(location=tmp_path, base_url="/static/")

    for _, _, processed in storage.post_process({"package.js": (plain, "package.js")}):
        assert not isinstance(processed, Exception)

    assert (tmp_path / storage.stored_name("package.js")).read_text() == words

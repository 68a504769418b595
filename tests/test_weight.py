"""Pages stay light: what a reader's first view fetches, and the scripts of the desk."""

import re
from pathlib import Path

import brotli

STATIC = Path(__file__).parent.parent / "static"
READER = STATIC.parent / "templates"

# The scripts of one page of the desk, with what they import: triage is the longest.
DESK_SCRIPTS = 28_000

# 100 KB in all (R6), of which a long check's own HTML may take 18 KB once compressed.
BUDGET = 82_000


def _fetched_by_readers():
    """The static files that the page of a check names, and the fonts that Latin text needs."""
    pages = ("base.html", "reader.html", "readers/check/check.html")
    frames = "".join((READER / page).read_text() for page in pages)
    named = set(re.findall(r"{% static '([^']+)' %}", frames))
    faces = re.findall(
        r'@font-face \{([^}]*url\("\.\./(fonts/[^"]+)"\)[^}]*)\}',
        (STATIC / "css" / "tokens.css").read_text(),
    )
    upright_latin = {file for face, file in faces if "U+0000" in face and "italic" not in face}
    return sorted(named | upright_latin | {"icons/sprite.svg"})


def test_first_view_without_its_html_is_within_budget():
    sizes = {
        name: (STATIC / name).stat().st_size
        if name.endswith(".woff2")
        else len(brotli.compress((STATIC / name).read_bytes()))
        for name in _fetched_by_readers()
    }

    assert len(sizes) >= 8
    assert sum(sizes.values()) <= BUDGET, sizes


def test_nothing_comes_from_another_host():
    for sheet in (STATIC / "css").glob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", sheet.read_text()), sheet.name


def _scripts_of(*templates):
    """The modules that these templates name, with all that those import."""
    named = [
        STATIC / name
        for template in templates
        for name in re.findall(r"static '(js/[^']+)'", template.read_text())
    ]
    modules = set()
    while named:
        module = named.pop().resolve()
        if module not in modules:
            modules.add(module)
            imports = re.findall(r"^import.*\"(\..+)\";$", module.read_text(), re.MULTILINE)
            named += [module.parent / name for name in imports]
    return modules


def test_scripts_of_every_desk_page_are_within_budget():
    weights = {
        template.relative_to(READER).as_posix(): sum(
            len(brotli.compress(module.read_bytes()))
            for module in _scripts_of(READER / "desk.html", template)
        )
        for template in sorted((READER / "desk").rglob("*.html"))
    }

    assert len(weights) > 20
    assert {page: weight for page, weight in weights.items() if weight > DESK_SCRIPTS} == {}

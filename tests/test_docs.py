"""The docs say what the code does: tables are compared, words looked up."""

import importlib.util
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from reviews.review import table as review_table
from sources.captures.models import Capture
from sources.safe_fetch import errors as safe_fetch_errors
from sources.snapshots import storage_errors

DOCS = Path(settings.BASE_DIR) / "docs"


def table_rows(name):
    """The rows of a page's tables, as lists of cells; heads and rules left out."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in (DOCS / name).read_text().splitlines()
        if line.startswith("|")
    ]
    return [row for row in rows if not set("".join(row)) <= set("-: ")][1:]


def test_the_moves_are_printed_from_the_table():
    page = (DOCS / "explanation/workflow.md").read_text()

    assert review_table.as_markdown() in page
    assert len(table_rows("explanation/workflow.md")) == len(review_table.MOVES)


# The desk's words; each is one name in code, addresses, interface and docs.
WORDS = {
    "Article": "claims.Article",
    "Statement": "claims.Statement",
    "Claimant": "claims.Claimant",
    "Claim": "claims.Claim",
    "Appearance": "claims.Statement.claim",
    "Publisher": "sources.Publisher",
    "Snapshot": "sources.Snapshot",
    "Capture": "sources.Capture",
    "Evidence": "reviews.Evidence",
    "Origin": "reviews.Evidence.origin",
    "Right of reply": "reviews.ReplyRequest",
    "Review": "reviews.Review",
    "Rating": "reviews.Rating",
    "Draft": "reviews.Draft",
    "Revision": "reviews.Revision",
    "Approval": "reviews.Approval",
    "Publication": "reviews.Publication",
    "Correction": "reviews.Correction",
    "Withheld": "reviews.Withholding",
    "Event": "history.Event",
}


@pytest.mark.parametrize(("word", "place"), WORDS.items())
def test_the_vocabulary_explains_each_word_that_has_a_model(word, place):
    (row,) = [row for row in table_rows("reference/vocabulary.md") if row[0] == word]

    assert f"`{place}`" in row
    assert len(row[1].split()) > 3


def test_the_vocabulary_names_nothing_that_is_not_there():
    named = [
        word.strip("`")
        for row in table_rows("reference/vocabulary.md")
        if len(row) == 4
        for word in row[2].split()
        if word != "–"
    ]

    assert set(WORDS.values()) <= set(named)
    for place in named:
        label, model, *field = place.split(".")
        found = apps.get_model(label, model)
        assert not field or found._meta.get_field(field[0])


def test_words_that_are_never_said_are_named_with_the_word_to_say():
    page = (DOCS / "reference/vocabulary.md").read_text()

    for word in ("rumour", "item", "post", "task", "score", "status", "edit", "delete"):
        assert re.search(rf"\| {word} \|", page), word


ROOT = DOCS.parent
PAGES = [
    *sorted(DOCS.rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    ROOT / "benchmarks" / "README.md",
]
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)]*))?\)")
PATH = re.compile(r"`((?:[\w.-]+/)+(?:[\w-]+\.(?:py|sql|toml|css|js|html|md|txt|png|yml))?)`")
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}


def name_of(page):
    return page.relative_to(ROOT).as_posix()


def anchors(page):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_and_folder_named_by_a_page_exists(page):
    for path in PATH.findall(page.read_text()):
        if path.split("/")[0] in FOLDERS and not path.startswith("var/"):
            assert (ROOT / path).exists(), path


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_of_a_page_leads_somewhere(page):
    for target, anchor in LINK.findall(page.read_text()):
        if not re.match(r"\w+:", target):
            linked = (page.parent / target) if target else page
            assert linked.exists(), target
            assert not anchor or anchor in anchors(linked), f"{target}#{anchor}"


def where_do_i():
    """The rows of CONTRIBUTING's table, as question → the files that it names."""
    table = (
        (ROOT / "CONTRIBUTING.md")
        .read_text()
        .partition("## Where do I")[2]
        .partition("\n## ")[0]
    )
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    return {row.split("|")[1].strip(): PATH.findall(row) for row in rows}


def test_where_do_i_names_files_for_every_question():
    rows = where_do_i()

    assert len(rows) > 20
    for question, paths in rows.items():
        assert paths, question
        assert all((ROOT / path).exists() for path in paths), question


def test_the_readme_is_short_and_leads_to_every_kind_of_page():
    readme = (ROOT / "README.md").read_text()

    assert len(readme.splitlines()) <= 150
    for kind in ("Tutorial", "How-to guides", "Reference", "Explanation", "Decisions"):
        assert f"- [{kind}](docs/" in readme


def test_every_page_is_in_the_index():
    index = (DOCS / "README.md").read_text()

    for folder in ("tutorial", "how-to", "reference", "explanation"):
        for page in (DOCS / folder).glob("*.md"):
            assert f"({folder}/{page.name})" in index, page.name


def test_pictures_of_the_tutorial_are_small():
    for picture in (DOCS / "tutorial" / "pictures").glob("*.png"):
        assert picture.stat().st_size <= 100_000, picture.name


def reference():
    """docs/print_reference.py as a module: it prints what docs/reference/ has from the code."""
    path = DOCS / "print_reference.py"
    spec = importlib.util.spec_from_file_location("print_reference", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_printed_from_the_code():
    stale = [path.name for path in reference().stale()]

    assert not stale, "Run .venv/bin/python docs/print_reference.py"


def test_every_setting_is_explained():
    rows = table_rows("reference/settings.md")

    assert len(rows) > 40
    assert all(len(row) == 4 and len(row[3]) > 4 for row in rows)


def test_the_plans_for_failures_are_printed_from_the_table():
    page = (DOCS / "explanation/fetching.md").read_text()

    assert safe_fetch_errors.as_markdown() in page
    assert set(safe_fetch_errors.PLANS) == set(safe_fetch_errors.KINDS)
    assert all(
        len(plan.pauses) < Capture.max_attempts for plan in safe_fetch_errors.PLANS.values()
    )


def test_what_the_desk_waits_out_is_told_as_people_are_told_it():
    told = {row[0].strip("`"): row[1] for row in table_rows("explanation/fetching.md")}

    assert told.items() >= storage_errors.OUTAGES.items()
    assert f"`{storage_errors.GONE}`" in (DOCS / "explanation/fetching.md").read_text()

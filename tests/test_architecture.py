"""What breaks silently if nobody looks: who writes what, who calls whom, what is imported."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(settings.BASE_DIR)
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
    "textmatch",
)
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text())
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
}
OURS = {path: tree for path, tree in MODULES.items() if "/migrations/" not in path}


def named_functions(tree):
    """Every node with the name of the innermost function around it."""

    def visit(node, function):
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, ast.FunctionDef) else function
            yield child, inner
            yield from visit(child, inner)

    return visit(tree, "")


def where(finds, modules=OURS):
    """`module:function` of every node that `finds` says yes to."""
    return {
        f"{path}:{function}"
        for path, tree in modules.items()
        for node, function in named_functions(tree)
        if finds(node)
    }


def called(node):
    """The last word of what is called: `update` in `Review.objects.filter(…).update(…)`."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def assigns_state(node):
    """`x.state = …`, `setattr(x, "state", …)`, and writes that name the column."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(
            isinstance(part, ast.Attribute) and part.attr == "state"
            for target in targets
            for part in ast.walk(target)
        )
    if called(node) == "setattr":
        return any(isinstance(a, ast.Constant) and a.value == "state" for a in node.args)
    if called(node) in {"update", "create", "update_or_create", "get_or_create", "Review"}:
        return any(keyword.arg == "state" for keyword in node.keywords)
    return called(node) == "bulk_update" and "state" in ast.dump(node)


WRITES_REVIEWS = re.compile(r'\b(update|insert\s+into)\s+"?reviews_review\b', re.IGNORECASE)


def writes_sql_on_reviews(node):
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and WRITES_REVIEWS.search(node.value) is not None
    )


ABOVE_CLAIMS = {
    path: tree
    for path, tree in OURS.items()
    if path.startswith(("reviews/", "readers/", "factcheck/"))
    or re.match(r"claims/(views|api|serializers|management)", path)
}


def test_one_function_assigns_a_review_s_state():
    assert where(assigns_state, ABOVE_CLAIMS) == {
        "reviews/proposed_changes/actions.py:_decide",  # a proposed change's
        "reviews/archived_pages/erasure.py:_forget_changes",  # a proposed change's
        "reviews/archived_pages/erasure.py:_refuse",  # a proposal's
        "reviews/workflow/moves.py:make_move",
        "reviews/proposals/actions.py:_decide",  # a proposal's
        "reviews/proposals/actions.py:search_again",  # a job's
    }
    assert where(writes_sql_on_reviews) == set()


def test_below_reviews_only_jobs_and_statements_have_a_state_that_is_assigned():
    below = {path: tree for path, tree in OURS.items() if path not in ABOVE_CLAIMS}

    assert where(assigns_state, below) == {
        "claims/processing/actions.py:retry_article",
        "claims/feeds/actions.py:_restart",
        "claims/feeds/actions.py:stop_feed",
        "claims/second_reader/actions.py:retry_second_reading",
        "claims/set_aside/actions.py:put_article_back",
        "claims/statements/actions.py:decide_statement",
        "claims/statements/actions.py:undo_decision",
        "claims/tips/actions.py:_decide",
        "claims/versions/carry_over.py:_copy_decision",
        "jobs/models.py:lease",
        "jobs/models.py:try_again",
        "jobs/dispatch.py:_fail_out_of_attempts",
        "sources/captures/actions.py:retry_capture",
        "sources/captures/store.py:_write",
        "sources/snapshots/erasure.py:blank",
        "sources/snapshots/quarantine.py:release",
    }


def test_the_search_for_assignments_finds_each_way_there_is():
    ways = """
review.state = "published"
review.state, review.holder = "queued", None
review.state: str = "queued"
setattr(review, "state", "queued")
Review.objects.filter(pk=1).update(state="queued")
Review(claim=claim, state="queued")
Review.objects.create(state="queued")
Review.objects.bulk_update(rows, ["state"])
"""
    for line in filter(None, ways.splitlines()):
        assert where(assigns_state, {"x.py": ast.parse(line)}) == {"x.py:"}, line
    for line in ("state = 1", "review.state == 1", "rows.filter(state='queued')"):
        assert where(assigns_state, {"x.py": ast.parse(line)}) == set(), line


def test_only_dispatch_sends_messages():
    senders = {"delay", "apply_async", "send_task"}

    assert where(lambda node: called(node) in senders) == {"jobs/dispatch.py:dispatch"}


def test_tasks_take_ids_and_nothing_else():
    """A message carries one whole number, or nothing."""
    tasks = {
        f"{path}:{node.name}": [ast.unparse(a.annotation) for a in node.args.args]
        for path, tree in OURS.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any("shared_task" in ast.dump(by) for by in node.decorator_list)
    }

    assert tasks
    assert {name: takes for name, takes in tasks.items() if takes not in ([], ["int"])} == {}


def test_no_query_is_written_past_the_orm_s_own_words():
    def is_raw(node):
        return called(node) in {"raw", "extra", "RawSQL"} or (
            isinstance(node, ast.ImportFrom) and any(n.name == "RawSQL" for n in node.names)
        )

    assert where(is_raw) == set()


def test_sql_is_never_put_together_from_values():
    """Where the ORM has no word for it, SQL is a text with places for values."""

    def is_composed(node):
        return called(node) == "execute" and any(
            isinstance(a, ast.JoinedStr | ast.BinOp)
            or (isinstance(a, ast.Call) and called(a) == "format" and _is_text(a.func))
            for a in node.args[:1]
        )

    assert where(is_composed) == set()


def _is_text(function):
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Constant)


def url_names(patterns=None, spaces=()):
    """Every name that can be asked for: `reviews:review`, `account_login`."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from url_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield ":".join((*spaces, pattern.name))


URL_TAG = re.compile(r"""{%-?\s*url\s+["']([^"']+)["']""")


def asked_for():
    """(where, name) of every URL name that a template or a module of ours names."""
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file() and path.suffix in {".html", ".txt", ".xml"}:
            for name in URL_TAG.findall(path.read_text()):
                yield path.relative_to(ROOT).as_posix(), name
    for path, tree in OURS.items():
        for node in ast.walk(tree):
            if called(node) in {"reverse", "reverse_lazy", "redirect", "resolve_url"}:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and "/" not in first.value:
                    yield path, first.value


COMING: set[tuple[str, str]] = set()
"""Asked for by `{% url … as … %}`, which shows nothing until the page is there."""


def test_every_url_name_that_is_asked_for_is_there():
    known, asked = set(url_names()), set(asked_for())

    assert len(asked) > 50
    assert {(path, name) for path, name in asked if name not in known} == COMING


HEAVY = {"spacy", "trafilatura", "pypdfium2", "onnxruntime", "lxml", "pypdf", "numpy"}


IMPORT_AND_LIST = """
import django, importlib, sys
django.setup()
importlib.import_module(sys.argv[1])
print(*{name.partition(".")[0] for name in sys.modules})
"""


@pytest.mark.parametrize("module", ["factcheck.urls", "factcheck.rsgi"])
def test_web_processes_do_not_import_what_only_workers_use(module):
    ran = subprocess.run(
        [sys.executable, "-c", IMPORT_AND_LIST, module],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    imported = set(ran.stdout.split())
    assert "django" in imported
    assert imported & HEAVY == set()

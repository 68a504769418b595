"""Whatever somebody may do, they can do on a page and by the API."""

import ast
from pathlib import Path

from reviews.review.table import MOVES
from reviews.workflow.actions import action_of

ROOT = Path(__file__).parent.parent
APPS = ("reviews", "claims", "sources")
NOT_ACTIONS = {"api", "management", "migrations", "models"}

NEITHER = {
    "claims.articles.privacy.set_private": "through reviews.triage.privacy",
    "claims.claimants.actions.describe_claimant": "through reviews.claimants",
    "claims.claimants.actions.hide_name": "through reviews.claimants",
    "claims.claimants.actions.remember_spelling": "through reviews.claimants",
    "claims.claims.actions.file_claim": "through reviews.triage.actions.file_claim",
    "claims.quarantine.actions.quarantine_everywhere": "a part of quarantine",
    "claims.set_aside.actions.set_article_aside": "a part of quarantine",
    "claims.statements.actions.undo_decision": "through reviews.triage.actions.undo_triage",
    "claims.statements.actions.decide_statement": "a part of accept, decline, join and split",
    "claims.tips.actions.answer_tip": "through reviews.tips.actions.answer_tip",
    "reviews.archived_pages.erasure.forget_proposals": "a part of erasing a page",
    "reviews.publication.addresses.move_address": "a part of withholding a name",
    "reviews.claimants.lookup.find_or_create_claimant": "finds or adds a claimant",
    "reviews.claimants.published_pages.describe_claimant": "written by a proposed change",
    "reviews.claimants.published_pages.hide_name": "a part of publishing",
    "reviews.claimants.published_pages.remember_spelling": "a part of withholding a name",
    "reviews.evidence.metadata.name_publisher": "a part of describing evidence",
    "reviews.evidence.publishers.set_publisher": "a part of describing evidence",
    "reviews.proposals.actions.start_searches": "a part of taking a review",
    "reviews.proposed_changes.actions.change_shown": "a part of each change that readers see",
    "reviews.proposed_changes.actions.propose_change": "a part of each change that readers see",
    "reviews.claimants.actions.propose_to_hide_name": "a part of describing a claimant",
    "reviews.revisions.erasure.erase_desk_part": "only the database's owner, by manage.py",
    "reviews.review.locks.lock_for_writing": "a part of everything that writes in a review",
    "reviews.review.locks.note_author": "a part of everything that writes in a review",
    "reviews.workflow.moves.make_move": "a part of every move",
    "sources.snapshots.quarantine.decided_together": "a part of deciding about a quarantine",
    "sources.snapshots.quarantine.destroy": "through reviews.archived_pages.quarantine",
    "sources.snapshots.quarantine.put_in_quarantine": "a part of quarantine",
    "sources.snapshots.quarantine.release": "through reviews.archived_pages.quarantine",
    "reviews.tips.reports.credit_reports": "a part of a correction",
    "reviews.watch.actions.settle_watch": "through reviews.proposed_changes",
    "sources.captures.actions.retry_capture": "through reviews.evidence.captures",
    "sources.snapshots.actions.describe": "through reviews.proposed_changes",
    "sources.snapshots.actions.set_public": "through reviews.proposed_changes",
    "sources.snapshots.archive_addresses.forget_archived": "through reviews.proposed_changes",
    "sources.snapshots.erasure.erase": "through reviews.archived_pages.erasure",
    "sources.snapshots.erasure.to_erase": "a part of erasing a page",
    "sources.snapshots.transcription.type_text": "through reviews.archived_pages",
}
"""Parts of other actions, and actions that a package above wraps: module and name → reason."""
NO_PAGE = {
    "reviews.evidence.captures.retry_capture": "pages say of which review: retry_capture_of",
    "reviews.evidence.metadata.proposed_publisher": "a read: the proposal that waits",
    "reviews.workflow.moves.check_move": "a question; pages ask move_offers",
    "reviews.workflow.plans.plan_review": "the page plans any number at once: plan_reviews",
}
NO_ROUTE = {
    "reviews.evidence.captures.retry_capture_of": "POST /captures/4/retry/: retry_capture",
    "reviews.failed_jobs.actions.retry_all_jobs": "a caller retries each job that it lists",
    "reviews.replies.messages.reply_message": "a read: the text of a template",
    "reviews.workflow.moves.note_seen": "says what was on a screen",
    "reviews.workflow.plans.plan_reviews": "a caller plans each review",
}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _modules(app: str):
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _is_api(path: Path) -> bool:
    return path.stem.endswith("api") or "api" in path.parts


def _actions() -> set[str]:
    """Every public function of the three apps that takes `by`."""
    return {
        f"{_module(path)}.{node.name}"
        for app in APPS
        for path, tree in _modules(app)
        if not NOT_ACTIONS & {*path.parts, path.stem} and not _is_api(path)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if "by" in {argument.arg for argument in node.args.kwonlyargs}
    }


def _names_used(tree: ast.Module) -> set[str]:
    """What a module uses of others, by full name: `from a import b; b.c` uses `a.b.c`."""
    imported = {
        one.asname or one.name: f"{node.module}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }
    attributes = {
        f"{imported[node.value.id]}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id in imported
    }
    return attributes | set(imported.values())


def _moves() -> set[str]:
    """Actions of the table: every page and the API make them all by `action_of`."""
    return {f"{action_of(move).__module__}.{move.action}" for move in MOVES}


def _used_by_pages() -> set[str]:
    trees = [tree for app in ("desk", "readers") for _, tree in _modules(app)]
    return set().union(*map(_names_used, trees)) | _moves()


def _used_by_the_api() -> set[str]:
    trees = [tree for app in APPS for path, tree in _modules(app) if _is_api(path)]
    return set().union(*map(_names_used, trees)) | _moves()


def test_whatever_somebody_may_do_can_be_done_on_a_page():
    actions = _actions()

    assert len(actions) > 120
    assert sorted(actions - _used_by_pages() - set(NEITHER) - set(NO_PAGE)) == []


def test_whatever_somebody_may_do_can_be_done_by_api():
    assert sorted(_actions() - _used_by_the_api() - set(NEITHER) - set(NO_ROUTE)) == []


def test_an_exception_ends_when_its_reason_does():
    pages, api = _used_by_pages(), _used_by_the_api()

    assert {*NEITHER, *NO_PAGE, *NO_ROUTE} - _actions() == set()
    assert set(NEITHER) & (pages & api) == set()
    assert set(NO_PAGE) & pages == set()
    assert set(NO_ROUTE) & api == set()

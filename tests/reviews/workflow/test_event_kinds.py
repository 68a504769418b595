"""Every move and every kind of event has its words, and only the tables have them."""

import ast
import re
import string
from pathlib import Path

import pytest

from desk.move_forms import form_of
from reviews.publication.models import Correction
from reviews.review import move_inputs
from reviews.review import table as review_table
from reviews.review.models import Review
from reviews.review.table import BY_NAME, MOVES
from reviews.workflow.event_kinds import EVENT_KINDS, event_kind
from reviews.workflow.history_text import event_sentence
from reviews.workflow.move_serializers import move_body

ROOT = Path(__file__).parent.parent.parent.parent
APPS = ("accounts", "claims", "desk", "history", "jobs", "readers", "reviews", "sources")
COMPUTED = {
    "accounts/actions.py": {"reset-password", "change-password"},
    "claims/articles/privacy.py": {"mark-private", "mark-public"},
    "claims/statements/privacy.py": {"release-words", "withhold-words"},
    "claims/ranking/actions.py": {"lean", "leave-off"},
    "claims/statements/actions.py": {"undo", "rejoin"},
    "claims/tips/actions.py": {
        "send-tip",
        "send-report",
        "read-tip",
        "answer-tip",
        "close-tip",
        "undo-tip",
        "withdraw-tip",
    },
    "claims/versions/carry_over.py": {"carry", "words-gone"},
    "history/incidents.py": {"forged-page"},
    "history/record.py": set(),
    "reviews/evidence/common_origins.py": {
        "confirm-origin",
        "refuse-origin",
        "undecide-origin",
    },
    "reviews/proposals/actions.py": {"take-proposal", "dismiss", "undo-proposal"},
    "reviews/proposed_changes/actions.py": {
        "propose-change",
        "confirm-change",
        "refuse-change",
        "change-shown",
    },
    "reviews/withholding/actions.py": {
        "withhold",
        "confirm-withholding",
        "keep-withholding",
        "lift-withholding",
        "lapse-withholding",
    },
    "reviews/workflow/moves.py": set(BY_NAME),
}
"""Kinds that `record` gets from a variable, by module."""


def _modules():
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def _kinds_recorded():
    """Module and kind (None where a variable holds it) of every event that is recorded."""
    for path, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Tuple) and _is_event(node):
                yield str(path), node.elts[1].value
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "record":
                continue
            kinds = {
                one.value for one in ast.walk(node.args[1]) if isinstance(one, ast.Constant)
            }
            for kind in kinds or {None}:
                yield str(path), kind


def _is_event(node):
    """Whether it is what `record_each` takes: a chain, a kind, a payload."""
    if len(node.elts) != 3 or not isinstance(node.elts[1], ast.Constant):
        return False
    chain = node.elts[0]
    return isinstance(chain, ast.JoinedStr) or "chain" in ast.unparse(chain)


def test_every_kind_of_event_that_is_recorded_has_its_sentence():
    known = {kind.name for kind in EVENT_KINDS}
    recorded = list(_kinds_recorded())
    literal = {kind for _, kind in recorded if kind}

    assert len(literal) > 80
    assert literal - known == set()
    assert {path for path, kind in recorded if kind is None} - set(COMPUTED) == set()
    assert set().union(*COMPUTED.values()) - known == set()


def test_kinds_that_are_computed_are_spelled_in_the_package_that_records_them():
    for path, kinds in COMPUTED.items():
        if kinds != set(BY_NAME):
            package = sorted((ROOT / path).parent.glob("*.py"))
            text = "".join(module.read_text(encoding="utf-8") for module in package)
            assert {kind for kind in kinds if f'"{kind}"' not in text} == set(), path


def test_a_kind_has_one_row_for_each_subject():
    rows = [(kind.subject, kind.name) for kind in EVENT_KINDS]

    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("kind", EVENT_KINDS, ids=lambda kind: f"{kind.subject}-{kind.name}")
def test_a_sentence_says_what_somebody_did(kind):
    event = type("Event", (), {"chain": f"{kind.subject}:1", "kind": kind.name})
    fields = [name for _, name, _, _ in string.Formatter().parse(kind.history) if name]

    sentence = event_sentence(event, dict.fromkeys(fields, "X"))

    assert sentence
    assert sentence[0].islower()
    assert not sentence.endswith(".")
    if kind.readers:
        for pattern in filter(None, (kind.readers.once, kind.readers.repeated)):
            assert re.fullmatch(r"[A-Z].+\.", pattern.format(version=2, times=3))


def test_an_archived_page_is_described_in_its_own_words():
    assert event_kind("snapshot:1", "describe").history == "described it"
    assert "[{number}]" in event_kind("claim:1", "describe").history


def test_a_kind_that_nobody_knows_any_more_is_shown_by_its_name():
    event = type("Event", (), {"chain": "claim:1", "kind": "long-gone"})

    assert event_sentence(event, {}) == "long gone"


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_every_move_has_all_its_words(move):
    assert re.fullmatch(r"[A-Z][^.]+", str(move.label))
    assert re.fullmatch(r"[a-z][^.]+", move.verb)
    assert move.done.endswith(".")
    assert ": done" not in move.done
    assert bool(move.done_later) == ("at" in [one.name for one in move.inputs])
    assert event_kind("claim:1", move.name).history == move.history
    if move.opposite:
        assert set(BY_NAME[move.opposite].sources) & set(move.edges.values())


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_page_and_api_take_the_same_inputs(move):
    names = [one.name for one in move.inputs]
    form, body = form_of(move)(), move_body(move)()

    assert list(form.fields) == list(body.fields) == names
    for one in move.inputs:
        assert form.fields[one.name].required == body.fields[one.name].required
        assert form.fields[one.name].required == one.is_required
        assert body.fields[one.name].help_text == form.fields[one.name].help_text == one.meaning


def test_what_cannot_be_undone_is_confirmed_first():
    assert [move.name for move in MOVES if move.confirmation] == [
        "publish",
        "correct",
        "retract",
    ]


def test_inputs_are_as_long_as_their_columns():
    def longest(model, column):
        return model._meta.get_field(column).max_length

    def taken(move, name):
        return next(one.max_length for one in move.inputs if one.name == name)

    assert taken(review_table.SEND_BACK, "note") == longest(Review, "sent_back")
    assert taken(review_table.ASK_RETRACT, "note") == longest(Review, "retract_note")
    assert taken(review_table.ASK_RETRACT, "text") == longest(Review, "retract_text")
    assert taken(review_table.DROP, "reason") == longest(Review, "drop_reason")
    assert taken(review_table.CORRECT, "text") == longest(Correction, "text")
    kinds = {*move_inputs.CORRECTION_KIND.choices, Correction.Kind.RETRACTION}
    assert kinds == set(Correction.Kind.values)


def _keys(node):
    for key in node.keys:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value
        elif isinstance(key, ast.Name | ast.Attribute):
            name = getattr(key, "attr", getattr(key, "id", ""))
            yield name.lower().replace("_", "-") if name.isupper() else ""


def test_a_new_move_needs_no_table_but_its_own():
    """No module has a dict keyed by moves or by kinds of events next to the two tables."""
    kinds = {kind.name for kind in EVENT_KINDS}
    found = [
        f"{path}:{node.lineno}"
        for path, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        if len(set(_keys(node)) & set(BY_NAME)) > 1 or len(set(_keys(node)) & kinds) > 2
    ]

    assert found == []

"""Words that rows store and pages show are in the catalogue."""

import re
from pathlib import Path

import pytest

from accounts.models import Role
from claims.extraction.statements.statement import CLAIM_TYPES
from claims.preferences.models import RankingPreference
from claims.statements.models import Statement
from jobs.models import JobState
from reviews.evidence.models.evidence import Evidence
from reviews.proposed_changes.models import ProposedChange
from reviews.publication.models.publications import Correction
from reviews.publication.models.withholdings import Withholding
from reviews.review.table import State
from reviews.stored_words import STORED_WORDS
from sources.snapshots.models import Conversation

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

SHOWN = {
    "state": (State, Statement.State, Withholding.State, ProposedChange.State, JobState),
    "stance": (Evidence.Stance,),
    "kind": (Statement.Kind, Correction.Kind, RankingPreference.Kind),
    "medium": (Conversation.Medium,),
    "role": (Role,),
}
"""The last part of a variable that templates translate, and whose words it can be."""
TEXTS_OF_CODE = {"name", "get_kind_display", "get_state_display", "claim_type"}
"""Variables whose English is marked where it is written, or tested by itself."""


@pytest.mark.parametrize("name", SHOWN)
def test_each_word_that_a_row_can_hold_is_listed(name):
    words = {str(value) for choices in SHOWN[name] for value in choices.values}

    assert words - set(STORED_WORDS) == set()


def test_each_type_of_claim_is_listed():
    assert set(CLAIM_TYPES) - set(STORED_WORDS) == set()


def test_templates_translate_no_other_words():
    translated = {
        name
        for template in TEMPLATES.rglob("*.html")
        for name in re.findall(
            r"{% translate [\w.]*?(\w+)(?: as \w+)? %}", template.read_text()
        )
    }

    assert translated <= set(SHOWN) | TEXTS_OF_CODE

"""Repair a parse before it is read: this module holds the order of the repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import (
    according_to,
    claim_clauses,
    continuations,
    coordination,
    elided_verbs,
    interruptions,
    joined_speakers,
    lost_clauses,
    lost_subjects,
    lost_verbs,
    parse_repairs,
    split_names,
)
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc


def repair_parse(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Mend what the parser often gets wrong. A later repair may need an earlier one.

    A repair for certain words is left out where the text has none of them.
    """
    words = {token.lower_ for token in doc}
    split_names.repair_split_names(doc)
    lost_verbs.repair_lost_verbs(doc, cues, lexicon)
    if not words.isdisjoint(cues.clause_openers):
        lost_subjects.repair_lost_subjects(doc, cues.clause_openers)
    if "-" in words:
        parse_repairs.repair_prefixes(doc)
    parse_repairs.repair_listeners(doc, cues)
    lost_subjects.repair_fronted_participles(doc)
    parse_repairs.repair_appositions(doc, lexicon)
    if not words.isdisjoint(cues.according):
        according_to.repair_according_to(doc, cues, lexicon)
    if not words.isdisjoint(parse_repairs.CONJUNCTIONS):
        parse_repairs.repair_clauses_after_as(doc)
    parse_repairs.repair_fronted_places(doc, lexicon, cues.aside)
    parse_repairs.repair_asides(doc, cues)
    parse_repairs.repair_partitives(doc, cues)
    if not words.isdisjoint(cues.that):
        claim_clauses.repair_claim_clauses(doc, cues)
    interruptions.repair_interruptions(doc, cues, lexicon)
    lost_clauses.repair_lost_clauses(doc, cues)
    elided_verbs.repair_gaps(doc, cues, lexicon)
    joined_speakers.repair_joined_speakers(doc, cues, lexicon)
    continuations.repair_continuations(doc, cues)
    coordination.repair_coordination(doc, cues, lexicon)

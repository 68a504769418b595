"""Find indirect and mixed speech: the reported clause, by the word that reports it.

Method: dependency patterns around cue verbs and nouns, as in Krestel, Bergler, Witte, "Minding
the Source: Automatic Tagging of Reported Speech in Newspaper Articles", LREC 2008, with the
kinds of content and source of Pareti, "PARC 3.0: A Corpus of Attribution Relations", LREC 2016.
The outermost report wins: what somebody quotes from others is part of their own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from claims.extraction.attribution import (
    alleged_words,
    ascriptions,
    clause_spans,
    estimates,
    idioms,
    parentheticals,
    perspectives,
    refusals,
    reported_actions,
    reporting_nominals,
    reporting_objects,
    span_edges,
    span_ends,
)
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import elided_verbs
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

QUESTION_WORDS = ("WRB", "WP", "WDT")
NEVER_CUES = ("PUNCT", "SPACE", "DET")
BEFORE_CUE = 10
LEAST_CLAUSE = 3
REPORTABLE = ("VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON", "NUM")


def find_reporting_events(
    sentence: Tokens, folded: list[Span], cues: Cues, quoted: frozenset[int] = frozenset()
) -> list[ReportingEvent]:
    """Return the reports of one sentence, the outermost first. None of them overlap.

    `folded` are the token spans of whole utterances, which `direct_speech` attributes;
    `quoted` are the tokens inside quotation marks, where cues are the quoted person's words.
    """
    found: list[ReportingEvent] = []
    asks = sentence.text.rstrip()[-1:] == "?"
    taken = [False] * len(sentence)
    for start, end in folded:
        for index in range(max(start, sentence.start), min(end, sentence.end)):
            taken[index - sentence.start] = True
    possible = [token for token in sentence if token.pos_ not in NEVER_CUES]
    for token in sorted(possible, key=lambda token: _order(token, cues)):
        if taken[token.i - sentence.start] or token.i in quoted:
            continue
        for report in _possible_reports(token, cues, asks=asks):
            if alleged_words.is_alleged(token, cues):
                break
            pieces = _exact_pieces(sentence, report, cues, quoted)
            if not pieces or any(
                taken[index - sentence.start] for piece in pieces for index in range(*piece)
            ):
                continue
            found.append(
                ReportingEvent(
                    pieces, report.speaker, report.cue, report.lemma, report.is_denied
                )
            )
            for piece in pieces:
                words = range(piece[0] - sentence.start, piece[1] - sentence.start)
                for index in words:
                    taken[index] = True
            break
    return found


def _possible_reports(token: Token, cues: Cues, *, asks: bool) -> Iterator[ReportingEvent]:
    """Yield the reports of one word; in a question or condition, of its asides alone."""
    if asks:
        return parentheticals.find_as_clauses(token, cues)
    if _is_hypothetical(token, cues):
        return perspectives.find_views(token, cues)
    return _reports_at(token, cues)


def _exact_pieces(
    sentence: Tokens, report: ReportingEvent, cues: Cues, quoted: frozenset[int]
) -> tuple[Span, ...]:
    """Trim the pieces of a report, and add the quotations that belong to them."""
    begins = report.pieces[0][0] if report.pieces else sentence.end
    if begins >= sentence.end:
        return ()
    first = sentence.doc[begins]
    bare = (report.is_denied and first.tag_ in ("PRP", "DT")) or first.pos_ == "NUM"
    governs = report.lemma in cues.blaming or report.lemma in cues.naming
    bare = bare or (governs and first.pos_ in ("NOUN", "PROPN"))
    least = 1 if bare or len(report.pieces) > 1 else span_ends.SMALLEST
    trimmed = (
        span_edges.trim_span(
            sentence,
            span_edges.end_before_contained(sentence, span, cues),
            cues,
            cue=report.cue,
            least=least,
        )
        for span in report.pieces
    )
    pieces = tuple(
        span_edges.extend_to_quoted(sentence, piece, quoted) for piece in trimmed if piece
    )
    after = span_edges.quoted_spans_after(sentence, pieces, report.cue, quoted)
    return (*pieces, *after)


def _is_hypothetical(verb: Token, cues: Cues) -> bool:
    """Return whether the report is only hypothetical: "if they agree to pay"."""
    return any(
        child.dep_ == "mark" and child.lower_ in cues.supposing for child in verb.children
    )


def _order(token: Token, cues: Cues) -> tuple[bool, int]:
    """Return a sort key: "according to" first, for its whole sentence, then by depth."""
    says_as = token.dep_ == "advcl" and token.left_edge.lower_ in cues.like
    speaks_for_above = token.lower_ in cues.according or token.dep_ == "parataxis" or says_as
    return not (
        speaks_for_above
        or perspectives.is_view(token, cues)
        or parentheticals.sign_off_span(token, cues)
    ), grammar_parser.depth(token)


def _reports_at(token: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Yield the possible reports of one cue word, the most likely first."""
    lemma = cues.lemma(token)
    if _says_nothing(token, cues):
        return
    if token.lower_ in cues.according:
        yield from parentheticals.find_according_to(token, cues)
    elif perspectives.is_view(token, cues):
        yield from perspectives.find_views(token, cues)
    if token.dep_ == elided_verbs.GAPPED:
        yield from _gapped(token, cues)
    elif token.pos_ in grammar_parser.VERBS:
        signed = parentheticals.sign_off_span(token, cues)
        if signed is not None:
            speaker = grammar_parser.subject_of(token)
            if speaker is not None and _only_hears(token, lemma, speaker, cues):
                speaker = None
            yield ReportingEvent((signed,), speaker, grammar_parser.verb_group(token), lemma)
        if token.dep_ == "parataxis" and lemma in cues.clause | cues.continuing:
            yield from parentheticals.find_interrupting_cues(token, lemma, cues)
        yield from parentheticals.find_as_clauses(token, cues)
        if lemma in cues.clause:
            yield from _clause(token, lemma, cues)
        yield from refusals.find_refusals(token, lemma, cues)
        yield from idioms.find_idioms(token, lemma, cues)
        if lemma in cues.attributing:
            yield from ascriptions.find_ascriptions(token, lemma, cues)
        if lemma in cues.measuring:
            yield from estimates.find_measures(token, lemma, cues)
        yield from estimates.find_revisions(token, lemma, cues)
        yield from estimates.find_findings(token, lemma, cues)
        yield from estimates.find_small_clauses(token, lemma, cues)
        if lemma in cues.infinitive:
            yield from reported_actions.find_infinitives(token, lemma, cues)
        if lemma in cues.gerund:
            yield from reported_actions.find_gerunds(token, lemma, cues)
        yield from reporting_objects.find_judgements(token, lemma, cues)
        if lemma in cues.preposition:
            yield from _preposition(token, lemma, cues)
        if lemma in cues.object or lemma in cues.estimates["numeric"]:
            yield from reporting_objects.find_object_reports(token, lemma, cues)
    elif token.pos_ == "NOUN" and lemma in cues.all_nouns:
        yield from idioms.find_specified(token, lemma, cues)
        yield from reporting_nominals.find_noun_reports(token, lemma, cues)
    elif lemma in cues.adjectives or lemma in cues.stances:
        yield from reporting_nominals.find_adjective_reports(token, lemma, cues)


def _gapped(subject: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "…; the opposition, a disgrace", "…, and Lee that …", with the verb before."""
    verb, after = subject.head, subject.right_edge.i + 1
    after += verb.doc[after].text == ","
    span = after + (verb.doc[after].lower_ in cues.that), verb.sent.end
    yield ReportingEvent((span,), subject, grammar_parser.verb_group(verb), cues.lemma(verb))


def _says_nothing(verb: Token, cues: Cues) -> bool:
    """Return whether nothing was said: "did not say how much", "after the firm learned that".

    Nor does who "learned from the police that" say so.
    "Would not say how much" is a refusal.
    """
    if cues.lemma(verb) in cues.refusals["silent"] and refusals.is_silent(verb, cues):
        return True
    if cues.lemma(verb) in cues.hearing["learned"] and any(
        child.lower_ in cues.sources for child in verb.rights
    ):
        return True
    is_aside = verb.dep_ == "advcl" and verb.left_edge.lower_ in cues.times
    if is_aside and cues.lemma(verb) in cues.learning:
        return True
    if any(child.lower_ in cues.refusals["willing"] for child in verb.lefts):
        return False
    return grammar_parser.is_negated(verb) and any(
        child.dep_ == "ccomp" and child.left_edge.tag_ in QUESTION_WORDS
        for child in verb.rights
    )


def _clause(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    contents = [child for child in verb.children if child.dep_ in ("ccomp", "parataxis")]
    aside = (
        clause_spans.clause_after_aside(verb, cues)
        if not contents and lemma not in cues.weak
        else None
    )
    if not contents and aside is None:
        yield from _lost_clause(verb, lemma, cues)
    for child in [aside] if aside is not None else contents:
        if child.pos_ not in REPORTABLE:
            continue
        speaker = _speaker_of(verb, cues)
        if speaker is not None and _only_hears(verb, lemma, speaker, cues):
            speaker = None
        elif lemma in cues.weak and not _is_plain_report(verb, child, speaker, cues):
            continue
        if speaker is not None and speaker.dep_ == "expl":
            continue
        yield ReportingEvent(
            tuple(clause_spans.content_spans(child, verb, cues)),
            speaker,
            grammar_parser.verb_group(verb),
            lemma,
            is_denied=lemma in cues.denial and not grammar_parser.is_negated(verb),
        )


def _only_hears(verb: Token, lemma: str, speaker: Token, cues: Cues) -> bool:
    """Return whether it is a court or inquest that is told: "The inquest heard that"."""
    if cues.lemma(speaker) not in cues.hearing["bodies"]:
        return False
    is_told = lemma in cues.hearing["told"] and not any(
        child.dep_ in ("dobj", "dative") for child in verb.children
    )
    return lemma in cues.hearing["verbs"] or is_told


def _lost_clause(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find what follows "said that" if the parser found no clause there."""
    doc, that = verb.doc, verb.i + 1
    if that + LEAST_CLAUSE >= verb.sent.end or doc[that].lower_ not in cues.that:
        return
    speaker = grammar_parser.subject_of(verb)
    if speaker is None or speaker.dep_ == "expl":
        return
    is_sure = lemma not in cues.weak and _opens_clause(doc[that], verb)
    if (doc[that].tag_ != "IN" or doc[that].dep_ == "det") and not is_sure:
        return
    cue, span = grammar_parser.verb_group(verb), (that, verb.sent.end)
    is_denied = lemma in cues.denial and not grammar_parser.is_negated(verb)
    yield ReportingEvent((span,), speaker, cue, lemma, is_denied)


def _opens_clause(that: Token, verb: Token) -> bool:
    """Return whether a "that" taken for "that thing" has a finite verb after it.

    "Observed that delay in filing could …" has one, "observed that delay on Monday" hasn't.
    """
    if that.dep_ != "det" or that.head.dep_ != "dobj" or that.head.head != verb:
        return False
    after = verb.doc[that.head.i + 1 : verb.sent.end]
    comma = next((n for n, token in enumerate(after) if token.text == ","), len(after))
    return any(token.tag_ in grammar_parser.FINITE for token in after[:comma])


def _is_plain_report(verb: Token, child: Token, speaker: Token | None, cues: Cues) -> bool:
    """Return whether an ambiguous verb reports: it needs "that", or a clause before it."""
    if speaker is None:
        return False
    has_mark = any(
        inner.dep_ == "mark" and inner.lower_ in cues.whether for inner in child.children
    )
    is_clause = child.pos_ in grammar_parser.VERBS  # "saw her alive" is none
    is_asserted = (speaker.pos_ != "PRON" and is_clause) and any(
        inner.dep_ in grammar_parser.SUBJECTS and not inner.tag_.startswith("W")
        for inner in child.lefts
    )
    is_before = child.i < verb.i and "," in {t.text for t in verb.doc[child.i : verb.i]}
    return has_mark or is_before or (is_asserted and child.tag_ != "VB" and child.i > verb.i)


def _speaker_of(verb: Token, cues: Cues) -> Token | None:
    """Return the subject; for a participle after a reported clause, that clause's speaker."""
    if clause_spans.continues_about_speaker(verb, cues):
        for above in islice(verb.ancestors, grammar_parser.CLIMB):
            is_saying = (
                above.lemma_.lower() in cues.clause and above.pos_ in grammar_parser.VERBS
            )
            if is_saying and above.i < verb.i and grammar_parser.subject_of(above) is not None:
                return grammar_parser.subject_of(above)
    if verb.lower_ in cues.adjectives and grammar_parser.agent_of(verb) is None:
        for child in verb.lefts:
            if child.dep_ == "nsubjpass":
                return child
    return grammar_parser.subject_of(verb) or _named_before(verb)


def _named_before(verb: Token) -> Token | None:
    """Return the name in "Opening the case, Ann Lee, prosecuting, said"."""
    if verb.tag_ not in grammar_parser.FINITE or verb.dep_ not in ("ROOT", "ccomp", "conj"):
        return None
    for index in range(verb.i - 1, max(verb.sent.start, verb.i - BEFORE_CUE), -1):
        token: Token = verb.doc[index]
        if token.pos_ in grammar_parser.VERBS and token.tag_ in grammar_parser.FINITE:
            return None
        if token.ent_type_ == "PERSON" and token.ent_iob_ and token.nbor(1).text == ",":
            return token
    return None


def _preposition(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    allowed = cues.preposition[lemma]
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in allowed and child.i > verb.i:
            speaker = grammar_parser.subject_of(verb)
            is_blamed = verb.dep_ == "xcomp" and verb.head.lemma_ in cues.asking
            if is_blamed and lemma in cues.blaming:  # "are to blame for"
                continue
            accused_first = tuple(reported_actions.passive_subject(verb))
            is_open = bool(accused_first) and lemma in cues.alleging["openly"]
            if speaker is None and not is_open:
                continue
            accused = [c for c in verb.rights if c.dep_ == "dobj" and c.i < child.i]
            if accused and lemma in cues.intransitive:
                continue
            is_named = bool(accused) and accused[0].pos_ != "PRON"
            start = accused[0].left_edge.i if is_named else child.i + 1
            end = span_ends.trim_background_clause(
                child, reported_actions.action_end(verb, child, cues)
            )
            end = span_ends.extend_past_examples(child, end, cues)
            end = ascriptions.end_with_grounds(verb, end, allowed) if accused else end
            thing = next((c for c in child.rights if c.dep_ == "pobj"), child)
            if reporting_nominals.has_other_owner(thing, cues):
                continue
            if lemma in cues.searching and thing.ent_type_ == "PERSON":
                continue
            if lemma in cues.refusals["silent"] and cues.lemma(thing) in cues.refusals["sent"]:
                continue
            if lemma in cues.topical and not reporting_objects.is_content(
                verb, lemma, (start, end), cues
            ):
                continue
            cue = (reported_actions.passive_cue_start(verb), child.i + 1)
            pieces = (*accused_first, (start, end))
            yield ReportingEvent(pieces, speaker, cue, f"{lemma} {child.lower_}")

"""Carry decisions about statements over to the same words in a new version of the article.

Method: statements are the same if speaker, denial and words are equal, ignoring white space,
quotation marks and final punctuation. If two may have said it, the same two are as good as the
same speaker, since a person may have chosen one of them in the previous version. If words
occur several times, those with the most similar context belong together (Indel similarity of
the paragraph and of 80 characters on either side); very short statements must have a similar
context. Changed words are never the same statement: they are proposed again.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from rapidfuzz.distance import Indel

from accounts.models import User
from claims.articles.models import Article
from claims.statements.models import Statement
from history.record import record

MARKS = re.compile(r"[\"'“”„‟«»‹›‘’‚‛`´]")
STOPS = ".,;:"
AROUND = 80
FEW = 5
"""Statements with fewer words need a similar context: "That is not true" can mean anything."""
ALIKE_AROUND = 0.5
CHANGED = 0.55
"""The similarity from which a removed and a new statement count as one that was changed."""
By = Statement.FoundBy
Key = tuple[str, str, bool]
CHOSEN = ("speaker", "speaker_role", "speaker_chosen_by")
DECIDED = ("decline_reason", "decline_note", "triaged_by", "triaged_at")
SAID = (
    *("speaker", "speaker_role", "speaker_candidates", "speaker_chosen_by", "question", "cue"),
    *("kind", "claim_type", "denied", "worth", "reasons", "numbers", "found_by", "said_on"),
    *("added_by", "base_worth", "base_reasons"),
)


def plain_words(words: str) -> str:
    """Normalize words for comparison: no white space, quotation marks or final punctuation.

    Whether a full stop is inside a quotation depends on what follows it.
    """
    return MARKS.sub("", "".join(unicodedata.normalize("NFKC", words).split())).strip(STOPS)


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """What happened to the statements of the previous version."""

    carried: list[Statement] = field(default_factory=list)
    changed: list[tuple[Statement, Statement]] = field(default_factory=list)
    gone: list[Statement] = field(default_factory=list)
    came: list[Statement] = field(default_factory=list)


def carry_over_decisions(article: Article) -> None:
    """Carry decisions over to the statements of a new version, in the caller's transaction.

    Statements that a person marked are marked again if their words are still there. Each claim
    gets an event: its words are in the new version, or no longer.
    """
    before = article.replaces
    assert before is not None
    old = list(before.statements.select_for_update(of=("self",)).select_related("claim"))
    new = list(article.statements.filter(whole=None))
    wholes = [was for was in old if was.whole_id is None]
    pairs = _pairs(wholes, new, before.text, article.text)
    numbers = count(max((now.number for now in new), default=0) + 1)
    carried: set[int] = set()
    for was in wholes:
        now = pairs.get(was.pk)
        if now is None and was.found_by != By.READER:
            now = _mark_again(was, article, before.text, numbers)
        if now is not None:
            carried |= _copy_decision(was, now, numbers)
    events = [
        (was.claim.chain, "carry" if was.pk in carried else "words-gone", was.pk)
        for was in old
        if was.claim
    ]
    for chain, kind, statement in sorted(events):
        by = User.objects.system()
        record(chain, kind, by=by, statement=statement, article=article.pk)


def version_difference(article: Article) -> VersionDifference:
    """Return what happened to the statements of the previous version, in text order."""
    assert article.replaces is not None
    new = list(article.statements.filter(whole=None).select_related("claim"))
    kept = {now.carried_from_id for now in new}
    old = article.replaces.statements.filter(whole=None).select_related("claim")
    gone = [was for was in old if was.pk not in kept]
    found = VersionDifference(carried=[now for now in new if now.carried_from_id])
    for now in (one for one in new if not one.carried_from_id):
        near = [(_similarity(was.quote, now.quote), was) for was in gone]
        best, was = max(near, key=lambda one: one[0], default=(0.0, now))
        if best >= CHANGED:
            gone.remove(was)
            found.changed.append((was, now))
        else:
            found.came.append(now)
    found.gone.extend(gone)
    return found


def _similarity(one: str, other: str) -> float:
    return float(Indel.normalized_similarity(plain_words(one), plain_words(other)))


def _pairs(
    old: list[Statement], new: list[Statement], before: str, after: str
) -> dict[int, Statement]:
    """Map old keys to the same new statements; each is in at most one pair."""
    by_words: dict[Key, set[Statement]] = defaultdict(set)
    for now in new:
        for key in _keys(now):
            by_words[key].add(now)
    scored = [
        (_context_similarity(before, was, after, now), was, now)
        for was in old
        for now in set().union(*(by_words.get(key, set()) for key in _keys(was)))
    ]
    scored.sort(key=lambda one: (-one[0], one[1].number, abs(one[1].number - one[2].number)))
    pairs: dict[int, Statement] = {}
    taken: set[int] = set()
    for alike, was, now in scored:
        is_free = was.pk not in pairs and now.pk not in taken
        if is_free and (len(was.quote.split()) >= FEW or alike >= ALIKE_AROUND):
            pairs[was.pk] = now
            taken.add(now.pk)
    return pairs


def _keys(statement: Statement) -> set[Key]:
    """Return the keys of a statement: by its speaker, and by those who may have said it.

    Two statements are the same if they share a key.
    """
    speakers = {(statement.speaker or "").casefold()}
    if statement.speaker_candidates:
        speakers.add(
            "\n".join(sorted(name.casefold() for name in statement.speaker_candidates))
        )
    words = plain_words(statement.quote)
    return {(words, speaker, statement.denied) for speaker in speakers}


def _context_similarity(before: str, was: Statement, after: str, now: Statement) -> float:
    """Return the similarity of the contexts, from 0 to 1. The paragraph counts twice."""
    near = _similarity(_paragraph(before, was), _paragraph(after, now))
    ours = before[max(0, was.start - AROUND) : was.start], before[was.end : was.end + AROUND]
    theirs = after[max(0, now.start - AROUND) : now.start], after[now.end : now.end + AROUND]
    far = sum(_similarity(one, other) for one, other in zip(ours, theirs, strict=True)) / 2
    return (2 * near + far) / 3


def _paragraph(text: str, statement: Statement) -> str:
    """Return the rest of the paragraph around the words, up to four times AROUND."""
    start, end = max(0, statement.start - 4 * AROUND), statement.end + 4 * AROUND
    before = text[start : statement.start].rpartition("\n")[2]
    return before + text[statement.end : end].partition("\n")[0]


def _copy_decision(was: Statement, now: Statement, numbers: Iterator[int]) -> set[int]:
    """Copy a decision to the new statement. Returns the old keys that were carried over."""
    now.carried_from = was
    if was.speaker_chosen_by and now.open_candidates:
        for name in CHOSEN:
            setattr(now, name, getattr(was, name))
    is_split = was.state == Statement.State.SPLIT
    # The pieces of a split statement have offsets, so its words must be exactly the same.
    if not is_split or now.quote == was.quote:
        now.state, now.claim = was.state, was.claim
        for name in DECIDED:
            setattr(now, name, getattr(was, name))
    now.save()
    carried = {was.pk}
    if now.state != Statement.State.SPLIT:
        return carried
    shift = now.start - was.start
    for piece in was.pieces.order_by("number"):
        twin = _copy_statement(
            piece, now.article, start=piece.start + shift, end=piece.end + shift
        )
        twin.number, twin.whole = next(numbers), now
        twin.save()
        carried |= _copy_decision(piece, twin, numbers)
    return carried


def _copy_statement(was: Statement, article: Article, *, start: int, end: int) -> Statement:
    """Build the same statement in the new text, unsaved and without a decision."""
    now = Statement(article=article, start=start, end=end)
    for name in SAID:
        setattr(now, name, getattr(was, name))
    now.quote = article.text[start:end]
    shift = start - was.start
    if was.speaker_start is not None and was.speaker_start + shift >= 0:
        named = slice(was.speaker_start + shift, (was.speaker_end or 0) + shift)
        if article.text[named] == was.article.text[was.speaker_start : was.speaker_end]:
            now.speaker_start, now.speaker_end = named.start, named.stop
    return now


def _mark_again(
    was: Statement, article: Article, before: str, numbers: Iterator[int]
) -> Statement | None:
    """Save a statement marked by hand for the same words of the new text, if they are there."""
    twins = [
        _copy_statement(was, article, start=found.start(), end=found.end())
        for found in re.finditer(_pattern(was.quote), article.text)
    ]
    best = max(
        twins, key=lambda now: _context_similarity(before, was, article.text, now), default=None
    )
    if best is None:
        return None
    is_few = len(was.quote.split()) < FEW
    if is_few and _context_similarity(before, was, article.text, best) < ALIKE_AROUND:
        return None
    best.number = next(numbers)
    best.save()
    return best


def _pattern(words: str) -> str:
    """Return a pattern of the words with any white space and any quotation marks."""
    return r"\s+".join(
        "".join(MARKS.pattern if MARKS.match(letter) else re.escape(letter) for letter in word)
        for word in words.split()
    )

"""What was decided about a statement holds for the same words in a new version of the article.

Method: words are the same where they are alike but for white space, quotation marks and a last
stop, the speaker is the same, and so is whether it is denied. Where they stand more than once,
those belong together that stand in the most alike surroundings (Indel similarity of the
paragraph and of 80 characters on either side); a few words alone must stand in alike ones.
Changed words are never taken for the same: they are proposed anew.
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
"""Words: "That is not true" may be said of anything."""
ALIKE_AROUND = 0.5
CHANGED = 0.55
"""Share of letters in common from which words that went are those that came, changed."""
By = Statement.FoundBy
DECIDED = ("decline_reason", "decline_note", "triaged_by", "triaged_at")
SAID = (
    *("speaker", "speaker_role", "cue", "kind", "claim_type", "denied", "worth", "reasons"),
    *("numbers", "found_by", "said_on", "added_by", "base_worth", "base_reasons"),
)


def plain_words(words: str) -> str:
    """Words as they are compared: without white space, marks of quotation, and a last stop.

    Whether a quotation's last stop stands inside of it hangs on what follows.
    """
    return MARKS.sub("", "".join(unicodedata.normalize("NFKC", words).split())).strip(STOPS)


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """The statements of a version beside those of the version before."""

    carried: list[Statement] = field(default_factory=list)
    changed: list[tuple[Statement, Statement]] = field(default_factory=list)
    gone: list[Statement] = field(default_factory=list)
    came: list[Statement] = field(default_factory=list)


def carry_over_decisions(article: Article) -> None:
    """Carry what was decided to the statements of a new version, in the caller's transaction.

    Statements that a person marked are marked anew where their words still stand. Each claim
    is told that its words are in the new version, or no longer there.
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
            now = _marked_anew(was, article, before.text, numbers)
        if now is not None:
            carried |= _decide_alike(was, now, numbers)
    told = [
        (was.claim.chain, "carry" if was.pk in carried else "words-gone", was.pk)
        for was in old
        if was.claim
    ]
    for chain, kind, statement in sorted(told):
        by = User.objects.system()
        record(chain, kind, by=by, statement=statement, article=article.pk)


def version_difference(article: Article) -> VersionDifference:
    """What became of the statements of the version before, in the order of the texts."""
    assert article.replaces is not None
    new = list(article.statements.filter(whole=None).select_related("claim"))
    kept = {now.carried_from_id for now in new}
    old = article.replaces.statements.filter(whole=None).select_related("claim")
    gone = [was for was in old if was.pk not in kept]
    found = VersionDifference(carried=[now for now in new if now.carried_from_id])
    for now in (one for one in new if not one.carried_from_id):
        near = [(_alike(was.quote, now.quote), was) for was in gone]
        best, was = max(near, key=lambda one: one[0], default=(0.0, now))
        if best >= CHANGED:
            gone.remove(was)
            found.changed.append((was, now))
        else:
            found.came.append(now)
    found.gone.extend(gone)
    return found


def _alike(one: str, other: str) -> float:
    return float(Indel.normalized_similarity(plain_words(one), plain_words(other)))


def _pairs(
    old: list[Statement], new: list[Statement], before: str, after: str
) -> dict[int, Statement]:
    """Old key → the new statement that is the same; each in at most one pair."""
    by_words: dict[tuple[str, str, bool], list[Statement]] = defaultdict(list)
    for now in new:
        by_words[_key(now)].append(now)
    scored = [
        (_around(before, was, after, now), was, now)
        for was in old
        for now in by_words.get(_key(was), [])
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


def _key(statement: Statement) -> tuple[str, str, bool]:
    return plain_words(statement.quote), (statement.speaker or "").casefold(), statement.denied


def _around(before: str, was: Statement, after: str, now: Statement) -> float:
    """How alike the surroundings are, from 0 to 1: the own paragraph counts twice."""
    near = _alike(_paragraph(before, was), _paragraph(after, now))
    ours = before[max(0, was.start - AROUND) : was.start], before[was.end : was.end + AROUND]
    theirs = after[max(0, now.start - AROUND) : now.start], after[now.end : now.end + AROUND]
    far = sum(_alike(one, other) for one, other in zip(ours, theirs, strict=True)) / 2
    return (2 * near + far) / 3


def _paragraph(text: str, statement: Statement) -> str:
    """The rest of the paragraph that the words stand in, as far as four times the distance."""
    start, end = max(0, statement.start - 4 * AROUND), statement.end + 4 * AROUND
    before = text[start : statement.start].rpartition("\n")[2]
    return before + text[statement.end : end].partition("\n")[0]


def _decide_alike(was: Statement, now: Statement, numbers: Iterator[int]) -> set[int]:
    """Give the new statement the old one's decision. Returns the old keys that were carried."""
    now.carried_from = was
    is_split = was.state == Statement.State.SPLIT
    # The pieces of a split one have places in words that must be letter for letter the same.
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
        twin = _twin(piece, now.article, start=piece.start + shift, end=piece.end + shift)
        twin.number, twin.whole = next(numbers), now
        twin.save()
        carried |= _decide_alike(piece, twin, numbers)
    return carried


def _twin(was: Statement, article: Article, *, start: int, end: int) -> Statement:
    """The same statement at a place in the new text, not yet saved and not yet decided on."""
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


def _marked_anew(
    was: Statement, article: Article, before: str, numbers: Iterator[int]
) -> Statement | None:
    """What somebody marked, at the same words of the new text; None where they are gone."""
    twins = [
        _twin(was, article, start=found.start(), end=found.end())
        for found in re.finditer(_pattern(was.quote), article.text)
    ]
    best = max(twins, key=lambda now: _around(before, was, article.text, now), default=None)
    if best is None:
        return None
    is_few = len(was.quote.split()) < FEW
    if is_few and _around(before, was, article.text, best) < ALIKE_AROUND:
        return None
    best.number = next(numbers)
    best.save()
    return best


def _pattern(words: str) -> str:
    """The words, with any white space between them and any mark for a mark."""
    return r"\s+".join(
        "".join(MARKS.pattern if MARKS.match(letter) else re.escape(letter) for letter in word)
        for word in words.split()
    )

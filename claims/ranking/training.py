"""Train the weights of the ranking on labelled sentences. Needs requirements-dev.txt.

Only what generalizes is used: numbers, years and names are tokens, words that are always
capitalized are left out, and an n-gram must occur in many groups of the data (a debate, or
consecutive sentences), not in many sentences of one group.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, NotRequired, TypedDict

from claims.extraction.checkworthiness.claim_types import classify_claim
from claims.extraction.checkworthiness.features import sentence_features
from claims.extraction.checkworthiness.model import Weights, ngram_share
from claims.extraction.checkworthiness.ngrams import (
    NAME,
    SHAPE,
    sentence_ngrams,
    tokenize_sentence,
)
from claims.extraction.evaluation.ranking import average_precision
from claims.extraction.evaluation.scores import ClassScores, precision_recall_f1
from claims.extraction.lexicon.cues import Cues, load_cues
from claims.extraction.numbers.quantities import find_numbers

GROUP_SIZE = 100
HELD_OUT = 10
FEWEST_GROUPS = 16
MOST_GRAMS = 5_000
GRAM_SCALE = 0.63
FEATURE_SCALE = 0.5
INVERSE_PENALTY = 3.0
CAPITAL_SHARE = 0.7
NEARLY_BEST = 0.995

Columns = dict[str, float]


class LabelledSentence(TypedDict):
    """A sentence of the training data; `label` is 1 if it is worth checking."""

    id: Any
    text: str
    label: int
    doc: NotRequired[str]
    speaker: NotRequired[str]


class HeldOutScores(ClassScores):
    """Scores on the held-out sentences, of which there are `n`."""

    n: int
    average_precision: float


@dataclass(frozen=True, slots=True)
class TrainedWeights:
    """Weights, and their scores on the groups that were held out."""

    weights: Weights
    scores: HeldOutScores


def is_held_out(row: LabelledSentence) -> bool:
    """Return whether a row is in the tenth of the groups that is held out."""
    digest = hashlib.sha256(group_of(row).encode()).hexdigest()
    return int(digest, 16) % HELD_OUT == 0


def group_of(row: LabelledSentence) -> str:
    """Return the group of a sentence: its debate, or consecutive sentences by number."""
    if "doc" in row:
        return str(row["doc"])
    number = str(row["id"])
    return str(int(number) // GROUP_SIZE) if number.isdecimal() else number


def train_weights(rows: Sequence[LabelledSentence], language: str) -> TrainedWeights:
    """Train weights on rows `{"id", "text", "label"}`. The same rows give the same weights.

    They are fitted on nine tenths of the groups. The other tenth calibrates the scores (Platt,
    "Probabilistic Outputs for Support Vector Machines", 1999) and sets the score 0.5 to the cut
    with the best F1, so that 0.5 and more means "worth checking". The reported scores are those
    on that tenth; then the weights are fitted again on all rows.
    """
    columns = _kept_columns(rows, language)
    labels = [int(row["label"]) for row in rows]
    held = [is_held_out(row) for row in rows]
    base, learnt = _fit_twice(*_select(columns, labels, held, is_out=False))
    judged, judged_labels = _select(columns, labels, held, is_out=True)
    raw = [base + sum(learnt.get(k, 0.0) * v for k, v in one.items()) for one in judged]
    slope, shift = _calibrate(raw, judged_labels)
    scored = [
        (slope * score + shift, label) for score, label in zip(raw, judged_labels, strict=True)
    ]
    base, learnt = _fit_twice(columns, labels)
    form = slope * fmean(_shape_weight(one, learnt) for one in columns)
    return TrainedWeights(
        _as_weights(slope * base + shift, slope, form, learnt), _scores(scored)
    )


def _kept_columns(rows: Sequence[LabelledSentence], language: str) -> list[Columns]:
    proper = _proper_nouns(rows, language)
    cues = load_cues(language)
    seen = [_columns(str(row["text"]), language, proper, cues) for row in rows]
    kept = _widespread(rows, seen)
    return [{name: value for name, value in one.items() if name in kept} for one in seen]


def _select(
    columns: list[Columns], labels: list[int], held: list[bool], *, is_out: bool
) -> tuple[list[Columns], list[int]]:
    chosen = [i for i, out in enumerate(held) if out == is_out]
    return [columns[i] for i in chosen], [labels[i] for i in chosen]


def _fit_twice(columns: list[Columns], labels: list[int]) -> tuple[float, dict[str, float]]:
    """Fit once on everything, and again on the strongest features."""
    _, learnt = _fit(columns, labels)
    strongest = _strongest(learnt, columns)
    reduced = [{name: v for name, v in one.items() if name in strongest} for one in columns]
    return _fit(reduced, labels)


def _scores(scored: list[tuple[float, int]]) -> HeldOutScores:
    chosen = [label for score, label in scored if score >= 0]
    scores = precision_recall_f1(sum(chosen), len(chosen), sum(label for _, label in scored))
    return {
        "n": len(scored),
        "average_precision": round(average_precision(scored), 4),
        **scores,
    }


def _proper_nouns(rows: Iterable[LabelledSentence], language: str) -> frozenset[str]:
    """Return words that are capitalized inside a sentence: names, parties, offices."""
    capital: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for row in rows:
        text = str(row["text"])
        sentence = tokenize_sentence(text, language)
        for word, (start, end) in list(zip(sentence.words, sentence.spans, strict=True))[1:]:
            plain = text[start:end].replace("’", "'").lower()
            all_[plain] += 1
            capital[plain] += word == NAME
    return frozenset(word for word, n in all_.items() if capital[word] >= CAPITAL_SHARE * n)


def _columns(text: str, language: str, proper: frozenset[str], cues: Cues) -> Columns:
    """Return a row of the matrix: `gram …` and `feature …` with their values."""
    sentence = tokenize_sentence(text, language)
    numbers = find_numbers(text, language)
    type_ = classify_claim(
        text,
        cue="",
        kind="direct",
        numbers=numbers,
        cues=cues,
        language=language,
    )
    part = ngram_share(len(sentence.words)) * GRAM_SCALE
    begins_proper = bool(sentence.words) and sentence.words[0] in proper
    columns = {
        f"gram {gram}": part
        for gram, start, _ in sentence_ngrams(sentence, language)
        if start > 0 or not begins_proper or gram.startswith("/")
    }
    for name, _ in sentence_features(text, sentence, numbers, type_, language):
        columns[f"feature {name}"] = FEATURE_SCALE
    return columns


def _widespread(rows: Sequence[LabelledSentence], seen: Sequence[Columns]) -> frozenset[str]:
    """Return the features, and the n-grams that occur in enough groups."""
    groups: dict[str, set[str]] = defaultdict(set)
    for row, columns in zip(rows, seen, strict=True):
        for name in columns:
            groups[name].add(group_of(row))
    return frozenset(
        name
        for name, where in groups.items()
        if name.startswith("feature") or len(where) >= FEWEST_GROUPS
    )


def _fit(columns: list[Columns], labels: list[int]) -> tuple[float, dict[str, float]]:
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 - only for training
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(columns)
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=2000)
    model.fit(matrix, labels)
    names = vectorizer.get_feature_names_out()
    learnt = dict(zip(map(str, names), map(float, model.coef_[0]), strict=True))
    return float(model.intercept_[0]), learnt


def _strongest(learnt: dict[str, float], columns: list[Columns]) -> frozenset[str]:
    """Return every feature, and the n-grams with the most influence on the data's scores."""
    moved: Counter[str] = Counter()
    for one in columns:
        for name, value in one.items():
            moved[name] += value * value  # type: ignore[assignment]
    most = sorted(
        (name for name in learnt if name.startswith("gram")),
        key=lambda name: (-abs(learnt[name]) * math.sqrt(moved[name]), name),
    )
    return frozenset(most[:MOST_GRAMS]) | {n for n in learnt if n.startswith("feature")}


def _calibrate(raw: list[float], labels: list[int]) -> tuple[float, float]:
    """Return slope and shift that calibrate the held-out scores, with the best cut at 0."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    platt = LogisticRegression(C=1e6, solver="lbfgs").fit([[score] for score in raw], labels)
    slope = float(platt.coef_[0][0])
    return slope, -slope * _best_cut(raw, labels)


def _best_cut(raw: list[float], labels: list[int]) -> float:
    """Return the highest cut whose F1 is nearly the best, for a shorter list."""
    positive, right = sum(labels), 0
    cuts: list[tuple[float, float]] = []
    ranked = sorted(zip(raw, labels, strict=True), reverse=True)
    for found, (score, label) in enumerate(ranked, start=1):
        right += label
        cuts.append((2 * right / (found + positive), score))
    best = max(f1 for f1, _ in cuts)
    return max(score for f1, score in cuts if f1 >= NEARLY_BEST * best)


def _shape_weight(columns: Columns, learnt: dict[str, float]) -> float:
    """Return what the shapes of a sentence add to its score."""
    return sum(
        value * learnt.get(name, 0.0)
        for name, value in columns.items()
        if name.startswith(f"gram {SHAPE}")
    )


def _as_weights(base: float, slope: float, form: float, learnt: dict[str, float]) -> Weights:
    """Build the weights: scales are applied, and weights that round to 0 are left out."""

    def table(kind: str, scale: float) -> dict[str, float]:
        rounded = {
            name.removeprefix(kind): round(weight * slope * scale, 3)
            for name, weight in sorted(learnt.items())
            if name.startswith(kind)
        }
        return {name: weight for name, weight in rounded.items() if weight}

    return Weights(
        round(base, 3),
        round(form, 3),
        table("gram ", GRAM_SCALE),
        table("feature ", FEATURE_SCALE),
    )

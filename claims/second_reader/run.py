"""Run a second reading, one piece of the text at a time, so that nothing is sent twice."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from claims.articles.models import Article
from claims.extraction.attribution.quotation_spans import QuotationIndex
from claims.extraction.text.quotations import find_quotations
from claims.second_reader.chunks import piece_at
from claims.second_reader.client import ProposedQuote, reader_endpoint, request_proposals
from claims.second_reader.models import SecondReading
from claims.second_reader.quote_search import SearchedText, Span, SpanIndex, is_quotable
from claims.statements import preferences as ranking_preferences
from claims.statements.enrich import enrich_statement
from claims.statements.models import Statement
from history.record import record
from jobs.dispatch import dispatch_on_commit
from sources.service_client import Service, ServiceFailed
from sources.snapshots.storage_errors import QUARANTINED

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Question:
    """The next piece of an article's text to send."""

    article: Article
    span: Span
    endpoint: Service


def is_set_up() -> bool:
    """Return whether a second reader is configured."""
    return reader_endpoint() is not None


def request_second_reading(article: Article) -> SecondReading | None:
    """Queue a second reading of an extracted article; None if no second reader is set up."""
    if not is_set_up():
        return None
    wanted, is_new = SecondReading.objects.get_or_create(
        article=article, defaults={"model": settings.READER_MODEL[:200]}
    )
    if is_new:
        dispatch_on_commit(SecondReading.task_name, article.pk)
    return wanted


def prepare_question(reading: SecondReading) -> Question | None:
    """Return what to send next for a leased row, or None if that ends the job."""
    endpoint = reader_endpoint()
    if endpoint is None:
        reading.failed("switched_off", "The second reader is no longer configured.")
        return None
    article = Article.objects.get(pk=reading.pk)
    if article.is_quarantined:
        reading.failed("quarantined", QUARANTINED)
        return None
    span = piece_at(article.text, reading.place)
    if span is None:
        _finish(reading)
        return None
    return Question(article, span, endpoint)


def ask_second_reader(reading: SecondReading, question: Question) -> None:
    """Send one piece and save the verified proposals. A failure is a sentence on the row.

    The article and its other statements don't change.
    """
    start, end = question.span
    try:
        proposals = request_proposals(question.endpoint, question.article.text[start:end])
    except ServiceFailed as error:
        if error.retriable:
            reading.again(error.kind, error.detail, wait=error.wait)
        else:
            reading.failed(error.kind, error.detail)
        return
    _save(reading, question, proposals)


@transaction.atomic
def _save(reading: SecondReading, question: Question, proposals: list[ProposedQuote]) -> None:
    """Save statements and progress if the lease is still ours, otherwise nothing."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    made = _statements(article, question.span, proposals)
    place = question.span[1]
    if not reading.finish_piece(place, proposed=len(proposals), kept=len(made)):
        return
    Statement.objects.bulk_create(ranking_preferences.with_preferences(made))
    if made:
        details = {"statements": [one.pk for one in made], "model": reading.model}
        record(f"article:{article.pk}", "propose", by=User.objects.system(), **details)
    dispatch_on_commit(SecondReading.task_name, reading.pk)


def _finish(reading: SecondReading) -> None:
    with transaction.atomic():
        if reading.done():
            record(
                f"article:{reading.pk}",
                "read-second",
                by=User.objects.system(),
                proposed=reading.proposed,
                kept=reading.kept,
                model=reading.model,
            )


def _statements(
    article: Article, piece: Span, proposals: list[ProposedQuote]
) -> list[Statement]:
    """Build statements of the proposals that the piece contains and that are new."""
    folded = SearchedText(article.text, *piece)
    marks = QuotationIndex(
        article.text, find_quotations(article.text, _lines(article.text, piece))
    )
    own = Statement.objects.filter(article=article)
    taken = SpanIndex(own.values_list("start", "end"))
    left_over = SpanIndex((start, end) for start, end in article.left_over)
    number = own.aggregate(last=Max("number"))["last"] or 0
    made: list[Statement] = []
    for proposal in proposals:
        found = folded.find(proposal.quote) if is_quotable(proposal.quote) else None
        span = marks.fit_to_quotations(found) if found else None
        mine = SpanIndex((one.start, one.end) for one in made)
        if span is None or taken.has(span) or mine.has(span):
            continue
        if left_over.has(span, from_=0.01):  # boilerplate says nothing
            continue
        number += 1
        made.append(_statement(article, number, span, marks, _speaker(folded, proposal, span)))
    return made


def _statement(
    article: Article, number: int, span: Span, marks: QuotationIndex, speaker: Span | None
) -> Statement:
    kind = marks.kind(span)
    if kind == Statement.Kind.INDIRECT and speaker is None:
        kind = Statement.Kind.NARRATION
    statement = Statement(
        article=article,
        number=number,
        start=span[0],
        end=span[1],
        quote=article.text[slice(*span)],
        speaker=" ".join(article.text[slice(*speaker)].split()) if speaker else None,
        speaker_start=speaker[0] if speaker else None,
        speaker_end=speaker[1] if speaker else None,
        kind=kind,
        found_by=Statement.FoundBy.SECOND_READER,
        parts=[list(span)],
    )
    enrich_statement(statement)
    statement.full_clean(exclude=["article"], validate_unique=False, validate_constraints=False)
    return statement


def _speaker(folded: SearchedText, proposal: ProposedQuote, span: Span) -> Span | None:
    """Return the span of the words that name the speaker, the nearest to the quote."""
    if not proposal.speaker or len(proposal.speaker) > LONGEST_NAME:
        return None
    found = folded.find(proposal.speaker, near=span[0])
    return found if found and found[1] - found[0] <= LONGEST_NAME else None


def _lines(text: str, piece: Span) -> list[Span]:
    """Return the lines of a piece that aren't blank, as spans of the text."""
    spans, start = [], piece[0]
    for line in text[slice(*piece)].split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans

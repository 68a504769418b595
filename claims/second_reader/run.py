"""The job of a second reading: one piece of the text a time, so that nothing is asked twice."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from claims.articles.models import Article
from claims.extraction.attribution.quotation_spans import QuotationIndex
from claims.extraction.text.quotations import find_quotations
from claims.second_reader.chunks import piece_at
from claims.second_reader.client import Proposal, reader_endpoint, request_proposals
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
    """The piece of an article's text that is asked about now."""

    article: Article
    span: Span
    endpoint: Service


def is_set_up() -> bool:
    """Whether the desk runs a second reader."""
    return reader_endpoint() is not None


def request_second_reading(article: Article) -> SecondReading | None:
    """Note that a second reader is to read an article that ours has read; None where off."""
    if not is_set_up():
        return None
    wanted, is_new = SecondReading.objects.get_or_create(
        article=article, defaults={"model": settings.READER_MODEL[:200]}
    )
    if is_new:
        dispatch_on_commit(SecondReading.task_name, article.pk)
    return wanted


def prepare_question(reading: SecondReading) -> Question | None:
    """What to ask next for a leased row; None where that ends it."""
    endpoint = reader_endpoint()
    if endpoint is None:
        reading.failed("switched_off", "No second reader is set up any more.")
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
    """Ask about one piece and write down what stands in it. A failure is a sentence on the row.

    The article and what our reader found in it stay as they are, whatever comes.
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
    _write(reading, question, proposals)


@transaction.atomic
def _write(reading: SecondReading, question: Question, proposals: list[Proposal]) -> None:
    """The statements and how far we are, under the lease: all, or nothing if it was lost."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    made = _statements(article, question.span, proposals)
    place = question.span[1]
    if not reading.goes_on(place, proposed=len(proposals), kept=len(made)):
        return
    Statement.objects.bulk_create(ranking_preferences.with_preferences(made))
    if made:
        told = {"statements": [one.pk for one in made], "model": reading.model}
        record(f"article:{article.pk}", "propose", by=User.objects.system(), **told)
    dispatch_on_commit(SecondReading.task_name, reading.pk)


def _finish(reading: SecondReading) -> None:
    with transaction.atomic():
        if reading.done():
            told = {"proposed": reading.proposed, "kept": reading.kept, "model": reading.model}
            record(f"article:{reading.pk}", "read-second", by=User.objects.system(), **told)


def _statements(article: Article, piece: Span, proposals: list[Proposal]) -> list[Statement]:
    """Those proposals whose words stand in the piece, and that are no statement of it yet."""
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
        if left_over.has(span, from_=0.01):  # what is no text says nothing
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


def _speaker(folded: SearchedText, proposal: Proposal, span: Span) -> Span | None:
    """Where the words that name the speaker stand, nearest to the quote; None: they do not."""
    if not proposal.speaker or len(proposal.speaker) > LONGEST_NAME:
        return None
    found = folded.find(proposal.speaker, near=span[0])
    return found if found and found[1] - found[0] <= LONGEST_NAME else None


def _lines(text: str, piece: Span) -> list[Span]:
    """The lines of a piece that hold words, as spans of the text."""
    spans, start = [], piece[0]
    for line in text[slice(*piece)].split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans

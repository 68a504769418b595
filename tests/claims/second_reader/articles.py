"""Articles for a second reader, and the work of its worker."""

from claims import second_reader
from claims.second_reader.models import SecondReading
from claims.statements.models import Statement
from jobs.models import JobState
from tests import given

TEXT = (
    "The bridge at Mill Lane opened on Monday.\n\n"
    "Kim Doe thinks nothing of it. Some 4,000 lorries a day will cross the river, the firm’s "
    "own paper has it.\n\n"
    "In the view of Ada Marsh – who leads the union – the wages at the yard fell by 12 percent "
    "in two years.\n"
)
MISSED = "Some 4,000 lorries a day will cross the river"
WAGES = "the wages at the yard fell by 12 percent in two years"


def bare(text=TEXT):
    """An article whose extracted statements are deleted, to leave room for others."""
    article = given.article(text)
    article.statements.all().delete()
    return article


def read_all(article):
    """Do the worker's task until nothing is left to do."""
    for _ in range(60):
        leased = SecondReading.objects.lease(article.pk)
        if leased is None:
            break
        if question := second_reader.prepare_question(leased):
            second_reader.ask_second_reader(leased, question)
    return SecondReading.objects.get(pk=article.pk)


def fail_for_good(article):
    """Run all attempts at once, as if each were due."""
    for _ in range(4):
        read_all(article)
        waiting = SecondReading.objects.filter(pk=article.pk, state=JobState.WAITING)
        waiting.update(run_after="2020-01-01T00:00:00Z")
    return SecondReading.objects.get(pk=article.pk)


def found(article):
    return list(article.statements.filter(found_by=Statement.FoundBy.SECOND_READER))

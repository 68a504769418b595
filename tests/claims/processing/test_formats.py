"""Every supported file type is parsed correctly."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models.functions import Now

from claims.articles.follow_up_jobs import Unpacking
from claims.attachments import actions as attachment_actions
from claims.attachments import unpack
from history.models import Event
from tests import given
from tests.claims.articles import example_files
from tests.sources.stores import AwayStore, FullStore

pytestmark = pytest.mark.django_db

FORMATS = [
    *("hearing.txt", "interview.srt", "debate.vtt", "statements.csv", "statements.tsv"),
    *("speech.docx", "minutes.pdf", "page.html", "press-release.eml"),
]


def said(article):
    return {one.quote: one.speaker for one in article.statements.all()}


def holding(article, words):
    (found,) = [one for one in article.statements.all() if words in one.quote]
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_goes_in_and_its_statements_come_out_word_for_word(name):
    article = example_files.take_in(name)

    assert article.state == "done", article.detail
    assert article.came_by == "file"
    assert article.statements.exists()
    for one in article.statements.all():
        assert article.text[one.start : one.end] == one.quote


def test_a_word_file_is_read_as_its_reader_sees_it():
    article = example_files.take_in("speech.docx")

    assert article.title == "Speech on the police"
    assert article.published_on == date(2026, 3, 3)
    assert article.notes == ["By Jo Reed, according to the file."]
    assert "60" not in article.text, "no text that was deleted with tracking"
    assert "Officers\n2024\t312" in article.text, "a row of a table is a line"
    assert article.text.endswith("leaves out part-time officers."), "a note comes last"
    assert "[1]" not in article.text
    cut = holding(article, "cut by 40 percent")
    assert (cut.speaker, cut.claim_type) == ("Mara Brook", "statistic")
    assert holding(article, "312 officers").speaker == "Mara Brook"
    assert "police union" in holding(article, "part-time").speaker


def test_a_paper_is_read_by_its_text():
    article = example_files.take_in("minutes.pdf")

    assert article.title == "Minutes of 3 March"
    assert holding(article, "40 percent").speaker == "Mara Brook"
    assert holding(article, "run out of money").denied


def test_a_page_tells_who_published_it_and_when():
    article = example_files.take_in("page.html")

    assert str(article.publisher) == "Northfield Courier"
    assert article.published_on == date(2026, 3, 4)
    assert article.title == "Police funding cut, says mayor"
    assert "Sport" not in article.text
    assert holding(article, "312 officers").speaker == "Mara Brook"


def test_a_transcript_is_told_by_its_labels():
    article = example_files.take_in("hearing.txt")

    assert holding(article, "187 officers").speaker == "Mara Brook"
    assert not any("Is that a cut" in quote for quote in said(article)), "the chair only asks"


def test_subtitles_become_running_text_in_which_each_statement_knows_its_moment():
    article = example_files.take_in("interview.srt")

    assert article.title == "interview"
    assert article.text.split("\n\n") == [
        "PRESENTER: Mayor, how many officers does Northfield have?",
        (
            "MARA BROOK: We have 187 officers, and we had 312 in 2024."
            " That is a cut of 40 percent."
        ),
        "PRESENTER: And the schools?",
        "MARA BROOK: We will open two new schools by 2028.",
    ]
    count = holding(article, "187 officers")
    assert (count.speaker, count.kind, count.moment) == ("Mara Brook", "direct", 4)
    schools = holding(article, "two new schools")
    assert (schools.claim_type, schools.moment, schools.moment_words) == (
        "promise",
        765,
        "12:45",
    )


def test_captions_that_roll_are_taken_once_and_voices_are_named():
    article = example_files.take_in("debate.vtt", url="https://tube.example/watch?v=1")

    assert article.text.split("\n\n") == [
        "Mara Brook: Police funding was cut by 40 percent & nobody asked us.",
        "Lena Holt: Unemployment fell from 640 people in May to 710 in June. That is a rise.",
        "– Who said so?",
        "– The statistics office did.",
        "Mara Brook: We had 312 officers in 2024.",
        "Lena Holt: Nobody was sent home.",
    ]
    assert holding(article, "statistics office").speaker is None
    fell = holding(article, "Unemployment fell")
    assert (fell.speaker, fell.moment) == ("Lena Holt", 5)
    assert fell.moment_url == "https://tube.example/watch?v=1#t=5"


def test_a_list_gives_its_rows_as_they_are():
    article = example_files.take_in("statements.csv")

    first, second, third = article.statements.order_by("number")
    assert {one.found_by for one in (first, second, third)} == {"list"}
    assert (first.quote, first.speaker, first.said_on) == (
        "Police funding was cut by 40 percent in a single year.",
        "Mara Brook",
        date(2026, 3, 3),
    )
    assert (first.kind, first.claim_type) == ("indirect", "statistic")
    assert first.numbers[0]["value"] == 40
    assert first.worth > 0.3
    assert (second.said_on, second.kind) == (date(2026, 3, 2), "mixed")
    assert (third.speaker, third.kind, third.said_on) == (None, "narration", None)
    assert article.notes == [
        "Row 4: it has no statement and was left out.",
        "Row 5: “not known” can't be read as a date, so it's left out.",
    ]


def test_a_column_of_quotes_holds_exact_words():
    article = example_files.take_in("statements.tsv")

    (one,) = article.statements.all()
    assert (one.quote, one.kind, one.speaker) == (
        "We had 312 officers.",
        "direct",
        "Mara Brook",
    )


def test_an_email_tells_what_it_is_about_and_who_sent_it_when():
    article = example_files.take_in("press-release.eml")

    assert article.title == "Mayor: 187 officers left"
    assert str(article.publisher) == "Northfield Press Office"
    assert article.published_on == date(2026, 3, 3)
    assert holding(article, "90,000").speaker == "Mara Brook"
    assert article.text.count("187 police officers") == 1, "its HTML says the same once more"


def test_what_comes_with_an_email_is_taken_in_by_the_door_of_all_files():
    article = example_files.take_in("press-release.eml")

    speech, forwarded = [example_files.read(one) for one in example_files.unpack(article)]

    assert speech.title == "Speech on the police"
    assert (speech.attached_to, forwarded.attached_to) == (article, article)
    assert holding(forwarded, "4 million crowns").speaker == "Lena Holt"
    assert article.notes == [
        (
            "logo.png came with it and was not accepted."
            " Text in pictures isn’t recognized. Type or paste the words in it."
        )
    ]


def test_nothing_that_came_with_an_email_is_opened_before_somebody_asks(client):
    article = example_files.take_in("press-release.eml")
    client.force_login(given.checker())

    before = client.get(f"/desk/articles/{article.pk}/").content.decode()
    assert "What came with this e-mail is not opened." in before
    assert not Unpacking.objects.exists()

    client.post(f"/desk/articles/{article.pk}/attachments/")

    assert Unpacking.objects.get().article == article
    events = [event.kind for event in Event.objects.of(f"article:{article.pk}")]
    assert events[0] == "open-attachments"
    assert "is not opened" not in client.get(f"/desk/articles/{article.pk}/").content.decode()


def test_what_is_no_email_holds_nothing_to_open():
    with pytest.raises(ValidationError):
        attachment_actions.open_attachments(given.article(), by=given.checker())


def test_the_same_email_is_unpacked_once():
    article = example_files.take_in("press-release.eml")
    example_files.unpack(article)

    assert Unpacking.objects.lease(article.pk) is None


def test_a_worker_that_lost_its_lease_unpacks_nothing_twice():
    article = example_files.take_in("press-release.eml")
    attachment_actions.open_attachments(article, by=given.checker())
    slow = Unpacking.objects.lease(article.pk)
    Unpacking.objects.filter(pk=article.pk).update(lease_until=Now() - timedelta(seconds=1))

    example_files.unpack(article)
    unpack.unpack_attachments(slow)

    article.refresh_from_db()
    assert article.attachments.count() == 2
    assert len(article.notes) == 1


def test_what_comes_with_an_email_waits_for_room_and_is_then_taken_in_once(monkeypatch):
    email = (example_files.FILES / "press-release.eml").read_bytes()
    new = email.replace(b"4 million crowns", b"5 million crowns")
    article = example_files.take_in_bytes(new, "press-release.eml")
    with monkeypatch.context() as full:
        full.setattr(default_storage, "_wrapped", FullStore(default_storage.location))
        assert example_files.unpack(article) == []

    row = Unpacking.objects.get(pk=article.pk)
    assert (row.state, row.failure, row.attempts) == ("waiting", "disk_full", 0)
    assert "by itself" in row.detail
    assert article.notes == []

    Unpacking.objects.update(run_after=Now())
    assert len(example_files.unpack(article)) == 2
    assert len(article.notes) == 1


def test_an_email_that_its_store_does_not_give_waits_for_it(monkeypatch):
    article = example_files.take_in("press-release.eml")
    monkeypatch.setattr(default_storage, "_wrapped", AwayStore())

    assert example_files.unpack(article) == []

    row = Unpacking.objects.get(pk=article.pk)
    assert (row.state, row.failure, row.attempts) == ("waiting", "store_away", 0)


def test_an_email_whose_bytes_are_gone_says_so():
    article = example_files.take_in("press-release.eml")
    default_storage.delete(article.page.storage_name)

    assert example_files.unpack(article) == []

    row = Unpacking.objects.get(pk=article.pk)
    assert (row.state, row.failure) == ("failed", "bytes_gone")
    assert "verify_snapshots" in row.detail


def test_a_front_page_is_kept_without_statements_and_says_so():
    stories = "".join(
        f"<li><h2><a href='/news/{number}'>Story of the day number {number}</a></h2>"
        f"<p>The mayor, Mara Brook, said that {number}0 percent of the buses run late.</p></li>"
        for number in range(1, 9)
    )
    article = example_files.take_in_bytes(
        f"<!doctype html><title>Courier</title><main><ol>{stories}</ol></main>".encode(),
        "front.html",
    )

    assert article.state == "done"
    assert "40 percent of the buses" in article.text
    assert not article.statements.exists()
    assert article.notes[0].startswith("This page shows the beginnings of 8 stories")

"""A page that was read already, byte for byte, is not read again."""

import sys

import pytest
from django.core.files.storage import default_storage

from reviews.evidence.metadata import describe_evidence
from sources.parsing import parser as parsing_parser
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import erasure, transcription
from sources.snapshots.models import Content
from tests import given
from tests.sources.pictures import picture

pytestmark = pytest.mark.django_db

WORDS = "Evening patrols at the harbour end in June."
HTML = f"<title>Patrols</title><p>{WORDS}</p><a href='/more'>More</a>"
HOME = "https://mill.example.org/patrols"
SEEN = ["Read before."]


def page(body=WORDS, *, url=HOME, **more):
    return given.kept_page(body, url=url, **more)


def marked(snapshot, **changes):
    """So that whoever takes over what was found of this page is known by it."""
    Content.objects.filter(pk=snapshot.pk).update(notes=SEEN, **changes)
    return snapshot


def is_taken_over(snapshot):
    assert snapshot.content.state == "done"
    return snapshot.content.notes == SEEN


def facts(snapshot):
    row = Content.objects.filter(pk=snapshot.pk).values().get()
    others = {"snapshot_id", "run_after", "dispatched_at", "ended_at"}
    return {name: value for name, value in row.items() if name not in others}


def test_the_same_page_again_starts_no_child_and_says_the_same(started_programs):
    first = page(HTML, media_type="text/html")
    assert len(started_programs) == 1

    again = page(HTML, media_type="text/html")

    assert len(started_programs) == 1
    assert facts(again) == facts(first)
    assert again.content.title == "Patrols"
    assert again.content.links == [{"url": "https://mill.example.org/more", "text": "More"}]


@pytest.mark.parametrize(
    "differs",
    [
        {"body": WORDS + " "},
        {"url": "https://mill.example.org/other"},
        {"media_type": "text/csv"},
    ],
)
def test_other_bytes_another_address_or_kind_are_read_for_themselves(differs):
    marked(page())

    assert not is_taken_over(page(**differs))


@pytest.mark.parametrize(
    ("changes", "may_be"),
    [
        ({}, True),
        ({"parser_version": "0" * 64}, False),  # by readers that were upgraded since
        ({"parser_version": ""}, False),  # before editions were noted
        ({"state": "failed"}, False),
    ],
)
def test_only_what_the_readers_of_now_found_is_taken_over(changes, may_be):
    marked(page(), **changes)

    assert is_taken_over(page()) == may_be


def test_what_was_taken_over_is_taken_over_again():
    marked(page())
    page()

    assert is_taken_over(page())


def test_a_reading_that_was_cut_short_is_not_taken_over(monkeypatch):
    def cut(*_):
        return parsing_parser.Parsed(
            text="Eve", article_text="", html="", marks=("text_incomplete",)
        )

    with monkeypatch.context() as busy:
        busy.setattr(parsing_parser, "parse", cut)
        assert page().content.text == "Eve"

    assert page().content.text == WORDS


def test_a_title_that_a_person_gave_stays_with_its_page():
    page("A", title="Mine", publisher="Me")
    snapshot_actions.describe(page("B"), description="", title="Ours", by=given.checker())

    again = [page("A"), page("B")]

    assert [(one.content.title, one.content.publisher) for one in again] == [("", None)] * 2


def test_a_publisher_that_a_person_named_stays_with_its_page():
    by = given.checker()
    piece = given.evidence(given.taken(by=by), by=by)
    first = piece.snapshot
    describe_evidence(piece, publisher="Us", by=by)

    again = given.kept_page(first.body().decode(), url=first.url, by=by)

    assert Content.objects.get(pk=first.pk).publisher.name == "Us"
    assert again.content.publisher is None


def test_what_whoever_put_it_in_says_stands_before_what_was_found():
    marked(page())

    named = page(title="Mine", publisher="Me")

    assert is_taken_over(named)
    assert (named.content.title, str(named.content.publisher)) == ("Mine", "Me")
    assert named.content.parser_version == ""


def test_words_typed_off_a_picture_are_not_found_in_the_next():
    def kept():
        made = snapshot_actions.archive_by_hand(
            picture(), media_type="image/png", by=given.checker()
        )
        return given.parsed(made)

    transcription.type_text(kept(), text="Typed.", by=given.checker())

    assert kept().content.text == ""


def test_an_erased_page_gives_nothing():
    first = page()
    erasure.erase(first, why="By law.", by=given.admin())

    again = page()

    assert again.content.text == WORDS
    assert Content.objects.get(pk=first.pk).parser_version == ""


def test_its_bytes_need_not_be_there():
    first = page()
    second = snapshot_actions.archive_by_hand(
        WORDS.encode(), media_type="text/plain", url=HOME, by=given.checker()
    )
    default_storage.delete(second.storage_name)

    assert given.parsed(second).content.text == first.content.text == WORDS


@pytest.mark.parametrize("change", [("a.py", b"y = 1"), ("deep/b.py", b"")])
def test_whatever_code_is_changed_makes_another_edition(change, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[parsing_parser.parser_version.__module__], "OURS", tmp_path)
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.py").write_bytes(b"x = 1")
    before = parsing_parser.parser_version.__wrapped__()
    name, code = change

    (tmp_path / name).write_bytes(code)

    assert parsing_parser.parser_version.__wrapped__() != before

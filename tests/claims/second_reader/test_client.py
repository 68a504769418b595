"""Responses of a model, and failures, which cost nothing but the second reading."""

import json
import time

import pytest

from jobs.models import JobState
from tests import given
from tests.claims.second_reader.articles import (
    MISSED,
    bare,
    fail_for_good,
    found,
    read_all,
)
from tests.claims.second_reader.model_server import Model, completion, listing
from tests.sources.safe_fetch.hostile_servers import Stranger, moved

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "content",
    [
        f"```json\n{listing((MISSED, None))}\n```",
        f"<think>Is {{}} right?</think>Here it is: {listing((MISSED, None))} Good luck!",
    ],
)
def test_a_model_that_talks_around_its_answer_is_understood(reader, content):
    with Model(content) as model:
        reader(model)
        article = bare()
        read_all(article)

    assert len(found(article)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"<html>gateway</html>",
        b"{}",
        b"[]",
        b'{"choices": []}',
        json.dumps(completion(None)).encode(),
        json.dumps(completion("I am sorry, I cannot do that.")).encode(),
        json.dumps(completion('{"statements": "none"}')).encode(),
        json.dumps(completion('{"statements": ' + "[" * 500 + "]" * 500 + "}")).encode(),
        json.dumps(completion('{"statements": [')).encode(),
    ],
)
def test_an_answer_that_is_none_fails_with_a_sentence_and_nothing_is_touched(reader, raw):
    with Model(raw) as model:
        reader(model)
        article = given.article()
        before = list(article.statements.values())
        row = fail_for_good(article)

    assert row.state == JobState.FAILED
    assert row.failure == "unreadable"
    assert row.detail.endswith(".")
    article.refresh_from_db()
    assert article.state == JobState.DONE
    assert list(article.statements.values()) == before


def test_rows_that_are_no_proposals_are_left_out(reader):
    rows = [None, 1, "x", [], {}, {"quote": 7}, {"quote": MISSED, "speaker": 9}]
    with Model(json.dumps({"statements": rows})) as model:
        reader(model)
        article = bare()
        read_all(article)

    assert [(one.quote, one.speaker) for one in found(article)] == [(MISSED, None)]


def test_fifty_thousand_statements_cost_no_more_than_we_look_at(reader):
    rows = ",".join('{"quote":"a b c d e f"}' for _ in range(50_000))
    with Model(f'{{"statements":[{rows}]}}') as model:
        reader(model)
        article = bare()
        began = time.monotonic()
        row = read_all(article)

    assert time.monotonic() - began < 10
    assert row.proposed == 200
    assert found(article) == []


def test_a_server_error_is_tried_again_and_heals(reader):
    with Model(
        listing((MISSED, None)), status=b"503 Busy", headers=[b"Retry-After: 9"]
    ) as model:
        reader(model)
        article = bare()
        row = read_all(article)
        assert (row.state, row.failure) == (JobState.WAITING, "server_error")
        model.status = b"200 OK"
        row = fail_for_good(article)

    assert row.state == JobState.DONE
    assert len(found(article)) == 1


def test_a_redirect_is_refused_and_nobody_else_is_asked(reader, settings):
    with (
        Stranger() as elsewhere,
        Stranger(moved(f"http://127.0.0.1:{elsewhere.port}/")) as there,
    ):
        settings.READER_URL, settings.READER_MODEL = f"http://127.0.0.1:{there.port}", "small"
        article = bare()
        row = read_all(article)

    assert (row.state, row.failure) == (JobState.FAILED, "redirects")
    assert elsewhere.hits == []


def test_a_reader_that_dawdles_is_left_and_tried_again(reader, monkeypatch):
    monkeypatch.setattr("claims.second_reader.client.SECONDS", 0.3)

    def dawdle(connection, _request, stranger):
        stranger.closing.wait(5)

    with Stranger(dawdle) as there:
        there.url = f"http://127.0.0.1:{there.port}"
        reader(there)
        article = bare()
        row = read_all(article)

    assert (row.state, row.failure) == (JobState.WAITING, "timeout")


def test_an_endpoint_without_json_mode_is_asked_again_without(reader):
    with Model(listing((MISSED, None)), status=b"400 Bad Request") as model:
        reader(model)
        article = bare()
        assert read_all(article).failure == "refused"

    formats = ["response_format" in asked for asked in model.asked]
    assert formats == [True, False]

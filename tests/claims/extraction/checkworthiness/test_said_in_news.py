"""Single sentences of news: of what type is what is said in them, and what stands first."""

from math import ceil
from pathlib import Path

import pytest

from claims.extraction.pipeline import extract_statements

SENTENCES = Path(__file__).with_name("said_in_news.txt")
LEAST_TYPES = 0.97
LEAST_FIRST = 0.9
MORE_RANKS = 1.2


@pytest.fixture(scope="module")
def read():
    rows = []
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, text = line.split(" | ", 1)
        before, said, after = text.replace("}", "{").split("{")
        start, end = len(before), len(before) + len(said)
        overlaps = {
            min(one.end, end) - max(one.start, start): one
            for one in extract_statements(before + said + after)
        }
        best = overlaps[max(overlaps)]
        rows.append((*head.split(), best.claim_type, best.worth, said))
    return rows


def test_what_is_said_has_the_type_that_a_person_gives(read):
    wrong = [(said, type_, got) for type_, _, got, _, said in read if type_ != got]
    assert len(read) > 200
    assert len(wrong) <= len(read) * (1 - LEAST_TYPES), wrong


def test_what_a_checker_would_check_stands_first_and_never_what_no_checker_would(read):
    ranked = sorted(read, key=lambda row: -row[3])
    worthy = sum(mark == "+" for _, mark, *_ in read)
    first = ranked[: ceil(worthy * MORE_RANKS)]
    assert sum(mark == "+" for _, mark, *_ in first) >= worthy * LEAST_FIRST
    assert [said for _, mark, *_, said in ranked[: worthy // 2] if mark == "-"] == []

"""The passages keep the format that their README defines."""

import json
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PARTS = ("open", "held_out", "blind_open", "blind_held_out")
FILES = sorted(HERE.glob("*/*.jsonl"))
REQUIRED = {"id", "class", "text", "statements", "forbidden"}
FIELDS = REQUIRED | {"optional", "not_statements", "date"}


def passages_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def problems_of(passage, path):
    """Sentences about what is wrong with the passage; none of them quotes it."""
    text, name = passage.get("text", ""), passage.get("id")
    if not set(passage) >= REQUIRED or not set(passage) <= FIELDS:
        return [f"{name}: fields"]
    found = [] if passage["class"] == path.stem else [f"{name}: the class is not the file's"]
    if "\r" in text or text != text.strip():
        found.append(f"{name}: white space around the text")
    speakers = {one["speaker"] for one in passage["statements"]}
    found += [
        f"{name}: expected and forbidden" for who in passage["forbidden"] if who in speakers
    ]
    found += [
        f"{name}: forbidden, not named" for who in passage["forbidden"] if who not in text
    ]
    quotes = passage["statements"] + passage.get("optional", [])
    for rows in (passage["statements"], passage.get("optional", [])):
        after = 0
        for one in rows:
            after = text.find(one["quote"], max(after, 0))
            if after < 0:
                found.append(f"{name}: a quote is not in the text, or not in its order")
    found += [
        f"{name}: words are not in the text"
        for words in passage.get("not_statements", [])
        if words not in text
    ]
    for one in quotes:
        named = [one["speaker"]] if one["speaker"] else one.get("candidates", [])
        found += [f"{name}: a speaker is not named" for who in named if who not in text]
        if one["speaker"] is not None and "candidates" in one:
            found.append(f"{name}: candidates next to a speaker")
        if one["quote"] != one["quote"].strip():
            found.append(f"{name}: white space around a quote")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_passages_of_a_file_keep_the_format(path):
    assert [line for one in passages_of(path) for line in problems_of(one, path)] == []


def test_ids_are_given_once_and_part_of_each_class_is_held_out():
    ids = {part: [] for part in PARTS}
    for path in FILES:
        ids[path.parent.name] += [(path.stem, one["id"]) for one in passages_of(path)]

    counts = {part: Counter(name for name, _ in rows) for part, rows in ids.items()}

    every = [name for rows in ids.values() for _, name in rows]
    assert len(every) == len(set(every)) >= 1500
    for known, held_out in (PARTS[:2], PARTS[2:]):
        assert counts[known].keys() == counts[held_out].keys()
        assert all(counts[known][name] >= 2 * n - 2 for name, n in counts[held_out].items())


def test_in_two_hundred_passages_somebody_must_not_be_named():
    assert sum(bool(one["forbidden"]) for path in FILES for one in passages_of(path)) >= 200

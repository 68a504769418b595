"""Recompute chains of events and name each line that does not match.

No Django and no database: it works on any iterable of rows, so an outside copy can be checked
with this file alone: `python history/verify.py export.jsonl`. The rules are those of the SQL
function `record`. The hash of an event is SHA-256 over a tag, which names the format, and then
each field as `length:bytes`. The digest of its payload is SHA-256 over the payload alone in
format 1, and over 64 hexadecimal digits of salt and the payload in format 2. One chain may hold
both: a desk's events have format 1 up to the day on which it started to use format 2.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

UNSALTED, SALTED = 1, 2
TAGS = {UNSALTED: "factcheck-event-1", SALTED: "factcheck-event-2"}
"""The tag at the start of the hashed bytes, by format."""
SALT = re.compile(r"[0-9a-f]{64}")
"""A salt has a fixed length, so that no part of a payload can pass for salt, or the reverse."""
GENESIS = "0" * 64

Heads = dict[str, tuple[int, str]]
"""The last place and hash of each chain."""


class ExportLine(NamedTuple):
    """One event as stored or exported. `payload` is None if it was redacted.

    Exports from before there was a second format have neither `format` nor `salt`.
    """

    chain: str
    seq: int
    kind: str
    actor: str
    role: str
    request: str
    occurred_at: str
    payload_sha256: str
    previous: str
    hash: str
    payload: str | None
    format: int = UNSALTED
    salt: str = ""


class Fault(NamedTuple):
    """A fault, and where it is: `claim:3 #7: …`."""

    chain: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain} #{self.seq}: {self.what}"


def event_hash(line: ExportLine) -> str:
    """The hash that a line must carry. Raises `KeyError` for an unknown format."""
    digest = hashlib.sha256(TAGS[line.format].encode())
    for field in line[:9]:
        text = str(field).encode()
        digest.update(b"%d:" % len(text) + text)
    return digest.hexdigest()


def payload_sha256(payload: str, salt: str) -> str:
    """The digest of a payload that its event must carry; format 1 has no salt."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()


def faults(
    lines: Iterable[ExportLine], heads: Heads, kept_outside: Heads | None = None
) -> Iterator[Fault]:
    """Every fault in lines that come in order within each chain, compared with the heads.

    `heads` is read when the lines have run out. `kept_outside` are heads of an earlier day,
    stored where somebody who changed the database could not reach them: the lines that they
    name must still be those lines, which reveals a chain that was rewritten and rehashed.
    """
    seen: Heads = {}
    last_time: dict[str, str] = {}
    formats: dict[str, int] = {}
    without_payload: dict[str, set[int]] = {}
    outside = kept_outside or {}
    for line in lines:
        seq, previous = seen.get(line.chain, (0, GENESIS))
        if line.seq != seq + 1:
            yield Fault(line.chain, line.seq, f"line {seq + 1} is missing")
        if line.previous != previous:
            yield Fault(line.chain, line.seq, "does not follow from the line before it")
        yield from _faults_within(line)
        if line.format < formats.get(line.chain, 0):
            yield Fault(line.chain, line.seq, "has an older format than the line before it")
        if line.occurred_at < last_time.get(line.chain, ""):
            yield Fault(line.chain, line.seq, "is dated before the line before it")
        known_seq, known_hash = outside.get(line.chain, (0, ""))
        if line.seq == known_seq and line.hash != known_hash:
            yield Fault(line.chain, line.seq, "is not the line that the outside copy names")
        _note_missing_payload(line, without_payload.setdefault(line.chain, set()))
        last_time[line.chain] = line.occurred_at
        formats[line.chain] = line.format
        seen[line.chain] = (line.seq, line.hash)
    yield from _at_the_end(seen, heads, outside)
    for chain, seqs in sorted(without_payload.items()):
        for seq in sorted(seqs):
            yield Fault(chain, seq, "its payload is gone, and no line says why")


def _faults_within(line: ExportLine) -> Iterator[Fault]:
    """The faults that a line shows by itself: its hash, its payload and its salt."""
    if line.format not in TAGS:
        yield Fault(line.chain, line.seq, f"its format {line.format} is unknown")
    elif event_hash(line) != line.hash:
        yield Fault(line.chain, line.seq, "its hash does not match its content")
    if what := _payload_fault(line):
        yield Fault(line.chain, line.seq, what)


def _payload_fault(line: ExportLine) -> str:
    """What is wrong with payload and salt; a line that was redacted has neither."""
    if line.payload is None:
        return "its payload is gone, but its salt was kept" if line.salt else ""
    is_salt_valid = bool(SALT.fullmatch(line.salt)) if line.format == SALTED else not line.salt
    is_own = payload_sha256(line.payload, line.salt) == line.payload_sha256
    return "" if is_salt_valid and is_own else "its payload was changed"


def _note_missing_payload(line: ExportLine, without_payload: set[int]) -> None:
    """Note a payload that is gone; a later `redact` line may account for it."""
    if line.payload is None:
        without_payload.add(line.seq)
    elif line.kind == "redact":
        without_payload.discard(json.loads(line.payload).get("seq"))


def _at_the_end(seen: Heads, heads: Heads, outside: Heads) -> Iterator[Fault]:
    for chain, head in sorted(heads.items()):
        if seen.get(chain, (0, GENESIS)) != head:
            yield Fault(chain, head[0], "the head of the chain names another last line")
    for chain in sorted(seen.keys() - heads.keys()):
        yield Fault(chain, seen[chain][0], "the chain has no head")
    for chain, (seq, _) in sorted(outside.items()):
        if seen.get(chain, (0, ""))[0] < seq:
            yield Fault(chain, seq, "is missing, but the outside copy names it")


def read_export(path: Path) -> tuple[Iterator[ExportLine], Heads]:
    """The lines of an export, read on demand, and its heads.

    An export is JSON lines: the events, then one line `{"heads": {chain: [seq, hash]}}`. The
    heads are complete once the lines have run out.
    """
    heads: Heads = {}

    def lines() -> Iterator[ExportLine]:
        with path.open(encoding="utf-8") as file:
            for text in file:
                row = json.loads(text)
                if "heads" in row:
                    heads.update(
                        {chain: (seq, digest) for chain, (seq, digest) in row["heads"].items()}
                    )
                else:
                    yield ExportLine(**row)

    return lines(), heads


def read_heads(path: Path) -> Heads:
    """The heads that a file names: an export, or the last line of one stored by itself."""
    lines, heads = read_export(path)
    for _ in lines:
        pass
    return heads


if __name__ == "__main__":
    listed = read_heads(Path(sys.argv[2])) if len(sys.argv) > 2 else None  # noqa: PLR2004
    found = list(faults(*read_export(Path(sys.argv[1])), listed))
    sys.stdout.write("\n".join(map(str, found)) or "Every chain holds.")
    sys.stdout.write("\n")
    sys.exit(1 if found else 0)

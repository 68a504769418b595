"""Re-computes chains of events and names the first line that does not hold.

No Django and no database: it works on any iterable of rows, so an outside copy can be checked
with this file alone: `python history/verifying.py export.jsonl`. The rule of the hash is that
of the SQL function `record`: SHA-256 over a tag and then each field as `length:bytes`.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

TAG = "factcheck-event-1"
GENESIS = "0" * 64


class Line(NamedTuple):
    """One event as stored or exported. `payload` is None where it was redacted."""

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


class Fault(NamedTuple):
    """What does not hold, and where: `claim:3 #7: …`."""

    chain: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain} #{self.seq}: {self.what}"


def event_hash(line: Line) -> str:
    """The hash that a line must carry."""
    digest = hashlib.sha256(TAG.encode())
    for field in line[:9]:
        text = str(field).encode()
        digest.update(b"%d:" % len(text) + text)
    return digest.hexdigest()


def faults(lines: Iterable[Line], heads: dict[str, tuple[int, str]]) -> Iterator[Fault]:
    """Every fault in lines ordered by chain and seq; heads are `{chain: (seq, hash)}`."""
    seen: dict[str, tuple[int, str]] = {}
    last_time: dict[str, str] = {}
    for line in lines:
        seq, previous = seen.get(line.chain, (0, GENESIS))
        if line.seq != seq + 1:
            yield Fault(line.chain, line.seq, f"line {seq + 1} is missing")
        if line.previous != previous:
            yield Fault(line.chain, line.seq, "does not follow from the line before it")
        if line.payload is not None and _sha256(line.payload) != line.payload_sha256:
            yield Fault(line.chain, line.seq, "its payload was changed")
        if event_hash(line) != line.hash:
            yield Fault(line.chain, line.seq, "its hash does not match what it says")
        if line.occurred_at < last_time.get(line.chain, ""):
            yield Fault(line.chain, line.seq, "is dated before the line before it")
        last_time[line.chain] = line.occurred_at
        seen[line.chain] = (line.seq, line.hash)
    for chain, head in sorted(heads.items()):
        if seen.get(chain, (0, GENESIS)) != head:
            yield Fault(chain, head[0], "the head of the chain names another last line")
    for chain in sorted(seen.keys() - heads.keys()):
        yield Fault(chain, seen[chain][0], "the chain has no head")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_export(path: Path) -> tuple[list[Line], dict[str, tuple[int, str]]]:
    """The lines and heads of an export: JSON lines, events first, then one line of heads."""
    lines: list[Line] = []
    heads: dict[str, tuple[int, str]] = {}
    with path.open(encoding="utf-8") as file:
        for text in file:
            row = json.loads(text)
            if "heads" in row:
                heads = {chain: (seq, digest) for chain, (seq, digest) in row["heads"].items()}
            else:
                lines.append(Line(**row))
    return lines, heads


if __name__ == "__main__":
    found = list(faults(*read_export(Path(sys.argv[1]))))
    sys.stdout.write("\n".join(map(str, found)) or "Every chain holds.")
    sys.stdout.write("\n")
    sys.exit(1 if found else 0)

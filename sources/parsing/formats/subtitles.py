"""Subtitle files (SRT, WebVTT, SBV): one running text, its speakers, its times."""

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sources.parsing.formats import CannotParse, Record

TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?"
TIMES = re.compile(rf"\s*(-?){TIME}\s*(?:-->|->|→|,)?\s*(-?){TIME}(?!\d)")
EXACT = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
ONLY_TIMES = re.compile(rf"\s*{EXACT}\s*(?:->|→|,)?\s*{EXACT}\s*$")
"""A line of two times without an arrow: SBV has a comma, broken files have nothing."""
UNTIMED = 9_999 * 3600
"""Seconds that mean "no time given"; no recording is that long."""
TAG = re.compile(r"<[^<>]{0,300}>|\{\\[^{}]{0,100}\}")
VOICE = re.compile(r"<v(?:\.[\w.-]{1,60})?\s+([^<>]{1,120})>")
TURN = re.compile(r"^\s*(?:>>+|[-–—])\s*(?=\S)")
LABEL = re.compile(r"^(?:[A-Z][A-Z.'’() -]{1,40}|(?:[A-Z][\w.'’-]{0,20} ?){1,4}): ")
STOPPED = re.compile(r"[.!?…][\"'”’»)\]]*$")
PAUSE = 3.0  # seconds without words, after which a paragraph begins
ROLLING = 0.3  # seconds between two captions of which the second repeats the first
LONG_PARAGRAPH = 600
UNREAD = "The subtitle file has no captions: no line with two times and words under it."

Turn = tuple[str, str]
"""Who speaks ("" unless named, "?" if somebody else begins), and the words."""


def read_srt(body: bytes, _url: str) -> Iterator[Record]:
    """One step: text and times, like `read_vtt`."""
    return _read(body.decode("utf-8"), "srt")


def read_sbv(body: bytes, _url: str) -> Iterator[Record]:
    """One step: text and times, like `read_vtt`. `[br]` is a line end inside a caption."""
    return _read(body.decode("utf-8").replace("[br]", "\n"), "srt")


def read_vtt(body: bytes, _url: str) -> Iterator[Record]:
    """One step: text and times. Raises Refused if there are no captions.

    `text` is what is said, in paragraphs of one speaker each: "NAME: …" if the file names one,
    "– …" if somebody else begins who isn't named.

    `times` are [position, seconds]: the text from this position on is spoken at that second.
    Captions that repeat the one before (rolling captions) are taken once. `untold` counts
    captions whose times make no sense: their words are kept.
    """
    return _read(body.decode("utf-8"), "vtt")


def _read(written: str, kind: str) -> Iterator[Record]:
    import webvtt  # noqa: PLC0415 - loaded under the limits

    lines, untold = _mended(written, kind)
    try:
        captions = webvtt.from_buffer(io.StringIO("\n".join(lines)), format=kind)
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError):
        raise CannotParse(UNREAD) from None
    script = _Script()
    for caption in captions.captions:
        script.add(_turns(caption.raw_text), caption.start_in_seconds, caption.end_in_seconds)
    if not script.written:
        raise CannotParse(UNREAD)
    yield {"step": "text", "text": script.text, "times": script.times, "untold": untold}


def _mended(written: str, kind: str) -> tuple[list[str], int]:
    """The lines with times in the form of both formats, and how many of them made no sense."""
    lines: list[str] = []
    untold = 0
    for line in written.splitlines():
        if "-->" in line or ONLY_TIMES.match(line):
            start, end = _seconds(line)
            untold += start == UNTIMED
            mark = "," if kind == "srt" else "."
            if kind == "srt" and not (lines and lines[-1].strip().isdigit()):
                lines.append("0")
            lines.append(f"{_clock(start, mark)} --> {_clock(end, mark)}")
        else:
            lines.append(line)
    return lines, untold


def _seconds(line: str) -> tuple[float, float]:
    """The start and end on a line of times; UNTIMED for both if there are none."""
    match = TIMES.match(line)
    if match is None or match[1] or match[6]:
        return UNTIMED, UNTIMED
    start, end = (_of(match.groups()[first : first + 4]) for first in (1, 6))
    return (start, max(start, end)) if start < UNTIMED / 10 else (UNTIMED, UNTIMED)


def _of(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{rest}")


def _clock(seconds: float, mark: str) -> str:
    whole = int(seconds)
    thousandths = round((seconds - whole) * 1000) % 1000
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{mark}{thousandths:03}"


def _turns(caption: str) -> list[Turn]:
    """The words of one caption, a turn for each line, without tags."""
    turns: list[Turn] = []
    voice = ""
    for line in caption.split("\n"):
        for piece in re.split(r"(?=<v[\s.])", line):
            if match := VOICE.match(piece):
                voice = " ".join(html.unescape(match[1]).split())
            words = " ".join(html.unescape(TAG.sub("", piece)).split())
            if not words:
                continue
            if dash := TURN.match(words):
                said = words[dash.end() :]
                is_named = voice or LABEL.match(said)
                turns.append((voice or "?", said if is_named else f"– {said}"))
            else:
                turns.append((voice or ("?" if LABEL.match(words) else ""), words))
    return turns


@dataclass(slots=True)
class _Script:
    """The words so far."""

    written: list[str] = field(default_factory=list)
    times: list[list[int]] = field(default_factory=list)
    length: int = 0
    paragraph: int = 0
    voice: str = ""
    last: list[Turn] = field(default_factory=list)
    ended: float = 0.0

    @property
    def text(self) -> str:
        return "".join(self.written)

    def add(self, turns: list[Turn], start: float, end: float) -> None:
        is_timed = start < UNTIMED / 10
        pause = start - self.ended if is_timed else 0.0
        new = self._new(turns) if pause < ROLLING else turns
        self.last = turns or self.last
        is_first = True
        for who, words in new:
            place = self._say(who, words, begins=is_first and pause >= PAUSE)
            if is_first and is_timed:
                self.times.append([place, int(start)])
            is_first = False
        if not is_timed:
            self.ended = UNTIMED  # nobody knows how long a pause follows
        elif self.ended == UNTIMED or pause >= PAUSE:
            self.ended = end
        else:
            self.ended = max(self.ended, end)

    def _new(self, turns: list[Turn]) -> list[Turn]:
        """Leave out the lines, or the words, that only repeat the caption before."""
        now, before = ([words for _, words in some] for some in (turns, self.last))
        for repeated in range(min(len(now), len(before)), 0, -1):
            if now[:repeated] == before[-repeated:]:
                return turns[repeated:]
        if len(now) == len(before) == 1 and now[0].startswith(before[0] + " "):
            who = "" if turns[0][0] == "?" else turns[0][0]
            return [(who, now[0][len(before[0]) + 1 :])]
        return turns

    def _say(self, who: str, words: str, *, begins: bool) -> int:
        """Write the words, in a new paragraph if need be; return where they begin."""
        is_other = who == "?" or (bool(who) and who != self.voice)
        is_long = self.length - self.paragraph > LONG_PARAGRAPH
        begins = begins or is_other or (is_long and bool(STOPPED.search(self.written[-1])))
        if self.written:
            self._write("\n\n" if begins else " ")
        place = self.length
        if begins or not self.written:
            self.paragraph = self.length
            named = who if is_other else self.voice
            self.voice = "" if named == "?" else named
            if self.voice:
                self._write(f"{self.voice}: ")
        self._write(words)
        return place

    def _write(self, words: str) -> None:
        self.written.append(words)
        self.length += len(words)

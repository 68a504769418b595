"""Jobs as the API shows them."""

from typing import Any

from rest_framework import serializers

from jobs.models import Job, JobState


class JobRow(serializers.Serializer[Job]):
    """One job. `failure` is the kind of failure, `detail` a sentence."""

    id = serializers.IntegerField(source="pk")
    name = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=JobState.choices)
    failure = serializers.CharField()
    detail = serializers.CharField()
    attempts = serializers.IntegerField()
    ended_at = serializers.DateTimeField(allow_null=True)

    def get_name(self, row: Job) -> str:
        return str(row)[:200]


class HeldWork(serializers.Serializer[Any]):
    """Work that waits for something else; `detail` says for what."""

    failure = serializers.CharField()
    detail = serializers.CharField()
    waiting = serializers.IntegerField()
    since = serializers.DateTimeField(
        allow_null=True, help_text="when the first of it was asked for"
    )


class KindOfWork(serializers.Serializer[Any]):
    """The state of one kind of work. Counts stop at 10,000."""

    kind = serializers.CharField()
    waiting = serializers.IntegerField()
    resting = serializers.IntegerField(help_text="of those waiting: not due yet")
    running = serializers.IntegerField()
    stuck = serializers.IntegerField(
        help_text="due and unheard, or past their lease, for 2 min"
    )
    oldest = serializers.DateTimeField(allow_null=True, help_text="since when the first is due")
    done = serializers.IntegerField(help_text="in the last 24 hours")
    failed = serializers.IntegerField()
    failures = JobRow(many=True, help_text="the newest 50 that failed")
    held = HeldWork(many=True, help_text="waits for the desk's own store, by what is wrong")


class JobsOverview(serializers.Serializer[Any]):
    """The state of broker, beat and workers, and of each kind of work."""

    broker = serializers.BooleanField()
    beat = serializers.BooleanField()
    workers = serializers.DictField(child=serializers.BooleanField())
    queued = serializers.DictField(
        child=serializers.IntegerField(), help_text="messages by queue; empty without a broker"
    )
    kinds = KindOfWork(many=True)

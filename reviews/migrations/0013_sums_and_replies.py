from typing import Any

from django.db import migrations, models

OPENING = (
    "Dear {claimant},\n\n"
    "We are {desk}, a fact-check desk. We are checking this statement, which is attributed to"
    " you:\n\n"
    "“{claim}”\n\n"
)
CLOSING = (
    "Please write to us by {due}. We publish what you say with the check.\n\n{name}\n{desk}"
)

TEMPLATES = [
    (
        "First request",
        "We are checking a statement of yours",
        OPENING
        + "Did you say this, and what do you base it on? We would be glad of documents or"
        " figures that we can look at, and of anything that we should know before we publish."
        "\n\n" + CLOSING + "\n{url}",
    ),
    (
        "Reminder",
        "A reminder: your statement that we are checking",
        OPENING
        + "We asked you about it and have had no answer yet. There is still time for what you"
        " want to say.\n\n" + CLOSING,
    ),
    (
        "Last call",
        "We are about to publish: your statement",
        OPENING
        + "We are about to publish. Without an answer by {due} we tell our readers that we"
        " asked and had none. What you send later we add.\n\n{name}\n{desk}",
    ),
]


def seed(apps: Any, _schema_editor: object) -> None:
    templates = apps.get_model("reviews", "ReplyTemplate")
    for place, (name, subject, text) in enumerate(TEMPLATES, start=1):
        templates.objects.get_or_create(
            name=name, defaults={"subject": subject, "text": text, "place": place}
        )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0012_watching")]

    operations = [
        migrations.AddField(
            model_name="sum",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="replyrequest",
            name="whom",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="empty: the claimant"
            ),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]

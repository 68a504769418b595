"""What a careful person finds in the articles here: kind, type, speaker, words."""

Expected = tuple[str, str, str | None, str]

WIRE: list[Expected] = [
    ("indirect", "statistic", "Teresa Okafor", "Harbor bridge to close for nine months"),
    (
        "indirect",
        "prediction",
        "Teresa Okafor",
        "the Harbor Bridge would close in March for nine months",
    ),
    ("indirect", "promise", "Teresa Okafor", "no worker would lose a day's pay"),
    (
        "direct",
        "statistic",
        "Teresa Okafor",
        "We inspected every cable, and eleven of them are below the legal standard",
    ),
    ("direct", "promise", "Teresa Okafor", "I will not gamble with 40,000 lives a day."),
    (
        "indirect",
        "prediction",
        "state's transport department",
        "The repairs will cost $212 million",
    ),
    (
        "narration",
        "comparison",
        None,
        "That is more than double the sum that lawmakers set aside in 2019",
    ),
    (
        "indirect",
        "fact",
        "Bill Hargrove",
        "the governor of hiding the inspection report for a year",
    ),
    ("direct", "fact", "Bill Hargrove", "She knew"),
    ("direct", "fact", "Bill Hargrove", "The people who cross that bridge did not."),
    ("indirect", "fact", "Teresa Okafor", "the report had been withheld"),
    (
        "indirect",
        "statistic",
        "Ellis University",
        "About a third of the city's commuters use the bridge",
    ),
    ("mixed", "opinion", "Marcus Bell", 'the plan "rushed"'),
    ("indirect", "position", "Marcus Bell", "the state to publish the findings"),
]

LOCAL: list[Expected] = [
    ("indirect", "promise", "Library campaigners", "to fight on after council vote"),
    (
        "mixed",
        "opinion",
        "Miriam Stokes",
        "closing the town's library would be ‘a disaster for reading’",
    ),
    (
        "indirect",
        "statistic",
        "Miriam Stokes",
        "three in eight of her pupils have no books at home",
    ),
    (
        "direct",
        "fact",
        "Miriam Stokes",
        "The workers’ rights people came, the parents came, and nobody from the cabinet came",
    ),
    ("indirect", "statistic", "council", "the building costs £310,000 a year to run"),
    ("direct", "fact", "Colin Pratt", "no decision has been made"),
    (
        "direct",
        "promise",
        "Colin Pratt",
        (
            "We have to find savings of £4m by April. "
            "Nobody goes into politics to close libraries."
            "\n\n‘If residents want to run it themselves, we'll listen."
        ),
    ),
    (
        "narration",
        "statistic",
        None,
        "Visitor numbers fell from 6,400 in May to 5,100 in August",
    ),
    (
        "indirect",
        "question",
        "Campaigners",
        "whether the council has looked at the figures at all",
    ),
    ("direct", "fact", "Joan", "It's the only warm place in town"),
]

INTERVIEW: list[Expected] = [
    ("direct", "fact", None, "I never wanted to be a politician"),
    ("direct", "fact", "Henrik Solberg", "Probably"),
    (
        "direct",
        "statistic",
        "Henrik Solberg",
        "The scientists want a cut of 20 per cent. I think they are right.",
    ),
    (
        "direct",
        "comparison",
        "Henrik Solberg",
        (
            "Not for a second. We sell twice as much cod as we did in 2015."
            "\n“And the boats are safer than they have ever been."
        ),
    ),
    ("indirect", "prediction", "Henrik Solberg", "young people will return to the coast"),
    ("direct", "fact", "Marit Dahl", "They come for the summer"),
    ("direct", "fact", "Marit Dahl", "They leave with the light."),
    (
        "indirect",
        "promise",
        "Henrik Solberg",
        "to build 200 homes in the north before he leaves office",
    ),
]

COURT: list[Expected] = [
    (
        "indirect",
        "fact",
        None,
        "A surgeon lied to a patient about an operation he had never carried out",
    ),
    ("indirect", "statistic", "Alan Pryce", "fraud and two counts of wounding"),
    (
        "indirect",
        "statistic",
        "Helen Marsh",
        "he had charged Sandra Coyle £8,600 for the procedure",
    ),
    (
        "direct",
        "fact",
        "Helen Marsh",
        "He took her money, he took her trust, and he gave her a scar",
    ),
    ("mixed", "fact", "Sandra Coyle", "she “could not sleep for months”"),
    ("direct", "fact", "Sandra Coyle", "I asked him, ‘Is it safe?’ and he laughed."),
    ("mixed", "fact", "Tariq Aziz", "the records had been “lost, not forged”"),
    ("indirect", "fact", "Tariq Aziz", "the hospital was to blame"),
    ("indirect", "position", "judge", "jurors not to read about the case online"),
]

BRIEFING: list[Expected] = [
    (
        "indirect",
        "statistic",
        "health agency",
        "Flu cases in the region have risen by 60 percent in a month",
    ),
    (
        "indirect",
        "statistic",
        "Lena Ortiz",
        (
            "At least 1,900 people were treated in hospitals last week, "
            "up from 1,180 a month earlier"
        ),
    ),
    ("direct", "prediction", "Lena Ortiz", "We expect the peak in mid-January"),
    ("indirect", "fact", "Lena Ortiz", "hospitals had enough beds"),
    (
        "indirect",
        "prediction",
        "Lena Ortiz",
        "vaccines would be free for everyone over 50 and that pharmacies would open on Sundays",
    ),
    ("indirect", "statistic", "Hospital unions", "one in five wards is short of nurses"),
    (
        "direct",
        "opinion",
        "Lena Ortiz",
        "Closing them is not on the table. It would do more harm than good.",
    ),
    ("direct", "fact", "Lena Ortiz", "No"),
    ("indirect", "prediction", "Experts", "the figures could double by Christmas"),
    ("direct", "fact", "health agency", "every ward is staffed"),
]

ARTICLES = {
    "wire": WIRE,
    "local": LOCAL,
    "interview": INTERVIEW,
    "court": COURT,
    "briefing": BRIEFING,
}

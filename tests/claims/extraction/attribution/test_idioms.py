"""Reports by fixed phrases, findings, and changed estimates."""

import pytest

from claims.extraction import extract_statements


def said(text):
    return [
        (s.speaker, s.quote)
        for s in extract_statements(text).statements
        if s.kind != "narration"
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "The mayor stopped short of calling the vote a fraud.",
            "mayor",
            "calling the vote a fraud",
        ),
        ("The club poured cold water on talk of a sale.", "club", "talk of a sale"),
        ("The union took issue with that figure.", "union", "that figure"),
        ("Nora Beck remained tight-lipped about her plans.", "Nora Beck", "her plans"),
        ("Nora Beck's verdict: the bridge was built too late.", "Nora Beck", "the bridge"),
        ("The inquiry found no link between the two fires.", "inquiry", "no link between"),
        (
            "The bank cut its forecast for growth to 1 percent.",
            "bank",
            "its forecast for growth",
        ),
        ("The ministry raised the toll to 61 on Friday.", "ministry", "the toll to 61"),
        ("The council blamed the frost for the potholes.", "council", "the frost for"),
        ("The guard disputed having used his baton first.", "guard", "having used his"),
        ("Police made it nearer 11,000.", "Police", "it nearer 11,000"),
        ("The monitors hold the army responsible for the deaths.", "monitors", "the army resp"),
        ("The council's own figure is 2,000.", "council", "2,000"),
        ("In Ms. Beck's reckoning, the fund lost $38 million.", "Beck", "the fund lost"),
        ("The union counted 12,500.", "union", "12,500"),
        (
            "Forecasters gave the storm a 70 percent chance of landfall.",
            "Forecasters",
            "the storm",
        ),
        ("The monitor came up with 14,650.", "monitor", "14,650"),
        ("The budget office's estimate: $6.4 billion over ten years.", "budget office", "$6.4"),
        ("The agency downgraded its outlook to negative.", "agency", "its outlook to negative"),
        ("Traders blamed China.", "Traders", "China"),
        ("Aid groups warn of famine by March.", "Aid groups", "famine"),
        ("The captain was unable to say when the race would start.", "captain", "when the"),
        (
            "Ivo Petrov was quoted by Tass as saying the pipe was full.",
            "Ivo Petrov",
            "the pipe",
        ),
        ("The garage recorded 14 break-ins in May.", "garage", "14 break-ins in May"),
    ],
)
def test_the_words_after_the_phrase_are_what_was_said(text, speaker, words):
    ((found, quote),) = said(text)

    assert found == speaker
    assert quote.startswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "The driver stopped at the lights.",
        "The cook poured cold water on the pasta.",
        "The bank cut its costs in May.",
        "Nora Beck found the keys.",
    ],
)
def test_the_same_verbs_without_the_phrase_report_nothing(text):
    assert [quote for _, quote in said(text) if "pasta" not in quote] == []


def test_what_a_firm_learned_is_not_what_it_says():
    text = "The paper was withdrawn after the journal learned that Agrivane had paid for it."

    assert [speaker for speaker, _ in said(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "The embassy did not return calls.",
        "Halden Foods did not respond to requests for comment.",
        "Halden Foods failed to respond to requests for comment.",
        "Neither Halden Foods nor the bank responded to requests for comment.",
        "None of the banks replied to the claims.",
        "The owner, Bea Holm, has yet to respond to the allegations.",
        "The owner, Bea Holm, never answered the council's letters.",
        "Bea Holm responded to a request for comment with a photograph.",
        "The bankers learnt from a newspaper on Thursday that she had moved to Lisbon.",
        "Migrants are not to blame for the queues.",
        "Owen Fry was the last to see her alive.",
        "The committee questioned Stella Nash about her deputy.",
    ],
)
def test_silence_and_guilt_are_no_statements(text):
    assert said(text) == []


def test_an_account_that_somebody_disputes_ends_what_was_said():
    first, *_ = said("The firm claims it offered her a desk, an account that Ms Beck disputes.")

    assert first == ("firm", "it offered her a desk")


def test_what_inspectors_say_of_a_thing_is_theirs():
    first, second = said(
        "Iran denies it wants a bomb, which inspectors say it could build soon."
    )

    assert first == ("Iran", "it wants a bomb")
    assert second[0] == "inspectors"

import pytest

from claims.extraction import normalize_line_ends
from claims.extraction.text.boilerplate import separate_boilerplate


def lines_of(text):
    layout = separate_boilerplate(text, "en")
    return [text[slice(*s)] for s in layout.paragraphs], [
        text[slice(*s)] for s in layout.left_over
    ]


def test_only_line_ends_and_nul_change_in_what_is_kept():
    assert normalize_line_ends("a\r\nb\rc\x00\u200b d ") == "a\nb\nc\u200b d "


@pytest.mark.parametrize(
    "line",
    [
        "2:07",
        "1:02:33 / 2:10:00",
        "Please use a newer browser to see the video player",
        "Image source, Northern Wire",
        "Image caption: The bridge at dawn",
        "By Dana Whitcomb",
        "By Dana Whitcomb and Lou Marsh",
        "Advertisement",
        "Share this article",
        "Follow us on Bluesky",
        "Sign up for our morning e-mail",
        "© 2026 The Ferndale Post. All rights reserved.",
        "We use cookies to improve the site. Accept all cookies",
        "Updated 12 March 2026",
        "(Reporting by Ann Lee; editing by Bo Ek)",
        "https://example.org/story",
        "* * *",
        "Business",
        "Privacy policy",
        "Accept all",
        "Enter your email address",
        "By signing up you agree to our terms and privacy policy.",
        "Got a story? Email tips@paper.example or call 0800 123 456.",
        "For immediate release",
        "ENDS",
        "Notes to editors:",
        "Dana Whitcomb contributed reporting.",
        "Source: Ferndale Council",
        "An earlier version of this story said that the well was dry.",
        "Correction, 3 May: the well is nine metres deep, not six.",
        "This interview has been edited for length and clarity.",
        "The views expressed here are the author’s own.",
        "The following is a transcript of the hearing. It may contain errors.",
        "Dana Whitcomb is a reporter for the Ferndale Post. Follow her on X.",
        "If you need support, call the Well Line on 0800 123 456.",
        "Get more stories like this in our morning newsletter.",
        "Our newsletter is the best way to follow the well. Sign up here.",
        "Cookies on this site: we use some essential cookies.",
        "Sun, 9 Nov 2025 | 7 MIN READ",
        "June 11, 2025 — 4.12pm",
    ],
)
def test_left_over_lines_are_told_from_text(line):
    text = f"The council met on Monday.\n{line}\nIt voted no."

    assert lines_of(text) == (["The council met on Monday.", "It voted no."], [line])


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the river had risen two metres.",
        "Share prices fell by a tenth.",
        "Play was stopped at noon, the club said.",
        "More people have left than came.",
        "Follow the money, he told them.",
        "Related parties were paid first, the report says.",
        "Read the report, she told them, and then vote.",
        "Copyright was never the issue, the judge said.",
        "Business is good, she said.",
        "By signing up for the army he broke his promise.",
        "Live music was banned.",
        "Have you been to the well since it ran dry?",
        "She contributed to this report on schools, she told them.",
        "Source of the leak: a valve, the company said.",
        "An earlier version of the bill was worse, she said.",
        "Dana Whitcomb is a reporter who went to prison for her sources.",
        "Comments that he made in May cost him the job.",
        "If you need the well, call the mayor, she said.",
        "Get out while you can, they told us.",
        "On 9 November 2025 the well ran dry.",
    ],
)
def test_sentences_that_begin_like_left_overs_are_text(line):
    assert lines_of(line) == ([line], [])


def test_headlines_after_read_more_end_at_the_next_sentence():
    text = "He left.\nRead more:\n\nMayor ‘to resign’\nFive rivers to swim in\nShe stayed."

    assert lines_of(text) == (
        ["He left.", "She stayed."],
        ["Read more:", "Mayor ‘to resign’", "Five rivers to swim in"],
    )


def test_a_list_of_headlines_may_hold_questions_below_its_first_line():
    text = "He left.\nMore on this story\nIs the well dry?\nTen rivers\nShe stayed."

    assert lines_of(text)[0] == ["He left.", "She stayed."]


def test_readers_comments_begin_below_the_article_not_above_it():
    story = "The well is dry.\nIt was full.\nHe left.\nShe stayed."
    comments = "Comments (2)\nWellWisher 2 hours ago\nThey said so last year."

    assert lines_of(f"Comments (2)\n{story}")[0] == ["Comments (2)", *story.split("\n")]
    assert lines_of(f"{story}\n{comments}") == (story.split("\n"), comments.split("\n"))


def test_a_caption_below_a_credit_may_have_several_lines():
    text = "He left.\nGetty Images\nThe bridge at dawn\nIt is used by 9,000 people\nShe stayed."

    assert lines_of(text)[0] == ["He left.", "She stayed."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Dana Whitcomb", "Transport correspondent"),
        ("Dana Whitcomb", "Political editor"),
        ("PA Media", "The bridge at dawn"),
        ("Getty Images", "Ferries wait in the bay"),
    ],
)
def test_a_byline_and_a_picture_credit_take_the_line_beside_them(first, second):
    text = f"The bridge is shut.\n{first}\n{second}\nIt opens in May."

    assert lines_of(text) == (["The bridge is shut.", "It opens in May."], [first, second])


def test_lines_of_one_width_are_one_paragraph():
    text = (
        "The council said on Monday that it would not close the\n"
        "library after all, because too many people had written\n"
        "to it."
    )

    assert lines_of(text) == ([text], [])


def test_a_dateline_is_no_part_of_the_first_sentence():
    assert lines_of("PORT ELLIS, Maine (Wire) — The mayor quit.")[0] == ["The mayor quit."]

"""Tips in a browser: sent by a reader without script, dealt with at the desk by keys alone."""

from playwright.sync_api import expect

from claims.tips import actions
from claims.tips.models import Tip
from tests import given


def test_a_tip_is_sent_without_script_and_its_page_is_free_of_barriers(committing, visit, axe):
    page = visit("/tip/", java_script_enabled=False, width=390)
    page.get_by_label("E-mail").fill("nobody")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("alert")).to_contain_text("Send us the words, or a link to them.")
    expect(page.get_by_label("E-mail")).to_have_value("nobody")

    page.get_by_label("E-mail").fill("")
    page.get_by_label("The words").fill("A leaflet says that crime doubled since 2019.")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Received, not read yet")
    address = page.url
    assert page.context.cookies() == []

    seeing = visit("/tip/")
    assert axe(seeing) == []
    seeing.goto(address)
    assert axe(seeing) == []
    seeing.get_by_text("Withdraw this tip", exact=True).click()
    seeing.get_by_role("button", name="Erase it").click()
    expect(seeing.get_by_role("heading", level=1)).to_have_text("Withdrawn")
    assert axe(seeing) == []
    with committing():
        tip = actions.find_tip(address.rstrip("/").rpartition("/")[2])
        assert (tip.text, tip.state) == ("", "withdrawn")


def test_the_desk_ticks_closes_takes_back_and_reads_by_keys(committing, visit, sign_in, axe):
    with committing():
        Tip.objects.all().delete()
        user = given.checker()
        spam = [given.tip("Buy watches."), given.tip("Buy more watches.")]
        told = given.tip("The mayor said that police funding was cut by 40 percent.")
    page = visit("/accounts/login/")
    sign_in(page, user.username, f"correct-horse-{user.username}")
    page.goto("/desk/queue/")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="To read")).to_be_visible()
    assert axe(page) == []

    for press in ("j", "x", "j", "x", "d"):
        page.keyboard.press(press)
    expect(page.locator("[data-row]")).to_have_count(1)
    with committing():
        assert [Tip.objects.get(pk=one.pk).state for one in spam] == ["spam", "spam"]
    page.keyboard.press("z")
    expect(page.locator("[data-row]")).to_have_count(3)

    page.locator(f"#t{told.pk}").get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Tip {told.pk}")
    assert axe(page) == []
    page.keyboard.press("a")
    page.wait_for_url("**/desk/articles/*/")
    with committing():
        assert Tip.objects.get(pk=told.pk).state == "read"

"""The browser harness itself: it sees the desk's pages, and axe sees what is wrong with one."""

from tests import given


def test_an_editor_signs_in_through_the_form(site, visit, sign_in, committing):
    with committing():
        editor = given.editor()
    page = visit("/accounts/login/")

    sign_in(page, editor.username, f"correct-horse-{editor.username}")

    assert page.url.startswith(f"{site.url}/desk/")


def test_axe_names_what_is_wrong_with_a_page(visit, axe):
    page = visit("/healthz")
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><input></main>")

    assert [line.split(":")[1].strip() for line in axe(page)] == ["label"]

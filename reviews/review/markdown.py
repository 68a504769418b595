"""A body's Markdown as safe HTML, the same for the live preview and for readers.

CommonMark without raw HTML, images and reference definitions; what comes out passes an
allow-list. `[3]` is a citation: a link to `#evidence-3` where that evidence is there, else
marked as unbound.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

CITATION = re.compile(r"\[(\d{1,3})\](?!\()")
"""`[3]`, but not the text of a link: `[3](https://…)`."""

TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "a",
    "span",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h3",
    "h4",
    "hr",
}
TAGS |= {"code", "pre"}
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
CLASSES = {"a": {"cite"}, "span": {"cite", "is-loose"}}
SCHEMES = {"http", "https", "mailto"}
OUTWARD = "nofollow noopener ugc"


def render_body(body: str, numbers: Collection[int]) -> SafeString:
    """Safe HTML of a body; `numbers` are those of the existing evidence.

    Headings begin at h3, because the body is below a heading of the page.
    """
    html = _MARKDOWN.render(body, {"numbers": frozenset(numbers)})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return mark_safe(clean)  # noqa: S308 - this is the one place where it was made safe


def cited_numbers(body: str) -> list[int]:
    """The numbers of evidence that a body cites, each once, in the order of first use."""
    return list(dict.fromkeys(int(number) for number in CITATION.findall(body)))


def _citation(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    found = CITATION.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = found[1]
    state.pos = found.end()
    return True


def _render_citation(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    at: int,
    _options: OptionsDict,
    env: EnvType,
) -> str:
    number = int(tokens[at].content)
    if number in env["numbers"]:
        return f'<a class="cite" href="#evidence-{number}">[{number}]</a>'
    return f'<span class="cite is-loose">[{number}]</span>'


def _open_link(
    renderer: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    tokens[at].attrSet("rel", OUTWARD)
    return renderer.renderToken(tokens, at, options, env)


def _lower_headings(state: Any) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag in {"h1", "h2"} else "h4"


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.disable(["image", "reference", "html_block", "html_inline"])
    markdown.inline.ruler.before("link", "citation", _citation)
    markdown.core.ruler.push("lower_headings", _lower_headings)
    markdown.add_render_rule("citation", _render_citation)
    markdown.add_render_rule("link_open", _open_link)
    return markdown


_MARKDOWN = _markdown()

"""The bookmarklet: a link in the browser's bar that sends the page one is reading."""

import json
from urllib.parse import quote

LONGEST_SELECTION = 6_000
"""Bytes of an address that the selected text may take: servers refuse addresses over 8 KB."""

SCRIPT = (
    "(function(){"
    "var s=String(window.getSelection()),c=0,"
    "q=function(p){return new URLSearchParams(p).toString()};"
    "for(;q({t:s}).length>%(most)d;c=1)s=s.slice(0,Math.floor(s.length*0.9));"
    "var p={url:location.href.split('#')[0],title:document.title.slice(0,200),text:s};"
    "if(c)p.cut=1;"
    "window.open(%(form)s+'?'+q(p))"
    "})()"
)


def bookmarklet(form: str) -> str:
    """A `javascript:` address that opens the form for a new article, given by its address.

    It takes along the page's address and title, and the selected words where there are some,
    cut to LONGEST_SELECTION. It sends nothing by itself.
    """
    script = SCRIPT % {"most": LONGEST_SELECTION, "form": json.dumps(form)}
    return "javascript:" + quote(script, safe="(){}[];:,.=+?!<>'*/ ")

"""The bookmarklet: a link in the browser's bar that sends the page one is reading."""

import json
from urllib.parse import quote

LONGEST_SELECTION = 6_000
"""Characters of selected text that fit into an address with room to spare."""

SCRIPT = (
    "(function(){"
    "var s=String(window.getSelection()),c=s.length>%(most)d,"
    "p=new URLSearchParams({url:location.href.split('#')[0],title:document.title,"
    "text:s.slice(0,%(most)d)});"
    "if(c)p.set('cut','1');"
    "window.open(%(form)s+'?'+p.toString())"
    "})()"
)


def bookmarklet(form: str) -> str:
    """A `javascript:` address that opens the form for a new article, given by its address.

    It takes along the page's address and title, and the selected words where there are some,
    cut at LONGEST_SELECTION. It sends nothing by itself.
    """
    script = SCRIPT % {"most": LONGEST_SELECTION, "form": json.dumps(form)}
    return "javascript:" + quote(script, safe="(){}[];:,.=+?!<>'*/ ")

"""Text of articles made fit to print: nothing in it can steer a page, a terminal or a renderer.

`printable` comes first for every format. `markdown` then escapes so that CommonMark (with links
found in bare text) and python-markdown both read back the text that went in.
"""

import re
import unicodedata

# Marks that reorder or hide text (Unicode TR 36, "Trojan Source"), the soft hyphen and the
# invisible operators. ZWNJ and ZWJ (200C, 200D) stay: Persian and emoji are spelt with them.
HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
SPACE = re.compile(r"\s+")
NOTHING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

ALWAYS = re.compile(r"[\\`*_{}\[\]<|~@]")
ENTITY = {"<": "&lt;", "|": "&#124;", "~": "&#126;", "@": "&#64;"}
"""Characters that python-markdown knows no backslash for."""
AMPERSAND = re.compile(r"&(?=#?\w+;)")
ADDRESS = re.compile(r"(?<=\w)\.(?=[^\W\d]{2})|(?<=\w):(?=//)|(?i:(?<=mailto)):")
"""Where bare text would become a link: a host's dot, a scheme's colon. "U.S." and "1.5" stay as they are."""
OPENING = re.compile(r"^ ?(?:(\d{1,9})([.)])(?=\s|$)|([#>+=:-])|(\d+\\?\.))")


def printable(text: str) -> str:
    """``text`` on one line, without controls, hidden marks or characters that no text may hold.

    A run of white space becomes one space; what is no character at all becomes U+FFFD.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return SPACE.sub(" ", NOTHING.sub("\ufffd", HIDDEN.sub("", text)))


def markdown(text: str) -> str:
    """``text``, already printable, as Markdown that prints exactly it, wherever in a line it stands."""
    out = AMPERSAND.sub("&amp;", text)
    out = ALWAYS.sub(lambda m: ENTITY.get(m[0], "\\" + m[0]), out)
    out = ADDRESS.sub(lambda m: "\\." if m[0] == "." else "&#58;", out)
    return OPENING.sub(_opening, out)


def _opening(match: re.Match[str]) -> str:
    """The start of a line that would open a list, a heading, a quotation or a definition."""
    if match[1]:
        return f"{match[1]}\\{match[2]}"
    if match[4]:
        return match[4]
    return {"=": "&#61;", ":": "&#58;"}.get(match[3], "\\" + match[3])


def script(character: str) -> str:
    """What to call the kind of ``character``: "Arabic", "Han", "emoji"."""
    if unicodedata.category(character) in ("So", "Sk") or (ord(character) >= 0x1F000 and ord(character) < 0x20000):
        return "emoji"
    first = unicodedata.name(character, "unknown").split()[0].split("-")[0]
    return {"CJK": "Han", "HANGUL": "Korean", "VARIATION": "emoji"}.get(first, first.capitalize())

"""Where a full stop ends no sentence: after a short form that a name or number follows."""

from collections.abc import Sequence

from briefing import lexicon


def runs_on(words: Sequence[str], at: int) -> bool:
    """Does the full stop right before ``words[at]`` only shorten a word?

    "Det. Paul Horn", "No. 12" and "Ave. in the city" are read on; "on Elm Ave. He" may end, and is left to the parse.
    """
    if at < 1 or not words[at - 1].endswith("."):
        return False
    short = words[at - 1] if len(words[at - 1]) > 1 or at < 2 else f"{words[at - 2]}."
    following = words[at][:1]
    short_forms = lexicon.table("short_forms")
    if short_forms.get(short.lower()) == "inside":
        return True
    if following.isdigit():
        return short in {"No.", "Nos."}
    if following.islower():
        return short[:1].isupper() and short.lower() in short_forms
    return following.isupper() and short[:1].isupper() and short.lower() in lexicon.table("titles")

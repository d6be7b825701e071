"""From a brief to its files: what every command does that makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.config import known
from briefing.errors import BriefingError
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.config import Config
    from briefing.model import Brief

    Printer = Callable[[Brief, Timings], tuple[dict[str, tuple[str, bytes]], list[str]]]


def printer(asked: Config) -> Printer:
    """A function from a brief to its files, format to suffix and bytes, and a sentence for each format that failed.

    Raises:
        UsageError: There is no such format or template. It is asked before the work, not after it.
        BriefingError: The folder cannot be written to.
    """
    from briefing import discover, render
    from briefing.deliver import file
    from briefing.templating import find

    renderers = discover.modules(render)
    known(asked.formats, tuple(renderers), "unknown format")
    template = find(asked.template, paper="Letter" if asked.paper == "Letter" else "A4")
    file.check(asked.out)

    def printed(made: Brief, timings: Timings) -> tuple[dict[str, tuple[str, bytes]], list[str]]:
        files: dict[str, tuple[str, bytes]] = {}
        failures: list[str] = []
        for name in asked.formats:
            try:
                with timed(timings, f"render {name}"):
                    files[name] = renderers[name].SUFFIX, renderers[name].render(made, template)
            except BriefingError as error:
                # A machine without Pango still gets the other three.
                failures.append(f"{name}: {error}")
        return files, failures

    return printed

"""What a site's robots.txt lets us fetch (RFC 9309), by protego: the standard library reads no ``*`` and ``$``."""

from collections.abc import Callable

from protego import Protego

from briefing.errors import BriefingError
from briefing.fetch.wire import Answer, Unanswered

LARGEST = 512_000
DELAY = 5.0
"""Seconds between two requests, at most: a brief is waited for."""


class Robots:
    """The rules of one site: from the answer for its robots.txt, or from there being none."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        self.rules: Protego | None = None
        self.fault: str | None = None
        """Why nothing may be fetched: a site whose rules cannot be had is left alone."""
        try:
            answer = ask()
        except Unanswered as error:
            self.fault = str(error)
            return
        except BriefingError:
            # Too large, not to be unpacked, in circles: no rules that anybody could keep.
            return
        if answer.status == 200:
            self.rules = Protego.parse(answer.data[:LARGEST].decode("utf-8", "replace"))
        elif answer.status >= 500 or answer.status == 429:
            self.fault = f"its robots.txt cannot be had: HTTP {answer.status}; without it nothing is fetched"

    def refusal(self, address: str, agent: str) -> str | None:
        """Why ``address`` may not be fetched, or None."""
        if self.fault:
            return self.fault
        if self.rules and not self.rules.can_fetch(address, agent):
            return "its robots.txt asks not to fetch this; save the page by hand, or set robots = false in [fetch]"
        return None

    def delay(self, agent: str) -> float:
        return min(DELAY, float(self.rules.crawl_delay(agent) or 0)) if self.rules else 0.0

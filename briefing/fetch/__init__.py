"""Fetching that is polite and safe: what the readers get pages by, below all stages.

A `Fetcher` asks robots.txt, asks a server again only for what has changed, waits when it is told to, goes to public
addresses alone and reads no more than it was told, in no more time. It opens no database: what is kept from one run
to the next it is handed as `Pages`.
"""

from __future__ import annotations

import threading
import time as system
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial

from briefing.config import Fetch
from briefing.errors import BriefingError
from briefing.fetch.address import Target, canonical, is_web, moved, same, shown, target
from briefing.fetch.hosts import reach
from briefing.fetch.page import Fetched, Kept, Pages
from briefing.fetch.proxy import check, proxy_for
from briefing.fetch.robots import Robots
from briefing.fetch.wire import Answer, Closed, NotReached, TooSlow, Unanswered, exchange

__all__ = ["Fetched", "Fetcher", "Kept", "Pages", "canonical", "is_web", "same", "shown"]

AGENT = "make-brief"
HOSTS = 8
"""Hosts that are asked at the same time."""
TRIES = 3
PLACES = 3
"""IP addresses of one host that are tried."""
WAIT = 2.0
"""Seconds before the second try; twice that before the third."""
LONGEST_WAIT = 30.0
"""Seconds that a server may make us wait before it is given up for this run."""
DEAD = 3
"""Requests in a row that a host leaves unanswered before it is given up for this run."""
MOVED = (301, 302, 303, 307, 308)
BUSY = (429, 503)
GONE = (404, 410)
ACCEPTED = (
    "text/html, application/atom+xml, application/rss+xml, application/xml;q=0.9, application/pdf;q=0.8, */*;q=0.5"
)

Outcome = Fetched | BriefingError


class Fetcher:
    """Gets addresses. ``clock`` says when something was had; ``sleep`` waits that many seconds.

    With ``offline`` nothing is asked of any server: the answer is the copy in ``pages`` that was the newest at the
    clock's time, so that an edition can be made again.
    """

    def __init__(
        self,
        rules: Fetch,
        *,
        clock: Callable[[], datetime],
        pages: Pages | None = None,
        offline: bool = False,
        sleep: Callable[[float], None] = system.sleep,
    ) -> None:
        self.rules = rules
        self.clock = clock
        self.pages = pages
        self.offline = offline
        self.sleep = sleep
        self.agent = rules.user_agent or AGENT
        self._had: dict[str, Outcome] = {}
        self._robots: dict[str, Robots] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._silent: Counter[str] = Counter()

    def get(self, address: str) -> Fetched:
        """What ``address`` holds.

        Raises:
            BriefingError: It cannot be had; the sentence names it.
        """
        found = self.all([address])[0]
        if isinstance(found, BriefingError):
            raise found
        return found

    def all(self, addresses: Iterable[str]) -> list[Outcome]:
        """What each of ``addresses`` holds or why it cannot be had, in their order; each is fetched once a run.

        Several hosts are asked at once, one host by ``per_host`` at most.
        """
        asked = list(addresses)
        new = [address for address in dict.fromkeys(asked) if address not in self._had]
        now = _iso(self.clock())
        # The database is read and written in the caller's thread alone.
        known = {one: self.pages.recall(_bare(one), now) if self.pages else Kept() for one in new}
        found = {one: _again(one, known[one], now) for one in new} if self.offline else self._fetched(known, now)
        for one in new:
            if not self.offline:
                self._record(one, found[one], now)
            self._had[one] = _settled(found[one], known[one].copy)
        return [self._had[address] for address in asked]

    # --- in order, and side by side --------------------------------------------------------------

    def _fetched(self, known: Mapping[str, Kept], now: str) -> dict[str, Outcome]:
        lanes: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        turns: Counter[str] = Counter()
        for one in known:
            host = _host(one)
            lanes[host, turns[host] % self.rules.per_host].append(one)
            turns[host] += 1

        def run(lane: list[str]) -> dict[str, Outcome]:
            return {one: self._outcome(one, known[one].copy, now) for one in lane}

        with ThreadPoolExecutor(max_workers=HOSTS * self.rules.per_host) as pool:
            return {one: found for lane in pool.map(run, lanes.values()) for one, found in lane.items()}

    def _record(self, address: str, found: Outcome, now: str) -> None:
        if self.pages and isinstance(found, Fetched):
            self.pages.keep(found)
        elif self.pages:
            self.pages.miss(_bare(address), now, str(found), passing=not isinstance(found, Closed))

    def _outcome(self, address: str, copy: Fetched | None, now: str) -> Outcome:
        """Whatever goes wrong with one address is an answer, and names it."""
        try:
            place = target(address)
            answer, end = self._followed(place, copy, self._allowed)
            return _page(place, end, answer, copy, now)
        except BriefingError as error:
            return error if shown(address) in str(error) else type(error)(f"{shown(address)}: {error}")

    # --- one address -----------------------------------------------------------------------------

    def _followed(
        self, place: Target, copy: Fetched | None, allowed: Callable[[Target], None]
    ) -> tuple[Answer, Target]:
        """The answer at the end of the redirects from ``place``, and where that is."""
        seen: list[str] = []
        while place.address not in seen:
            allowed(place)
            seen.append(place.address)
            answer = self._tried(place, copy if copy and copy.final == place.address else None)
            if answer.status not in MOVED:
                return answer, place
            if len(seen) > self.rules.max_redirects:
                raise BriefingError(f"redirects more than {self.rules.max_redirects} times; give the last address")
            location = answer.headers.get("location")
            if not location:
                raise BriefingError(f"HTTP {answer.status} that leads nowhere; open the address in a browser")
            place = moved(place, location)
        raise BriefingError("redirects in a circle; open the address in a browser to see where it should lead")

    def _tried(self, place: Target, copy: Fetched | None) -> Answer:
        """The answer of ``place``; a server that is busy or breaks off is asked again, a little later."""
        for turn in range(TRIES):
            wait = WAIT * 2**turn
            try:
                answer = self._once(place, copy)
            except TooSlow:
                raise
            except Unanswered:
                if turn + 1 == TRIES or self._silent[place.host] >= DEAD:
                    raise
            else:
                if answer.status not in BUSY:
                    return answer
                wait = _retry_after(answer, self.clock()) or wait
                if wait > LONGEST_WAIT or turn + 1 == TRIES:
                    raise Unanswered(f"HTTP {answer.status}, asks to come back later")
            self.sleep(wait)
        raise AssertionError("the last turn returns or raises")

    def _once(self, place: Target, copy: Fetched | None) -> Answer:
        if self._silent[place.host] >= DEAD:
            raise Unanswered(f"{place.host} has not answered {DEAD} times; given up for this run")
        asked = {"User-Agent": self.agent, "Accept": ACCEPTED}
        if copy and copy.etag:
            asked["If-None-Match"] = copy.etag
        if copy and copy.modified:
            asked["If-Modified-Since"] = copy.modified
        try:
            answer = self._answer(place, asked)
        except Unanswered:
            self._silent[place.host] += 1
            raise
        self._silent[place.host] = 0
        return answer

    def _answer(self, place: Target, asked: Mapping[str, str]) -> Answer:
        """What the first address of the host that can be reached answers, or what the proxy does."""
        ask = partial(exchange, timeout=self.rules.timeout, max_bytes=self.rules.max_bytes)
        if proxy := proxy_for(place, self.rules.proxy):
            check(place.host, allow_private=self.rules.allow_private)
            return ask(place, proxy.host, asked, proxy=proxy)
        places = reach(place.host, place.port, allow_private=self.rules.allow_private)
        for ip in places[:PLACES]:
            try:
                return ask(place, ip, asked)
            except NotReached as error:
                fault = error
        raise fault

    def _allowed(self, place: Target) -> None:
        """Nothing, where the site's robots.txt lets us in; waits as long as it asks to.

        Raises:
            BriefingError: It does not.
        """
        if not self.rules.robots:
            return
        with self._locks[place.site]:
            rules = self._robots.get(place.site)
            first = rules is None
            if rules is None:
                there = replace(place, path="/robots.txt")
                rules = self._robots[place.site] = Robots(lambda: self._followed(there, None, lambda _: None)[0])
            if refusal := rules.refusal(place.address, self.agent):
                raise Unanswered(refusal) if rules.fault else Closed(refusal)
            if not first and (delay := rules.delay(self.agent)):
                self.sleep(delay)


def _page(place: Target, end: Target, answer: Answer, copy: Fetched | None, now: str) -> Fetched:
    """The page that ``answer`` holds, or the copy that it says is still right.

    Raises:
        BriefingError: It holds none.
    """
    if answer.status == 304 and copy:
        return replace(copy, time=now)
    if answer.status >= 500:
        raise Unanswered(f"HTTP {answer.status}")
    if answer.status != 200:
        if answer.status in GONE:
            raise Closed(f"HTTP {answer.status}, there is no such page; check the address")
        raise BriefingError(f"HTTP {answer.status}; open it in a browser to see why")
    media, charset = _content_type(answer.headers.get("content-type", ""))
    return Fetched(
        address=place.address,
        final=end.address,
        time=now,
        media=media,
        charset=charset,
        data=answer.data,
        etag=answer.headers.get("etag"),
        modified=_modified(answer.headers),
    )


def _modified(headers: Mapping[str, str]) -> str | None:
    """The ``Last-Modified`` that stands for these bytes alone (RFC 9110, 8.8.2.2): not one of the second in which the
    server answered, which may have changed the page again before the second was over."""
    told, answered = (_time(headers.get(name, "")) for name in ("last-modified", "date"))
    return headers["last-modified"] if told and answered and told < answered else None


def _time(header: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _content_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = header
    return (message.get_content_type() if "/" in header else ""), message.get_content_charset()


def _retry_after(answer: Answer, now: datetime) -> float | None:
    """Seconds that the server asks us to wait, or None."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(told)
    then = _time(told)
    return max(0.0, (then - now).total_seconds()) if then else None


def _bare(address: str) -> str:
    try:
        return target(address).address
    except BriefingError:
        return address


def _host(address: str) -> str:
    try:
        return target(address).host
    except BriefingError:
        return ""


def _again(address: str, kept: Kept, now: str) -> Outcome:
    """What the run of an earlier day saw at ``address``."""
    if kept.fault:
        return BriefingError(kept.fault) if kept.passing else Closed(kept.fault)
    what = f"{shown(address)}: no copy of it was kept by {now}; leave out --offline to fetch it"
    return kept.copy or BriefingError(what)


def _settled(found: Outcome, copy: Fetched | None) -> Outcome:
    """``found``, or the last copy where the server has trouble today: what it told is not withdrawn."""
    if copy and isinstance(found, BriefingError) and not isinstance(found, Closed):
        return replace(copy, stale=f"{found}; its copy of {copy.time} was read instead")
    return found


def _iso(time: datetime) -> str:
    """UTC always, so that times sort as text."""
    return time.astimezone(UTC).isoformat(timespec="seconds")

"""An edition of a situation: what `make-brief --situation NAME` does beyond one brief."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import history
from briefing.clock import Clock
from briefing.commands._pile import articles as read
from briefing.errors import BriefingError
from briefing.terminal import faults, progress, say, tell
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    import sqlite3
    from zoneinfo import ZoneInfo

    from briefing.commands._print import Printer
    from briefing.config import Config
    from briefing.fetch import Fetcher
    from briefing.history.editions import Made
    from briefing.model import Article, Dossier, Facts, Listed
    from briefing.schedules import Schedule

NOTHING_NEW = 3
GONE = "it is gone"
"""What `fetch` says of a page that its server says is no longer there."""
KEPT = timedelta(days=60)
"""How long facts of articles that no edition uses are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Which edition is to be made."""

    due: datetime
    day: str
    missed: tuple[str, ...]
    made: Made | None
    """The edition of that time, where there is one already."""


def make(
    asked: Config, name: str, printed: Printer, clock: Clock, timings: Timings, *, extra: bool, offline: bool
) -> tuple[int, Made | None]:
    """The edition that is due, in its files and in the history: the exit status, and the edition that stands now,
    which is an earlier one where nothing is new. Within the history's lock.

    ``extra``: an edition beside the one that the schedule asks for.
    """
    with closing(history.connect(asked.history)) as db:
        return _make(asked, name, printed, db, clock, timings, extra=extra, offline=offline)


def _make(
    asked: Config,
    name: str,
    printed: Printer,
    db: sqlite3.Connection,
    clock: Clock,
    timings: Timings,
    *,
    extra: bool,
    offline: bool,
) -> tuple[int, Made | None]:
    from briefing.deliver import file
    from briefing.fetch import Fetcher
    from briefing.history import editions, facts, memory, texts
    from briefing.history.pages import Pages
    from briefing.make import make_edition
    from briefing.memory import development_keys, keys_of, sentence_keys
    from briefing.model import Edition
    from briefing.pipelines import title_of
    from briefing.serial import to_json

    now, last = clock(), editions.latest(db, name)
    slot = slot_of(asked, last, editions.last_quiet(db, name), now, extra=extra)
    if slot.made:
        say(f"{name}: the edition of {slot.day} is made already ({slot.made.name}); --extra makes another one")
        return NOTHING_NEW, slot.made
    _sweep(Path(asked.out), name)
    articles, dossier = _dossier(asked, db, clock, slot.day, timings, offline=offline)
    before = memory.load(db, name)
    edition = Edition(
        number=last.number + 1 if last else 1, of=name, previous=last.name if last else None, missed=slot.missed
    )
    with timed(timings, "compose"):
        made, dossier = make_edition(
            dossier,
            before,
            edition,
            title=asked.title,
            limit=asked.limit,
            as_of=asked.as_of or now.astimezone(asked.zone).isoformat(timespec="minutes"),
            pipeline=title_of(asked.pipeline),
            exists=partial(_exists, Fetcher(asked.fetch, clock=clock, pages=Pages(db), offline=offline)),
        )
    if (not made.changes and asked.quiet == "skip") if last else not articles:
        with db:
            editions.note_quiet(db, name, slot.due)
        tell(dossier.problems, None)
        since = f"nothing new since edition {last.number} ({last.name})" if last else "there is no article to report on"
        say(f"{name}: {since}")
        return NOTHING_NEW, last
    stem = editions.named(db, name, slot.day)
    files, failures = printed(made, timings)
    with timed(timings, "deliver"):
        paths = file.deliver({f"{stem}{suffix}": data for suffix, data in files.values()}, asked.out)
    with db:
        number = editions.add(
            db,
            situation=name,
            number=edition.number,
            due=slot.due,
            day=slot.day,
            name=stem,
            previous=last.id if last else None,
            made=now,
            brief=to_json(made),
            files=dict(zip(files, paths, strict=True)),
        )
        keys = {**keys_of(dossier)} | {d.id: development_keys(d) for d in made.developments}
        memory.keep(db, name, slot.day, keys, sentence_keys(dossier))
        texts.keep(db, articles)
        old = (slot.due - KEPT).date().isoformat()
        memory.forget(db, old)
    facts.forget(db, old)
    for path in paths:
        print(path)
    if slot.missed:
        say(f"{name}: no edition was made for {', '.join(slot.missed)}; this one stands for them too")
    for failure in failures:
        say(f"make-brief: {failure}")
    tell(dossier.problems, None)
    return 1 if failures or (asked.strict and faults(dossier.problems)) else 0, editions.get(db, number)


def send(asked: Config, made: Made, status: int, clock: Clock) -> int:
    """Mail to the recipients of ``made``, and of earlier editions, who have not got it; the run's exit status.

    An edition that was made by an earlier run, and not sent because that one was ended, is sent by this one.
    """
    from briefing.sending import send_edition, send_left

    with closing(history.connect(asked.history)) as db:
        left = send_left(asked, db, clock=clock, before=made.id, warn=say)
        receipts = [one for _, ones in left for one in ones] + send_edition(made, asked, db, clock=clock, warn=say)
    done = [one for one in receipts if not one.earlier]
    for one in done:
        say(one.line)
    if any(one.state != "accepted" for one in receipts):
        return 1
    return 0 if done and status == NOTHING_NEW else status


# --- when -------------------------------------------------------------------------------------


def slot_of(asked: Config, last: Made | None, quiet: datetime | None, now: datetime, *, extra: bool) -> Slot:
    """The edition that is due at ``now``: the schedule's last one, or one of this moment where there is none.

    One whose time is not later than the last edition's is made already, however often a clock that was put back
    brings its time round. ``quiet`` is the last time at which one was due and nothing was new.
    """
    due = now if extra or asked.schedule is None else asked.schedule.latest(asked.zone, now)
    missed: tuple[str, ...] = ()
    if last and asked.schedule and due > last.due:
        since = max(last.due, quiet) if quiet else last.due
        missed = tuple(_missed(asked.schedule, asked.zone, since, due))
    return Slot(
        due=due,
        day=due.astimezone(asked.zone).date().isoformat(),
        missed=missed,
        made=last if last and last.due >= due else None,
    )


def _missed(schedule: Schedule, zone: ZoneInfo, since: datetime, due: datetime) -> Iterator[str]:
    """The days of the editions that were due between ``since`` and ``due``."""
    slot = schedule.following(zone, since)
    while slot < due:
        yield slot.astimezone(zone).date().isoformat()
        slot = schedule.following(zone, slot)


# --- from articles to dossier -----------------------------------------------------------------


def _dossier(
    asked: Config, db: sqlite3.Connection, clock: Clock, day: str, timings: Timings, *, offline: bool
) -> tuple[tuple[Article, ...], Dossier]:
    """The dossier of the situation's inputs. Articles whose facts are known are not parsed again; where all are, the
    pipeline is not even loaded."""
    from briefing.make import merged, one_each

    with timed(timings, "read"):
        given, problems = read(asked, clock=clock, db=db, offline=offline)
    if not given and (wrong := faults(problems)):
        more = f" (and {len(wrong) - 1} more such)" if len(wrong) > 1 else ""
        raise BriefingError(f"no article could be read: {wrong[0].what}{more}")
    articles, told = one_each(given, problems)
    found = _facts(articles, asked, db, day, timings)
    with timed(timings, "merge"):
        return articles, merged(found, problems=told)


def _exists(fetch: Fetcher, one: Listed) -> bool:
    """Is an article that no feed names any more still where it was? A server that fails does not say no."""
    if one.path or not one.url:
        return one.path is not None and Path(one.path).exists()
    try:
        fetch.get(one.url)
    except BriefingError as error:
        return GONE not in str(error)
    return True


def _facts(
    articles: tuple[Article, ...], asked: Config, db: sqlite3.Connection, day: str, timings: Timings
) -> tuple[Facts, ...]:
    from briefing.history import facts
    from briefing.make import extracted
    from briefing.pipelines import load_pipeline, title_of
    from briefing.resources import fingerprint

    reader = f"{title_of(asked.pipeline)} {fingerprint()}"
    with timed(timings, "recall"):
        found = {one.id: facts.load(db, one, reader) for one in articles}
        facts.touch(db, (one for one in articles if found[one.id]), reader, day)
    unread = [one for one in articles if found[one.id] is None]
    if unread:
        with timed(timings, "load"):
            nlp = load_pipeline(asked.pipeline)
        with progress(len(unread)) as told:
            for n, one in enumerate(extracted(unread, nlp, timings=timings), 1):
                # Each by itself: what is read stays read when the run is ended.
                facts.keep(db, [one], reader, day)
                found[one.article.id] = one
                if told:
                    told(n, len(unread))
    return tuple(one for one in (found[a.id] for a in articles) if one is not None)


# --- into files -------------------------------------------------------------------------------


def _sweep(out: Path, name: str) -> None:
    """Away with what a run that was ended in the middle left of the situation's files."""
    left = re.compile(rf"\.\d{{4}}-\d\d-\d\d-{re.escape(name)}(?:-\d+)?\.\w+\.[^.]+\.part")
    for path in out.iterdir() if out.is_dir() else ():
        if left.fullmatch(path.name):
            path.unlink(missing_ok=True)

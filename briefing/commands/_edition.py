"""An edition of a situation: what `make-brief --situation NAME` does beyond one brief."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.clock import Clock
from briefing.commands._due import NOTHING_NEW, slot_of
from briefing.commands._pile import articles as read
from briefing.commands._pile import nothing_read
from briefing.errors import BriefingError
from briefing.terminal import faults, progress, say, tell
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    import sqlite3

    from briefing.commands._due import Slot
    from briefing.commands._print import Printer
    from briefing.config import Config
    from briefing.fetch import Fetcher
    from briefing.history.editions import Made
    from briefing.memory import Memory
    from briefing.model import Article, Brief, Dossier, Facts, Listed

GONE = re.compile(r"\bHTTP (?:404|410)\b")
"""In what `fetch` says of a page that its server says is not there."""
KEPT = timedelta(days=60)
"""How long facts of articles that no edition uses, and pages that nothing asks for, are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of `make-brief --situation NAME`, within the history's lock."""

    asked: Config
    name: str
    db: sqlite3.Connection
    clock: Clock
    timings: Timings
    extra: bool
    """An edition beside the one that the schedule asks for?"""
    offline: bool
    send: bool
    """Is the edition to be sent? It is noted with it, for the next run if this one is ended."""
    silent: bool
    """Nobody watches: only what is wrong is said."""

    def edition(self, printed: Printer) -> tuple[int, Made | None]:
        """Makes the edition that is due, in its files and in the history: the exit status, and what is to be sent."""
        from briefing.history import editions, memory

        now, last = self.clock(), editions.latest(self.db, self.name)
        slot = slot_of(self.asked, last, editions.last_quiet(self.db, self.name), now, extra=self.extra)
        if slot.made:
            self._say(f"the edition of {slot.day} is made already ({slot.made.name}); --extra makes another one")
            return NOTHING_NEW, slot.made
        _sweep(Path(self.asked.out), self.name)
        articles, dossier = self._dossier(slot.day)
        made, dossier = self._composed(dossier, memory.load(self.db, self.name), last, slot, now)
        lacking = self.asked.strict and faults(dossier.problems)
        tell(() if self.silent and not lacking else dossier.problems, None)
        if (not made.changes and self.asked.quiet == "skip") if last else not articles:
            return NOTHING_NEW, self._quiet(last, slot)
        files, failures = printed(made, self.timings)
        number = self._recorded(made, dossier, articles, files, last, slot, now)
        for failure in failures:
            say(f"make-brief: {failure}")
        if slot.missed:
            self._say(f"no edition was made for {', '.join(slot.missed)}; this one stands for them too")
        return 1 if failures or lacking else 0, editions.get(self.db, number)

    def _composed(
        self, dossier: Dossier, before: Memory, last: Made | None, slot: Slot, now: datetime
    ) -> tuple[Brief, Dossier]:
        from briefing.fetch import Fetcher
        from briefing.history.pages import Pages
        from briefing.make import make_edition
        from briefing.model import Edition
        from briefing.pipelines import title_of

        asked = self.asked
        fetch = Fetcher(asked.fetch, clock=self.clock, pages=Pages(self.db), offline=self.offline)
        edition = Edition(
            number=last.number + 1 if last else 1,
            of=self.name,
            previous=last.name if last else None,
            missed=slot.missed,
        )
        with timed(self.timings, "compose"):
            return make_edition(
                dossier,
                before,
                edition,
                title=asked.title,
                limit=asked.limit,
                as_of=asked.as_of or now.astimezone(asked.zone).isoformat(timespec="minutes"),
                pipeline=title_of(asked.pipeline),
                exists=partial(_exists, fetch),
            )

    def _quiet(self, last: Made | None, slot: Slot) -> Made | None:
        """Notes that nothing is new; the last edition, where it was to be sent."""
        from briefing.history import editions

        with self.db:
            editions.note_quiet(self.db, self.name, slot.due)
        self._say(f"nothing new since edition {last.number} ({last.name})" if last else "no article to report on")
        return last if last and last.send else None

    def _recorded(
        self,
        made: Brief,
        dossier: Dossier,
        articles: Sequence[Article],
        files: Mapping[str, tuple[str, bytes]],
        last: Made | None,
        slot: Slot,
        now: datetime,
    ) -> int:
        """Writes the files, then the history: a run that is ended between the two is made again by the next."""
        from briefing.deliver import file
        from briefing.history import editions, facts, memory, texts
        from briefing.history.pages import Pages
        from briefing.memory import development_keys, keys_of, sentence_keys
        from briefing.serial import to_json

        stem = editions.named(self.db, self.name, slot.day)
        with timed(self.timings, "deliver"):
            paths = file.deliver({f"{stem}{suffix}": data for suffix, data in files.values()}, self.asked.out)
        keys = {**keys_of(dossier)} | {d.id: development_keys(d) for d in made.developments}
        old = (slot.due - KEPT).date().isoformat()
        with self.db:
            number = editions.add(
                self.db,
                situation=self.name,
                number=made.edition.number,
                due=slot.due,
                day=slot.day,
                name=stem,
                previous=last.id if last else None,
                made=now,
                brief=to_json(made),
                files=dict(zip(files, paths, strict=True)),
                send=self.send,
            )
            memory.keep(self.db, self.name, slot.day, keys, sentence_keys(dossier))
            memory.forget(self.db, old)
            texts.keep(self.db, articles)
        facts.forget(self.db, old)
        Pages(self.db).forget(old)
        for path in () if self.silent else paths:
            print(path)
        return number

    def _say(self, text: str) -> None:
        if not self.silent:
            say(f"{self.name}: {text}")

    # --- from articles to dossier -----------------------------------------------------------------

    def _dossier(self, day: str) -> tuple[tuple[Article, ...], Dossier]:
        """The dossier of the situation's inputs.

        Raises:
            BriefingError: None could be read.
        """
        from briefing.make import merged, one_each

        with timed(self.timings, "read"):
            given, problems = read(self.asked, clock=self.clock, db=self.db, offline=self.offline)
        if not given and (wrong := faults(problems)):
            raise nothing_read(wrong)
        articles, told = one_each(given, problems)
        found = self._facts(articles, day)
        with timed(self.timings, "merge"):
            return articles, merged(found, problems=told)

    def _facts(self, articles: Sequence[Article], day: str) -> tuple[Facts, ...]:
        """The facts of ``articles``. Those that are known are not parsed again; where all are, the pipeline is not
        even loaded."""
        from briefing.history import facts
        from briefing.make import extracted
        from briefing.pipelines import load_pipeline, title_of
        from briefing.resources import fingerprint

        reader = f"{title_of(self.asked.pipeline)} {fingerprint()}"
        with timed(self.timings, "recall"):
            found = {one.id: facts.load(self.db, one, reader) for one in articles}
            facts.touch(self.db, (one for one in articles if found[one.id]), reader, day)
        unread = [one for one in articles if found[one.id] is None]
        if unread:
            with timed(self.timings, "load"):
                nlp = load_pipeline(self.asked.pipeline)
            with progress(len(unread)) as told:
                for n, one in enumerate(extracted(unread, nlp, timings=self.timings), 1):
                    # Each by itself: what is read stays read when the run is ended.
                    facts.keep(self.db, [one], reader, day)
                    found[one.article.id] = one
                    if told:
                        told(n, len(unread))
        return tuple(one for one in (found[a.id] for a in articles) if one is not None)


# --- what else is asked ---------------------------------------------------------------------


def _exists(fetch: Fetcher, one: Listed) -> bool:
    """Is an article that no feed names any more still where it was? A server that fails does not say no."""
    if one.path or not one.url:
        return one.path is not None and Path(one.path).exists()
    try:
        fetch.get(one.url)
    except BriefingError as error:
        return not GONE.search(str(error))
    return True


def _sweep(out: Path, name: str) -> None:
    """Away with what a run that was ended in the middle left of the situation's files."""
    left = re.compile(rf"\.\d{{4}}-\d\d-\d\d-{re.escape(name)}(?:-\d+)?\.\w+\.[^.]+\.part")
    for path in out.iterdir() if out.is_dir() else ():
        if left.fullmatch(path.name):
            path.unlink(missing_ok=True)

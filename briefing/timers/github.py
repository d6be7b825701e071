"""A workflow of GitHub Actions in the repository that holds the configuration. Nothing is pushed: who installs it
commits it."""

import json
import os
import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.timers import Job, read, unlink, write

CATCHES_UP = False
DAY = 24 * 60
WORKFLOW = """\
# {note}
name: {name}
on:
  schedule:
{crons}
  workflow_dispatch:
permissions:
  contents: write
concurrency: briefing
jobs:
  brief:
    runs-on: ubuntu-latest
    steps:
      # GitHub's clock is UTC: of the lines above only the one goes on that is right for the time of year.
      - id: clock
        env:
          DUE: ${{{{ github.event.schedule }}}}
        run: |
          case "$(TZ={zone} date +%z) $DUE" in
            {cases}|*" ") echo "go=yes" >>"$GITHUB_OUTPUT" ;;
          esac
      - uses: actions/checkout@v4
        if: steps.clock.outputs.go
      - uses: actions/setup-python@v5
        if: steps.clock.outputs.go
        with:
          python-version: "3.12"
      - name: Install
        if: steps.clock.outputs.go
        env:
          BRIEFING_PACKAGE: ${{{{ vars.BRIEFING_PACKAGE }}}}
        run: |
          sudo apt-get install -y -qq libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
          pip install --quiet "${{BRIEFING_PACKAGE:?set this variable of the repository to what pip is to install}}"
      - name: Brief
        if: steps.clock.outputs.go
{secret}\
        run: |
          status=0; {command} || status=$?
          # 3: nothing new. That is no failure.
          [ "$status" -eq 3 ] || exit "$status"
      # Also after a failure: who got which edition must be known to the next run.
      - name: Keep
        if: always() && steps.clock.outputs.go
        run: |
          git config user.name briefing
          git config user.email briefing@localhost
          git add --force -- {kept}
          git diff --cached --quiet || git commit --quiet -m {message}
          git push --quiet
"""


def at_hand() -> bool:
    """Never by itself: whether a repository's runs may have the mail's password is for its owner to say."""
    return False


def texts(job: Job) -> dict[Path, str]:
    top = _top(job.folder)
    crons = _crons(job)
    config = os.path.relpath(job.config, top)
    command = ["make-brief", "--config", config, "--situation", job.situation, *(["--send"] if job.send else [])]
    kept = [os.path.relpath(path, top) for path in job.kept]
    text = WORKFLOW.format(
        note=job.note,
        name=json.dumps(f"Situation brief: {job.situation}"),
        crons="\n".join(f'    - cron: "{line}"' for line in dict.fromkeys(crons.values())),
        zone=job.zone.key,
        cases="|".join(f'"{offset} {line}"' for offset, line in crons.items()),
        secret=f"        env:\n          {job.secret}: ${{{{ secrets.{job.secret} }}}}\n" if job.secret else "",
        command=shlex.join(command),
        kept=shlex.join(path for path in kept if not path.startswith("..")),
        message=shlex.quote(f"Edition of {job.situation}"),
    )
    return {_path(top, job.unit): text}


def install(job: Job) -> str:
    write(texts(job))
    secret = f", the secret {job.secret}" if job.secret else ""
    return f"commit and push it; the repository needs the variable BRIEFING_PACKAGE{secret}, and should be private"


def installed(unit: str, folder: Path) -> dict[Path, str]:
    path = _path(_top(folder), unit)
    text = read(path)
    return {} if text is None else {path: text}


def remove(unit: str, folder: Path) -> list[str]:
    return unlink([_path(_top(folder), unit)])


def _top(folder: Path) -> Path:
    """The repository that ``folder`` lies in; itself where there is none."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), folder)


def _path(top: Path, unit: str) -> Path:
    return top / ".github" / "workflows" / f"{unit}.yml"


def _crons(job: Job) -> dict[str, str]:
    """The line in UTC for each offset, "+0100", that the zone has in some part of the year."""
    year = datetime(job.year, 1, 1, 12, tzinfo=UTC)
    found: dict[str, str] = {}
    for month in range(12):
        local = (year + timedelta(days=30 * month)).astimezone(job.zone)
        offset = local.utcoffset() or timedelta()
        minute = job.schedule.hour * 60 + job.schedule.minute - int(offset.total_seconds() // 60)
        days = sorted({(day + 1 + minute // DAY) % 7 for day in job.schedule.days})
        named = "*" if len(days) == 7 else ",".join(map(str, days))
        found[local.strftime("%z")] = f"{minute % 60} {minute % DAY // 60} * * {named}"
    return found

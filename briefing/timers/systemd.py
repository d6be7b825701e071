"""A timer of the user's systemd: it knows time zones and makes up for times that the machine slept through."""

import os
import shutil
from pathlib import Path

from briefing.timers import Job, day_names, demand, read, run, unlink, write

CATCHES_UP = True
SYSTEMCTL = ("systemctl", "--user")


def at_hand() -> bool:
    return bool(shutil.which("systemctl")) and run([*SYSTEMCTL, "show-environment"]).returncode == 0


def calendar(job: Job) -> str:
    """When, in the words of ``OnCalendar`` (systemd.time(7))."""
    days = day_names(job.schedule)
    clock = f"*-*-* {job.schedule.hour:02d}:{job.schedule.minute:02d}:00"
    return " ".join(filter(None, (days, clock, job.zone.key)))


def texts(job: Job) -> dict[Path, str]:
    timer, service = _paths(job.unit)
    about = f"# {job.note}\n[Unit]\nDescription=Situation brief: {_plain(job.situation)}\n"
    command = " ".join(map(_quoted, (*job.program, *job.arguments)))
    return {
        timer: f"{about}\n[Timer]\nOnCalendar={calendar(job)}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n",
        # Exit 3: nothing new. That is no failure.
        service: f"{about}\n[Service]\nType=oneshot\nWorkingDirectory={_plain(str(job.folder))}\n"
        f"ExecStart={command}\nSuccessExitStatus=3\n",
    }


def install(job: Job) -> str:
    if write(texts(job)):
        demand([*SYSTEMCTL, "daemon-reload"])
    demand([*SYSTEMCTL, "enable", "--now", f"{job.unit}.timer"])
    if shutil.which("loginctl") and "Linger=no" in run(["loginctl", "show-user", "--property=Linger"]).stdout:
        return "it runs only while you are logged in; `loginctl enable-linger` changes that"
    return ""


def installed(unit: str, _folder: Path) -> dict[Path, str]:
    return {path: text for path in _paths(unit) if (text := read(path)) is not None}


def remove(unit: str, folder: Path) -> list[str]:
    if not installed(unit, folder):
        return []
    run([*SYSTEMCTL, "disable", "--now", f"{unit}.timer"])
    gone = unlink(_paths(unit))
    demand([*SYSTEMCTL, "daemon-reload"])
    return gone


def _paths(unit: str) -> tuple[Path, Path]:
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    return home / f"{unit}.timer", home / f"{unit}.service"


def _plain(text: str) -> str:
    return text.replace("%", "%%")


def _quoted(word: str) -> str:
    """One word of ``ExecStart`` that stands for itself (systemd.service(5), "Command lines")."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_plain(escaped)}"'

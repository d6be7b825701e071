"""Schedulers: what is written to the character, twice is once, and nothing of anybody else's is touched."""

import os
import plistlib
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefing import timers
from briefing.cli import main
from briefing.errors import BriefingError
from briefing.schedules import schedule
from briefing.timers import Job, cron, github, in_zone, launchd, systemd, unit

BERLIN = ZoneInfo("Europe/Berlin")
NOTE = "made by make-brief schedule; `make-brief schedule remove --situation port` takes it away"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of the test's own: its home, its clock's zone, and a PATH on which every scheduler is a fake that
    keeps what it is told."""
    for name in [name for name in os.environ if name.startswith("BRIEFING_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("TZ", "America/New_York")
    tools = tmp_path / "bin"
    tools.mkdir()
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    for name in ("systemctl", "loginctl", "launchctl"):
        fake(tools / name, "")
    table = tmp_path / "table"
    fake(
        tools / "crontab",
        f'case "$1" in\n-l) cat {table} 2>/dev/null || {{ echo "no crontab for me" >&2; exit 1; }} ;;\n'
        f"-) cat >{table} ;;\n-V) echo vixie; exit 1 ;;\nesac",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fake(path: Path, does: str) -> None:
    path.write_text(f'#!/bin/sh\necho "{path.name} $*" >>{path.parent.parent}/said\n{does}\n')
    path.chmod(0o755)


def said(home: Path) -> list[str]:
    """The commands that were run, since last asked."""
    file = home / "said"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return lines


@pytest.fixture
def job(home: Path) -> Job:
    return Job(
        situation="port",
        schedule=schedule("weekdays 06:30"),
        zone=BERLIN,
        program=("/opt/briefing/bin/make-brief",),
        config=home / "desk" / "briefing.toml",
        send=True,
        year=2026,
    )


# --- systemd ------------------------------------------------------------------------------------


def test_a_timer_of_systemd_to_the_character(home: Path, job: Job) -> None:
    units = home / ".config/systemd/user"
    assert systemd.texts(job) == {
        units / "briefing-port.timer": f"""\
# {NOTE}
[Unit]
Description=Situation brief: port

[Timer]
OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00 Europe/Berlin
Persistent=true

[Install]
WantedBy=timers.target
""",
        units / "briefing-port.service": f"""\
# {NOTE}
[Unit]
Description=Situation brief: port

[Service]
Type=oneshot
WorkingDirectory={home}/desk
ExecStart="/opt/briefing/bin/make-brief" "--config" "{home}/desk/briefing.toml" "--situation" "port" "--send" "--silent"
SuccessExitStatus=3
""",
    }


def test_systemd_is_told_once_and_again_for_nothing_new(home: Path, job: Job) -> None:
    fake(home / "bin" / "loginctl", "echo Linger=no")
    note = "it runs only while you are logged in; `loginctl enable-linger` changes that"
    enable = ["systemctl --user enable --now briefing-port.timer", "loginctl show-user --property=Linger"]
    assert systemd.install(job) == note
    assert said(home) == ["systemctl --user daemon-reload", *enable]
    assert systemd.install(job) == note
    assert said(home) == enable
    assert systemd.installed(job.unit, job.folder) == systemd.texts(job)
    gone = systemd.remove(job.unit, job.folder)
    assert gone == [str(path) for path in systemd.texts(job)]
    assert said(home) == ["systemctl --user disable --now briefing-port.timer", "systemctl --user daemon-reload"]
    assert (systemd.remove(job.unit, job.folder), said(home)) == ([], [])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("text", ["06:30", "weekdays 06:30", "mon,thu 07:00", "weekends 00:05", "sun 23:59"])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kathmandu", "UTC"])
def test_systemd_itself_reads_our_times_as_we_do(job: Job, text: str, zone: str) -> None:
    job = replace(job, schedule=schedule(text), zone=ZoneInfo(zone))
    start = datetime(2026, 3, 27, 12, tzinfo=UTC)
    command = ["systemd-analyze", "calendar", "--iterations=5", "--base-time=2026-03-27 12:00:00 UTC"]
    done = subprocess.run(
        [*command, systemd.calendar(job)], capture_output=True, text=True, env={**os.environ, "TZ": "UTC"}, check=True
    )
    found = [line.split(": ")[1] for line in done.stdout.splitlines() if "elapse" in line or "Iter" in line]
    slots, due = [], start
    for _ in found:
        due = job.schedule.following(job.zone, due)
        slots.append(f"{due:%a %Y-%m-%d %H:%M:%S} UTC")
    assert (len(found), found) == (5, slots)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_itself_takes_our_units(home: Path, job: Job) -> None:
    odd = home / 'a b%n"$HOME'
    odd.mkdir()
    job = replace(job, program=("/bin/echo",), config=odd / "briefing.toml")
    units = home / "units"
    units.mkdir()
    for path, text in systemd.texts(job).items():
        (units / path.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, units.iterdir())],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_RUNTIME_DIR": str(home)},
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "briefing-port" in line]
    assert ours == []


# --- cron ---------------------------------------------------------------------------------------

OTHERS = "# mine\nMAILTO=me@example.org\n\n0 5 * * 1 /usr/bin/true\n5 5 * * * echo 100\\%"


def line(home: Path) -> str:
    return (
        f"cd {home}/desk && /opt/briefing/bin/make-brief --config {home}/desk/briefing.toml --situation port --send"
        " --silent"
    )


def block(*lines: str) -> str:
    return "\n".join((f"# >>> briefing-port: {NOTE}", *lines, "# <<< briefing-port")) + "\n"


def test_cron_in_the_machine_s_own_zone(home: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert cron.texts(job) == {Path("crontab"): block(f"30 6 * * 1,2,3,4,5 {line(home)}")}
    daily = replace(job, schedule=schedule("06:30"))
    assert cron.texts(daily) == {Path("crontab"): block(f"30 6 * * * {line(home)}")}
    sunday = replace(job, schedule=schedule("sun 06:30"))
    assert cron.texts(sunday) == {Path("crontab"): block(f"30 6 * * 0 {line(home)}")}


def test_cron_that_knows_zones_gets_its_own_back(home: Path, job: Job) -> None:
    tool = home / "bin" / "crontab"
    tool.write_text(tool.read_text().replace("vixie; exit 1", "cronie 1.6.1"))
    plain = f"30 6 * * 1,2,3,4,5 {line(home)}"
    assert cron.texts(job) == {Path("crontab"): block("CRON_TZ=Europe/Berlin", plain, "CRON_TZ=America/New_York")}
    (home / "table").write_text("CRON_TZ=Asia/Tokyo\n1 1 * * * true\n")
    cron.install(job)
    assert cron.texts(job) == {Path("crontab"): block("CRON_TZ=Europe/Berlin", plain, "CRON_TZ=Asia/Tokyo")}
    assert cron.installed(job.unit, job.folder) == cron.texts(job)
    (home / "table").write_text("CRON_TZ=Europe/Berlin\n")
    assert cron.texts(job) == {Path("crontab"): block(plain)}


def test_cron_without_zones_looks_at_the_clock_there(home: Path, job: Job) -> None:
    assert cron.texts(job) == {
        Path("crontab"): block(
            f'0,15,30,45 * * * * case "$(TZ=Europe/Berlin date +\\%u-\\%H:\\%M)" in [12345]-06:30) {line(home)} ;; esac'
        )
    }


@pytest.mark.parametrize("table", [None, "", OTHERS, OTHERS + "\n", f"{OTHERS}\n\n# the end\n"])
def test_other_lines_of_the_crontab_stay_as_they_are(home: Path, job: Job, table: str | None) -> None:
    file = home / "table"
    if table is not None:
        file.write_text(table)
    cron.install(job)
    once = file.read_text()
    whole = table or ""
    assert once == whole + ("\n" if whole and not whole.endswith("\n") else "") + cron.texts(job)[Path("crontab")]
    other = replace(job, situation="fort")
    cron.install(other)
    file.write_text(file.read_text() + "7 7 * * * mine-too\n")
    said(home)
    cron.install(job)
    assert said(home) == ["crontab -l", "crontab -V"]
    changed = replace(job, schedule=schedule("07:15"))
    cron.install(changed)
    assert cron.installed(job.unit, job.folder) == cron.texts(changed)
    assert cron.remove(job.unit, job.folder) == ["the lines of briefing-port in the crontab"]
    assert cron.remove(other.unit, job.folder) == ["the lines of briefing-fort in the crontab"]
    assert file.read_text().splitlines() == [*whole.splitlines(), "7 7 * * * mine-too"]
    assert cron.remove(job.unit, job.folder) == []


def test_a_block_without_its_end_is_not_ours_to_cut(home: Path, job: Job) -> None:
    text = f"# >>> briefing-port: {NOTE}\n1 1 * * * true\n# >>> briefing-fort: {NOTE}\n# <<< briefing-port\n"
    (home / "table").write_text(text)
    assert cron.remove(job.unit, job.folder) == []


def test_a_crontab_that_cannot_be_read_is_not_written(home: Path, job: Job) -> None:
    fake(home / "bin" / "crontab", "echo 'you may not use this program' >&2; exit 1")
    with pytest.raises(BriefingError, match=r"`crontab -l` failed: you may not use this program; give another --kind"):
        cron.install(job)
    assert said(home) == ["crontab -l"]


@pytest.mark.parametrize(
    ("zone", "moment", "runs"),
    [
        # The clock of Berlin is put forward on 29 March: 06:30 there is 05:30 in UTC before, 04:30 after.
        ("Europe/Berlin", "2026-03-27 05:30", True),
        ("Europe/Berlin", "2026-03-27 04:30", False),
        ("Europe/Berlin", "2026-03-30 04:30", True),
        ("Europe/Berlin", "2026-03-30 05:30", False),
        ("Europe/Berlin", "2026-03-29 04:30", False),
        ("Asia/Kathmandu", "2026-03-27 00:45", True),
        ("Asia/Kathmandu", "2026-03-27 00:30", False),
    ],
)
def test_the_clock_of_a_zone_is_looked_at_by_the_shell(
    home: Path, job: Job, zone: str, moment: str, runs: bool
) -> None:
    """Sunday 29 March is no weekday; Nepal is 5:45 ahead."""
    made = home / "made"
    (home / "desk").mkdir()
    fake(home / "bin" / "make-brief", f"touch {made}")
    fake(home / "bin" / "date", f'exec /bin/date -d "{moment} UTC" "$@"')
    job = replace(job, zone=ZoneInfo(zone), program=(str(home / "bin" / "make-brief"),))
    minutes, shell = in_zone(job)
    assert minutes == (0, 15, 30, 45)
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, made.exists()) == ("", "", runs)
    if runs:
        fake(home / "bin" / "make-brief", "echo broken >&2; exit 1")
        done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (1, "broken\n")


# --- launchd ------------------------------------------------------------------------------------


def agent(job: Job) -> dict[str, object]:
    ((path, text),) = launchd.texts(job).items()
    assert path == Path.home() / "Library/LaunchAgents/briefing-port.plist"
    assert text.splitlines()[1] == f"<!-- {NOTE.replace('--', '- -')} -->"
    found: dict[str, object] = plistlib.loads(text.encode())
    return found


def test_an_agent_of_launchd(home: Path, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert agent(job) == {
        "Label": "briefing-port",
        "ProgramArguments": [*job.program, *job.arguments],
        "StartCalendarInterval": [{"Hour": 6, "Minute": 30, "Weekday": day} for day in (1, 2, 3, 4, 5)],
        "WorkingDirectory": f"{home}/desk",
        "StandardOutPath": "/dev/null",
        "StandardErrorPath": f"{home}/Library/Logs/briefing-port.log",
    }
    assert agent(replace(job, schedule=schedule("06:30")))["StartCalendarInterval"] == [{"Hour": 6, "Minute": 30}]


def test_an_agent_of_launchd_in_another_zone(job: Job) -> None:
    found = agent(job)
    assert found["ProgramArguments"] == ["/bin/sh", "-c", in_zone(job)[1]]
    assert found["StartCalendarInterval"] == [{"Minute": minute} for minute in (0, 15, 30, 45)]


def test_launchd_is_told_once(home: Path, job: Job) -> None:
    place = f"gui/{os.getuid()}"
    path = home / "Library/LaunchAgents/briefing-port.plist"
    assert launchd.install(job).startswith("launchd goes by the machine's time zone")
    assert said(home) == [f"launchctl bootout {place}/briefing-port", f"launchctl bootstrap {place} {path}"]
    launchd.install(job)
    assert said(home) == [f"launchctl print {place}/briefing-port"]
    assert launchd.remove(job.unit, job.folder) == [str(path)]
    assert said(home) == [f"launchctl bootout {place}/briefing-port"]
    assert (launchd.remove(job.unit, job.folder), said(home)) == ([], [])


# --- GitHub Actions -----------------------------------------------------------------------------


def test_a_workflow_goes_by_the_season(home: Path, job: Job) -> None:
    (home / ".git").mkdir()
    job = replace(job, secret="MAIL_SECRET", kept=(home / "desk/.briefing/history.sqlite", Path("/elsewhere/out")))
    ((path, text),) = github.texts(job).items()
    assert path == home / ".github/workflows/briefing-port.yml"
    assert [row.strip() for row in text.splitlines() if "cron:" in row] == [
        '- cron: "30 5 * * 1,2,3,4,5"',
        '- cron: "30 4 * * 1,2,3,4,5"',
    ]
    for row in (
        '"+0100 30 5 * * 1,2,3,4,5"|"+0200 30 4 * * 1,2,3,4,5"|*" ") echo "go=yes" >>"$GITHUB_OUTPUT" ;;',
        "MAIL_SECRET: ${{ secrets.MAIL_SECRET }}",
        "status=0; make-brief --config desk/briefing.toml --situation port --send || status=$?",
        "git add --force -- desk/.briefing/history.sqlite",
    ):
        assert f"{row}\n" in text


@pytest.mark.parametrize(
    ("text", "zone", "lines"),
    [
        ("mon 00:30", "Asia/Tokyo", {"+0900": "30 15 * * 0"}),
        ("sun 23:30", "America/Phoenix", {"-0700": "30 6 * * 1"}),
        ("06:30", "UTC", {"+0000": "30 6 * * *"}),
        ("06:30", "Asia/Kathmandu", {"+0545": "45 0 * * *"}),
    ],
)
def test_a_day_there_is_perhaps_another_day_in_utc(job: Job, text: str, zone: str, lines: dict[str, str]) -> None:
    assert github._crons(replace(job, schedule=schedule(text), zone=ZoneInfo(zone))) == lines


def test_a_workflow_is_written_and_removed(home: Path, job: Job) -> None:
    assert "commit and push it" in github.install(job)
    assert github.installed(job.unit, job.folder) == github.texts(job)
    assert github.remove(job.unit, job.folder) == [f"{home}/desk/.github/workflows/briefing-port.yml"]
    assert (github.remove(job.unit, job.folder), said(home)) == ([], [])


# --- what is somebody else's ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", [systemd, launchd, github])
def test_a_file_that_is_not_ours_stays(job: Job, kind: object) -> None:
    path = next(iter(kind.texts(job)))  # type: ignore[attr-defined]
    path.parent.mkdir(parents=True)
    path.write_text("[Unit]\n")
    for work in (lambda: kind.install(job), lambda: kind.remove(job.unit, job.folder)):  # type: ignore[attr-defined]
        with pytest.raises(BriefingError, match="not made by make-brief schedule; move it away"):
            work()
    assert path.read_text() == "[Unit]\n"


def test_units_have_plain_names() -> None:
    assert unit("port_2.b-c") == "briefing-port_2.b-c"
    assert unit("Пирс") == "briefing-_41f__438__440__441_"


# --- the command ----------------------------------------------------------------------------------

CONFIG = """
time_zone = "Europe/Berlin"
[mail]
sender = "desk@example.org"
password_env = "MAIL_SECRET"
[situations.port]
schedule = "weekdays 06:30"
recipients = ["ann@example.org"]
[situations.fort]
schedule = "07:00"
[situations.idle]
"""


def ran(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = main(["schedule", *args])
    out, err = capsys.readouterr()
    return status, out, err


def test_the_command_takes_the_kind_at_hand(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "briefing.toml").write_text(CONFIG)
    units = home / ".config/systemd/user"
    status, shown, err = ran(capsys, "show")
    bare = "port: a scheduled run does not have your shell's MAIL_SECRET; use password_command or password_file\n"
    assert (status, err) == (0, f"port: not installed\n{bare}fort: not installed\n")
    assert not units.exists()
    status, out, err = ran(capsys, "install")
    assert (status, out, err) == (0, shown, bare)
    assert out == "".join(f"==> {path} <==\n{path.read_text()}\n" for path in written(units))
    assert "--send" in (units / "briefing-port.service").read_text()
    assert "--send" not in (units / "briefing-fort.service").read_text()
    assert ran(capsys, "show")[2] == f"port: installed\n{bare}fort: installed\n"
    (home / "briefing.toml").write_text(CONFIG.replace("07:00", "08:00"))
    again = "fort: installed, but not like this; `make-brief schedule install` renews it\n"
    assert ran(capsys, "show", "--situation", "fort")[2] == again
    status, out, err = ran(capsys, "remove", "--situation", "port")
    assert (status, out, err) == (
        0,
        "".join(f"removed {units}/briefing-port.{kind}\n" for kind in ("timer", "service")),
        "",
    )
    assert [path.name for path in written(units)] == ["briefing-fort.timer", "briefing-fort.service"]
    ran(capsys, "remove")
    assert (written(units), ran(capsys, "remove")) == ([], (0, "", ""))


def written(units: Path) -> list[Path]:
    """In the order in which they are shown."""
    order = ["port.timer", "port.service", "fort.timer", "fort.service"]
    return [path for name in order if (path := units / f"briefing-{name}").exists()]


def test_without_systemd_it_is_cron(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "briefing.toml").write_text(CONFIG)
    fake(home / "bin" / "systemctl", "echo 'Failed to connect to bus' >&2; exit 1")
    status, out, _ = ran(capsys, "install", "--situation", "fort")
    assert (status, out) == (0, f"==> crontab <==\n{(home / 'table').read_text()}\n")
    assert ran(capsys, "remove")[1] == "removed the lines of briefing-fort in the crontab\n"


@pytest.mark.parametrize(
    ("args", "text", "problem"),
    [
        (["install", "--kind", "chron"], CONFIG, 'unknown kind "chron"; did you mean "cron"?'),
        (["install", "--situation", "idle"], CONFIG, "situation 'idle' has no schedule; write schedule = "),
        (["install"], "[situations.idle]\n", "briefing.toml: no situation has a schedule"),
        (["install"], None, "there is no such configuration file"),
    ],
)
def test_what_cannot_be_scheduled(
    home: Path, capsys: pytest.CaptureFixture[str], args: list[str], text: str | None, problem: str
) -> None:
    if text is not None:
        (home / "briefing.toml").write_text(text)
    status, out, err = ran(capsys, *args)
    assert (status, out, problem in err, len(err.splitlines())) == (2, "", True, 1), err


def test_no_scheduler_at_hand(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "briefing.toml").write_text(CONFIG)
    monkeypatch.setenv("PATH", str(home))
    assert ran(capsys, "install") == (
        2,
        "",
        "make-brief: no scheduler at hand; give --kind cron, github, launchd, systemd\n",
    )


def test_every_text_starts_this_briefing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "briefing.toml").write_text(CONFIG)
    _, out, _ = ran(capsys, "show")
    (command, *_) = [row.removeprefix("ExecStart=").split('" "') for row in out.splitlines() if "ExecStart" in row]
    assert Path(command[0].strip('"')).parent == Path(sys.executable).parent


def test_the_zone_of_the_machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert timers.system_zone() == "America/New_York"
    monkeypatch.delenv("TZ")
    found = timers.system_zone()
    assert found is None or "/" in found or found in ("UTC", "Etc/UTC")

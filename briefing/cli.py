"""The command ``make-brief``: results on standard output or in a folder, all talk on standard error."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from briefing import __version__
from briefing.config import PAPERS, Config, config, known
from briefing.errors import BriefingError, UsageError
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    # The modules of the stages are imported where they are used: `make-brief --help` waits for none of them.
    from spacy.language import Language

    from briefing.make import Progress
    from briefing.model import Article, Dossier, Problem

EXAMPLE = "make-brief seeds/"
DESCRIPTION = "News articles in, a situation brief out, every line of it cited. No language model writes a word."
EPILOG = """commands:
  make-brief facts [INPUT ...]           all facts of the articles, merged, as JSON on standard output
  make-brief verify BRIEF [INPUT ...]    check every line of a brief (.json or .pdf) against its articles
  make-brief templates list|show|copy    the templates that are shipped, to start one's own from

  `make-brief COMMAND --help` tells more.

exit status:
  0 made · 1 could not be made, or --strict and a problem · 2 wrong usage or configuration · 3 nothing new

every flag has a key of the same name in briefing.toml and a variable in the environment
(--as-of, as_of, BRIEFING_AS_OF)"""

Work = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """argparse, but a mistake is an error like all others: one sentence, exit 2."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; `{self.prog} --help` lists what there is")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    `BriefingError` is told in one sentence; any other error is a bug and shows where it came from.
    """
    # Before numpy is imported. For matrices as small as the pipeline's, threads cost seven times the CPU and
    # gain nothing; and one thread adds up in the same order on every machine.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(name, "1")
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = arguments[0] if arguments and arguments[0] in COMMANDS else None
    make_parser, work = COMMANDS[command] if command else (brief_parser, brief)
    try:
        return work(make_parser().parse_args(arguments[1:] if command else arguments))
    except BriefingError as error:
        say(f"make-brief: {error}")
        return error.exit_code
    except BrokenPipeError:
        # `make-brief facts seeds/ | head`: the reader has what it wants; Python's own last flush must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say("make-brief: stopped")
        return 130


def say(text: str) -> None:
    print(text, file=sys.stderr)


# --- what the command line offers -----------------------------------------------------------


def brief_parser() -> Parser:
    parser = Parser(
        prog="make-brief",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("--version", action="version", version=f"make-brief {__version__}")
    _add_inputs(parser)
    parser.add_argument("-o", "--out", metavar="DIR", help="folder for the brief (default: out)")
    parser.add_argument("-f", "--formats", metavar="LIST", help="md,html,pdf,json (default: all four)")
    parser.add_argument("-t", "--template", metavar="NAME|DIR", help="the look (default: situation)")
    parser.add_argument("--title", metavar="TEXT", help="title of the edition")
    parser.add_argument("--as-of", metavar="TIME", help="information cut-off, ISO 8601 (default: the newest article)")
    parser.add_argument("--paper", metavar="|".join(PAPERS), help="paper of the PDF (default: A4)")
    parser.add_argument("--limit", metavar="N", help="most developments (default: what fits 2 to 4 pages)")
    _add_common(parser)
    return parser


def facts_parser() -> Parser:
    parser = Parser(
        prog="make-brief facts",
        description="All facts of the articles, merged, as JSON on standard output.",
        argument_default=argparse.SUPPRESS,
    )
    _add_inputs(parser)
    _add_common(parser)
    return parser


def verify_parser() -> Parser:
    parser = Parser(
        prog="make-brief verify",
        description="Check every line of a brief against its articles: those given, or those that it names.",
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument("brief", metavar="BRIEF", help="brief.json, or the brief.pdf that carries it")
    _add_inputs(parser)
    return parser


def templates_parser() -> Parser:
    parser = Parser(prog="make-brief templates", description="The templates that are shipped.")
    parser.add_argument("action", choices=("list", "show", "copy"))
    parser.add_argument("name", nargs="?", default="situation", metavar="NAME", help="default: situation")
    parser.add_argument("folder", nargs="?", default="templates", metavar="DIR", help="copy to (default: templates)")
    return parser


def _add_inputs(parser: Parser) -> None:
    parser.add_argument(
        "inputs",
        nargs="*",
        default=argparse.SUPPRESS,
        metavar="INPUT",
        help="files (.txt .md .html .json .jsonl), folders, globs, or - for standard input",
    )


def _add_common(parser: Parser) -> None:
    parser.add_argument("--situation", metavar="NAME", help="a situation kept in briefing.toml")
    parser.add_argument("--config", metavar="FILE", help="configuration file (default: briefing.toml, if there)")
    parser.add_argument("--pipeline", metavar="NAME", help="another spaCy pipeline, by name or folder")
    parser.add_argument("--strict", action="store_true", help="fail when any article could not be read")
    parser.add_argument("--timings", action="store_true", help="say what each stage took")


# --- the commands ---------------------------------------------------------------------------


def brief(args: argparse.Namespace) -> int:
    """``make-brief``: the brief in all formats, in a folder."""
    asked = settings(args)
    from briefing import discover, render
    from briefing.deliver import file
    from briefing.templating import find

    renderers = discover.modules(render)
    known(asked.formats, tuple(renderers), "unknown format")
    template = find(asked.template, paper="Letter" if asked.paper == "Letter" else "A4")
    file.check(asked.out)

    timings: Timings = {}
    dossier, nlp = _dossier(asked, timings)
    with timed(timings, "compose"):
        from briefing.compose import newest
        from briefing.make import make_brief

        as_of = asked.as_of or newest(dossier.articles) or _today()
        made = make_brief(dossier, title=asked.title, limit=asked.limit, as_of=as_of, pipeline=_named(nlp))
    files: dict[str, bytes] = {}
    failures: list[str] = []
    for name in asked.formats:
        try:
            with timed(timings, f"render {name}"):
                files[f"brief{renderers[name].SUFFIX}"] = renderers[name].render(made, template)
        except BriefingError as error:
            # A machine without Pango still gets the other three.
            failures.append(f"{name}: {error}")
    with timed(timings, "deliver"):
        places = file.deliver(files, asked.out)
    for place in places:
        print(place)
    for failure in failures:
        say(f"make-brief: {failure}")
    _tell(dossier.problems, timings if "timings" in args else None)
    return 1 if failures or (asked.strict and dossier.problems) else 0


def _today() -> str:
    """The cut-off of a pile in which no article is dated: a day, so that two runs of one day give the same bytes.

    ``SOURCE_DATE_EPOCH`` (seconds since 1970) stands for the clock where it is set.
    """
    return datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()), UTC).date().isoformat()


def facts(args: argparse.Namespace) -> int:
    """``make-brief facts``: the dossier as JSON."""
    from briefing.serial import to_json

    asked = settings(args)
    timings: Timings = {}
    dossier, _ = _dossier(asked, timings)
    _write(to_json(dossier))
    _tell(dossier.problems, timings if "timings" in args else None)
    return 1 if asked.strict and dossier.problems else 0


def verify(args: argparse.Namespace) -> int:
    """``make-brief verify``: what does not hold, one line each; exit 1 where there is any."""
    from briefing.read import read
    from briefing.verify import verify as findings_of

    document = _brief_in(Path(args.brief))
    listed = document.get("articles")
    paths = [one.get("path") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    articles, problems = read(getattr(args, "inputs", None) or sorted({path for path in paths if path}))
    findings = findings_of(document, articles)
    for problem in problems:
        say(f"make-brief: {problem.what}")
    for finding in findings:
        print(finding)
    if not findings:
        say(f"{args.brief}: every line holds against {len(articles)} articles")
    return 1 if findings else 0


def templates(args: argparse.Namespace) -> int:
    """``make-brief templates``: names, text or copies of the shipped templates."""
    from briefing.templating import files, names

    if args.action == "list":
        print("\n".join(names()))
        return 0
    known([args.name], names(), "unknown template")
    if args.action == "show":
        for name, text in files(args.name).items():
            print(f"{{# {name} #}}\n{text}")
        return 0
    from briefing.deliver import file

    own = {name: text.encode() for name, text in files(args.name).items()}
    there = [name for name in own if (Path(args.folder) / name).exists()]
    if there:
        raise BriefingError(f"{args.folder}: {there[0]} is there already; give another folder")
    for place in file.deliver(own, args.folder):
        print(place)
    return 0


COMMANDS: dict[str, tuple[Callable[[], Parser], Work]] = {
    "facts": (facts_parser, facts),
    "verify": (verify_parser, verify),
    "templates": (templates_parser, templates),
}


# --- steps that commands share --------------------------------------------------------------


def settings(args: argparse.Namespace) -> Config:
    """The run's settings.

    Raises:
        UsageError: One is wrong, or there is no input.
    """
    flags = {key: value for key, value in vars(args).items() if key not in ("config", "situation", "timings")}
    asked = config(flags, file=getattr(args, "config", None), situation=getattr(args, "situation", None))
    if not asked.inputs:
        raise UsageError(f"no input; give files or folders with articles, for example: {EXAMPLE}")
    return asked


def _dossier(asked: Config, timings: Timings) -> tuple[Dossier, Language]:
    """The dossier of the run's inputs, and the pipeline that read them.

    Raises:
        BriefingError: No article could be read.
    """
    from briefing.read import read

    with timed(timings, "read"):
        articles, problems = read(asked.inputs)
    if not articles:
        more = f" (and {len(problems) - 1} more such)" if len(problems) > 1 else ""
        raise BriefingError(f"no article could be read: {problems[0].what}{more}")
    with timed(timings, "load"):
        from briefing.make import make_dossier
        from briefing.pipelines import load_pipeline

        nlp = load_pipeline(asked.pipeline)
    with progress(articles) as told:
        return make_dossier(articles, nlp, problems=problems, progress=told, timings=timings), nlp


def _named(nlp: Language) -> str:
    return "{lang}_{name} {version}".format(**nlp.meta)


def _tell(problems: Sequence[Problem], timings: Timings | None) -> None:
    for problem in problems:
        where = f"{problem.article}: " if problem.article else ""
        say(f"left out: {where}{problem.what}")
    if timings is None:
        return
    say(f"{'stage':<14}{'wall s':>8}{'CPU s':>8}")
    for stage, (wall, cpu) in timings.items():
        say(f"{stage:<14}{wall:>8.2f}{cpu:>8.2f}")
    say(f"{'whole process':<14}{_age():>8}{time.process_time():>8.2f}")


def _age() -> str:
    """Wall seconds since the process started, where the system tells: its imports are in no stage."""
    stat = Path("/proc/self/stat")
    if not stat.exists():
        return ""
    ticks = float(stat.read_text().rpartition(")")[2].split()[19])
    return f"{time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf('SC_CLK_TCK'):.2f}"


@contextmanager
def progress(articles: Sequence[Article]) -> Iterator[Progress | None]:
    """What to call with the number of articles done; a bar, and only where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading articles", total=len(articles))
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _write(text: str) -> None:
    """``text`` on standard output in UTF-8, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def _brief_in(path: Path) -> dict[str, Any]:
    """The brief in a ``.json``, or in the ``.pdf`` that carries it.

    Raises:
        BriefingError: There is none.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise BriefingError(f"{path}: {why}; give brief.json or brief.pdf") from error
    if data.startswith(b"%PDF"):
        from briefing.render.pdf import facts_in_pdf

        data = facts_in_pdf(data)
    try:
        document = json.loads(data)
    except ValueError as error:
        raise BriefingError(f"{path}: no brief: {error}") from error
    if not isinstance(document, dict):
        raise BriefingError(f"{path}: no brief: not a JSON object")
    return document

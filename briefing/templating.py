"""Templates: where they are found, how values are escaped, what an error in one says.

A template is ``NAME.md.j2``, ``NAME.html.j2`` or both. A user's folder comes before the shipped
one, and ``shipped/NAME.html.j2`` names the shipped file, to extend it and replace one block.

Escaping is by suffix and cannot be forgotten: every value that a template prints passes
`printable` and then HTML or Markdown escaping; only the template's own text goes out as it is.

A user's templates run in Jinja's sandbox and in a process of their own that is ended after
`SECONDS`: the sandbox bounds what a template may touch, not how long it takes, and nothing
inside one process can stop ``"x" * 10 ** 10``. The shipped templates run in this process.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, pass_context
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefing.errors import BriefingError, UsageError
from briefing.plaintext import markdown, printable
from briefing.resources import shipped

SECONDS = 20.0
MEMORY = 1 << 30
"""Bytes of address space for the process that runs a user's template, where the system can limit it."""

SUFFIXES = (".html.j2", ".md.j2")
Paper = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Which look a brief gets: a template's name, the user's folder if any, the paper of the PDF."""

    name: str = "situation"
    folder: Path | None = None
    paper: Paper = "A4"

    def has(self, suffix: str) -> bool:
        return any((folder / f"{self.name}.{suffix}.j2").is_file() for folder in folders(self.folder))

    def render(self, suffix: str, values: Mapping[str, Any]) -> str:
        """The text of ``NAME.suffix.j2`` with ``values``.

        Raises:
            BriefingError: The template is missing, is wrong, or takes too long.
        """
        return render(f"{self.name}.{suffix}.j2", self.folder, values)


def find(text: str, paper: Paper = "A4") -> Template:
    """The template that ``--template`` names: a shipped name, or a folder with templates of the user's.

    A folder that holds only one template, not called situation, means that one.

    Raises:
        UsageError: There is no such template.
    """
    folder = Path(text).expanduser()
    if folder.is_dir():
        own = names(folder, only_own=True)
        name = own[0] if len(own) == 1 else "situation"
        return Template(name=name, folder=folder.resolve(), paper=paper)
    if text in names():
        return Template(name=text, paper=paper)
    raise UsageError(f"template {text!r}: neither a folder nor one of {', '.join(names())}")


def folders(user: Path | None) -> tuple[Path, ...]:
    """Where templates are looked for, first match first."""
    return (*([user] if user else []), shipped("templates"))


def names(user: Path | None = None, *, only_own: bool = False) -> tuple[str, ...]:
    """Names of the templates there are, in alphabetical order; files with ``_`` in front are parts of others."""
    places = (user,) if user and only_own else folders(user)
    found = {
        path.name.removesuffix(suffix)
        for place in places
        for suffix in SUFFIXES
        for path in place.glob(f"[!_]*{suffix}")
    }
    return tuple(sorted(found))


def files(name: str) -> dict[str, str]:
    """Text of the shipped files of the template ``name`` by file name: what ``templates show`` and ``copy`` need."""
    place = shipped("templates")
    found = {f"{name}{suffix}": place / f"{name}{suffix}" for suffix in SUFFIXES}
    return {file: path.read_text(encoding="utf-8") for file, path in found.items() if path.is_file()}


def is_markdown(template: str | None) -> bool:
    return bool(template) and str(template).endswith(".md.j2")


@pass_context
def escaped(context: Context, value: Any) -> Any:
    """What an expression prints: cleaned, escaped for Markdown where the template is Markdown, not where it is text.

    What is already marked up (a macro's output) passes; HTML escaping is Jinja's own.
    """
    if value is None:
        return ""
    if isinstance(value, StrictUndefined) or hasattr(value, "__html__"):
        return value
    text = printable(str(value))
    if str(context.name).endswith(".txt.j2"):
        return Markup(text)  # noqa: S704 - plain text has nothing to escape
    return Markup(markdown(text)) if is_markdown(context.name) else text  # noqa: S704 - escaped for Markdown


def environment(user: Path | None = None) -> ImmutableSandboxedEnvironment:
    """A Jinja environment over the user's folder, if any, and the shipped one."""
    place = FileSystemLoader(shipped("templates"))
    own = [FileSystemLoader(user)] if user else []
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, place, PrefixLoader({"shipped": place})]),
        undefined=StrictUndefined,
        # On for Markdown too: that is what keeps a macro's output from being escaped twice.
        autoescape=True,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return made


_SHIPPED: dict[Path, ImmutableSandboxedEnvironment] = {}


def render(file: str, user: Path | None, values: Mapping[str, Any]) -> str:
    """The text of the template ``file``; in a process of its own where a user's folder is involved."""
    if user is not None:
        return _apart(file, user, values)
    place = shipped("templates")
    made = _SHIPPED.setdefault(place, environment())
    return _explained(lambda: made.get_template(file).render(values))


def _explained(work: Callable[[], str]) -> str:
    """``work()``, a template's error told as file, line and one sentence."""
    try:
        return work()
    except TemplateSyntaxError as error:
        raise BriefingError(f"{error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except TemplateNotFound as error:
        raise BriefingError(f"template {error.message or error.name}: there is no such file") from error
    except UndefinedError as error:
        raise BriefingError(
            f"{_place(error)}: {error.message}; docs/templates.md lists what a template may use"
        ) from error
    except SecurityError as error:
        raise BriefingError(f"{_place(error)}: not allowed in a template: {error}") from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError) as error:
        if (place := _place(error)) == "template":
            raise
        raise BriefingError(f"{place}: {error or type(error).__name__}") from error


def _place(error: BaseException) -> str:
    """File and line of the template that ``error`` comes from; Jinja puts the template's frames in the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    found = [frame for frame in frames if frame.filename.endswith(".j2")]
    return f"{found[-1].filename}, line {found[-1].lineno}" if found else "template"


def _apart(file: str, user: Path, values: Mapping[str, Any]) -> str:
    """`render` in a process that is ended after `SECONDS`.

    Raises:
        BriefingError: What went wrong in the template, or that it took too long.
    """
    order = pickle.dumps((file, user, dict(values)))
    path = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "briefing.templating"],
            input=order,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BriefingError(f"{user / file}: took longer than {SECONDS:g} seconds and was stopped") from error
    try:
        answer: dict[str, str] = json.loads(done.stdout)
    except ValueError as error:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise BriefingError(f"{user / file}: the template could not be run: {lines[-1]}") from error
    if "error" in answer:
        raise BriefingError(answer["error"])
    return answer["text"]


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has none: there only the time is bounded.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _child() -> None:
    """Render what standard input orders and answer in JSON; the process that `_apart` starts."""
    file, user, values = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - written by our own parent process
    _limit_memory()
    try:
        answer = {"text": _explained(lambda: environment(user).get_template(file).render(values))}
    except BriefingError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _child()

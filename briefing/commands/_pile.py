"""From a run's inputs to its dossier: the first half of every command that reads articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.terminal import progress
from briefing.timings import Timings, timed

if TYPE_CHECKING:
    from spacy.language import Language

    from briefing.config import Config
    from briefing.model import Dossier


def dossier(asked: Config, timings: Timings) -> tuple[Dossier, Language]:
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
    with progress(len(articles)) as told:
        return make_dossier(articles, nlp, problems=problems, progress=told, timings=timings), nlp

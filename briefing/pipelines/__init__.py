"""The shipped spaCy pipeline and the loader that takes any other one in its place."""

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import get_model_meta, get_package_path, load_model

from briefing.errors import UsageError
from briefing.pipelines import arms, component, names, numbers, tokenizer

__all__ = [
    "SHIPPED",
    "arms",
    "called",
    "component",
    "lacks",
    "load_pipeline",
    "names",
    "numbers",
    "title_of",
    "tokenizer",
]

SHIPPED = Path(__file__).resolve().parent / "en_news_mini"
PROBE = "The mayor told reporters that two soldiers had left Berlin."


def load_pipeline(name: str | Path | Language | None = None) -> Language:
    """A pipeline that tags, parses, lemmatises and names: the shipped one for None, an installed
    package's by ``name``, a folder's, or a `Language` as it is.

    Raises:
        UsageError: There is no such pipeline, or it lacks one of the four.
    """
    nlp = name if isinstance(name, Language) else _load(SHIPPED if name is None else name)
    missing = lacks(nlp)
    if missing:
        raise UsageError(
            f"the pipeline {_called(nlp, name)} gives no {', no '.join(missing)}; "
            "use one with a tagger, parser, lemmatizer and ner, such as the shipped one"
        )
    return nlp


def title_of(name: str | None = None) -> str:
    """Language, name and version of the pipeline that `load_pipeline` loads for ``name``, without loading it.

    Raises:
        UsageError: There is no such pipeline.
    """
    try:
        folder = SHIPPED if name is None else Path(name) if Path(name).is_dir() else get_package_path(name)
        return called(get_model_meta(folder))
    except (OSError, ImportError, PackageNotFoundError) as error:
        raise _missing(name or "") from error


def called(meta: Mapping[str, Any]) -> str:
    """Language, name and version, as a brief names the pipeline that read its articles."""
    return "{lang}_{name} {version}".format(**meta)


def lacks(nlp: Language) -> tuple[str, ...]:
    """What `nlp` fails to give for a plain English sentence. Components are judged by what they do, not by name."""
    doc = nlp(PROBE)
    given = {
        "parts of speech": any(token.pos_ == "VERB" for token in doc) and any(token.tag_ for token in doc),
        "parse": doc.has_annotation("DEP") and any(token.head != token for token in doc),
        "lemmas": any(token.lemma_ == "tell" for token in doc),
        "names": any(ent.text == "Berlin" for ent in doc.ents),
    }
    return tuple(what for what, there in given.items() if not there)


def _load(name: str | Path) -> Language:
    try:
        return load_model(name)
    except OSError as error:
        raise _missing(name) from error


def _missing(name: str | Path) -> UsageError:
    return UsageError(
        f'pipeline "{name}": no installed package and no folder of that name holds one; '
        "install it, or leave the name out for the shipped pipeline"
    )


def _called(nlp: Language, name: str | Path | Language | None) -> str:
    if isinstance(name, Language) or name is None:
        return f'"{nlp.meta["lang"]}_{nlp.meta["name"]}"'
    return f'"{name}"'

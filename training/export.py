"""A trained network to the folder that `spacy.load` reads: int8 matrices, one scale to a row."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language

from briefing import pipelines
from briefing.pipelines.arrays import Floats, Weights
from briefing.pipelines.component import LABELS, WEIGHTS, MiniLM
from briefing.pipelines.encoder import Store
from training.examples import Labels, from_json
from training.tokenizer import cut_as_treebanks

COMPONENT = "minilm"
INT8_FROM, HALF_FROM = 20_000, 2_000
"""Matrices of more values than this are stored as int8, the rest of more than that in half precision."""
KEPT_HALF = ("features.", "arc.weight", "label.weight")
"""Tables and bilinear forms lose too much as int8."""
TABLES = ("embed.words", "embed.positions", "embed.cases", "features.")
"""Stored without the ``.weight`` that torch puts behind their names."""


def is_rounded(name: str, values: Any) -> bool:
    """Is the parameter stored as int8?"""
    return values.ndim == 2 and values.shape[0] * values.shape[1] > INT8_FROM and not name.startswith(KEPT_HALF)


def quantised(state: Mapping[str, Floats]) -> Weights:
    """The parameters as they are stored; what was rounded to int8 has its scales under ``name.scale``."""
    weights: Weights = {}
    for key, values in state.items():
        name = key.removesuffix(".weight") if key.startswith(TABLES) else key
        if is_rounded(name, values):
            scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
            weights[name] = np.round(values / scale).astype(np.int8)
            weights[f"{name}.scale"] = scale
        else:
            weights[name] = values.astype(np.float16 if values.size > HALF_FROM else np.float32)
    return weights


def mean(networks: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    """The mean of each parameter: of networks that went on from one, it is often better than any of them. The source
    of the method: Wortsman and others, "Model soups", 2022."""
    return {name: np.mean([one[name] for one in networks], 0, np.float32) for name in networks[0]}


def stored(folder: Path) -> dict[str, Floats]:
    """The parameters of the pipeline in ``folder``."""
    return restored(dict(np.load(folder / COMPONENT / WEIGHTS)))


def stored_labels(folder: Path) -> Labels:
    return from_json(json.loads((folder / COMPONENT / LABELS).read_text(encoding="utf-8")))


def restored(weights: Weights) -> dict[str, Floats]:
    """The parameters that `quantised` gave as ``weights``."""
    return {
        f"{name}.weight" if name.startswith(TABLES) else name: Store(weights)[name]
        for name in weights
        if not name.endswith(".scale")
    }


def pipeline(weights: Weights, labels: dict[str, list[object]], vocabulary: list[str], version: str) -> Language:
    """The whole pipeline round the component."""
    assert pipelines.SHIPPED  # importing the package registers the components
    nlp = spacy.blank("en")
    cut_as_treebanks(nlp)
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": pipelines.tokenizer.NAME}
    component = nlp.add_pipe("briefing_minilm", name=COMPONENT)
    assert isinstance(component, MiniLM)
    component.fill(weights, labels, vocabulary)
    nlp.add_pipe("briefing_names", name="name_rules")
    nlp.add_pipe("briefing_numbers", name="number_rules")
    nlp.add_pipe("briefing_arms", name="arms_rules")
    nlp.meta.update(
        name="news_mini",
        version=version,
        description="English news: tags, trees, lemmas, sentences and names by a fine-tuned MiniLM encoder in numpy; "
        "numbers, dates, weapons and vehicles by rules",
        license="CC BY-SA 4.0",
        spacy_version=">=3.8.0,<3.9.0",
    )
    return nlp


def export(nlp: Language, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder)

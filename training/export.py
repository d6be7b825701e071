"""A trained network to the folder that `spacy.load` reads: int8 matrices, one scale to a row."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language

from briefing import pipelines
from briefing.pipelines.arrays import Floats, Weights
from briefing.pipelines.component import MiniLM

INT8_FROM, HALF_FROM = 20_000, 2_000
"""Matrices of more values than this are stored as int8, the rest of more than that in half precision."""
KEPT_HALF = ("features.", "arc.weight", "label.weight")
"""Tables and bilinear forms lose too much as int8."""


def quantised(state: Mapping[str, Floats]) -> Weights:
    """The parameters as they are stored; what was rounded to int8 has its scales under ``name.scale``."""
    weights: Weights = {}
    for key, values in state.items():
        name = (
            key.removesuffix(".weight")
            if key.startswith(("embed.words", "embed.pos", "embed.cases", "features."))
            else key
        )
        if values.ndim == 2 and values.size > INT8_FROM and not name.startswith(KEPT_HALF):
            scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
            weights[name] = np.round(values / scale).astype(np.int8)
            weights[f"{name}.scale"] = scale
        else:
            weights[name] = values.astype(np.float16 if values.size > HALF_FROM else np.float32)
    return weights


def pipeline(weights: Weights, labels: dict[str, list[object]], vocabulary: list[str], version: str) -> Language:
    """The whole pipeline round the component."""
    assert pipelines.SHIPPED  # importing the package registers the components
    nlp = spacy.blank("en")
    component = nlp.add_pipe("briefing_minilm", name="minilm")
    assert isinstance(component, MiniLM)
    component.fill(weights, labels, vocabulary)
    nlp.add_pipe("briefing_names", name="name_rules")
    nlp.add_pipe("briefing_numbers", name="number_rules")
    nlp.meta.update(
        name="news_mini",
        version=version,
        description="English news: tags, trees, lemmas, sentences and names by a fine-tuned MiniLM encoder in numpy; "
        "numbers and dates by rules",
        license="CC BY-SA 4.0",
        spacy_version=">=3.8.0,<3.9.0",
    )
    return nlp


def export(nlp: Language, folder: Path) -> None:
    nlp.to_disk(folder)

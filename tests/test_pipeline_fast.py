"""The network in onnxruntime beside that in numpy. `.ci/run` installs the extra ``fast`` for it."""

from itertools import pairwise

import numpy as np
import pytest
import spacy
from spacy.language import Language

from briefing.pipelines import SHIPPED
from briefing.pipelines.arrays import Weights
from briefing.pipelines.component import MiniLM, encoder_for
from briefing.pipelines.encoder import Scores, Windows

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
from briefing.pipelines import fast

pytestmark = pytest.mark.model
TEXT = "“We will not wait,” Ines Abara of the World Bank told reporters in Lisbon. The ferry to Gozo had stopped."


@pytest.fixture(scope="module")
def weights(nlp: Language) -> Weights:
    minilm = nlp.get_pipe("minilm")
    assert isinstance(minilm, MiniLM)
    return minilm.weights


def windows(*sizes: int) -> Windows:
    """Windows of pieces that mean nothing, always the same for a size."""
    bounds = np.cumsum([0, *sizes])
    chances = [np.random.default_rng(size) for size in sizes]
    pairs = list(zip(chances, sizes, strict=True))
    first = np.concatenate([np.arange(start + 1, end - 1) for start, end in pairwise(bounds)])
    return Windows(
        pieces=np.concatenate([chance.integers(1000, 30000, size) for chance, size in pairs]),
        cases=np.concatenate([chance.integers(0, 8, size) for chance, size in pairs]),
        bounds=bounds,
        first=first,
        last=first,
        features=np.concatenate([chance.integers(0, 3, (size - 2, 4)) for chance, size in pairs]),
    )


def test_onnxruntime_finds_what_numpy_finds(weights: Weights, nlp: Language) -> None:
    other = spacy.load(SHIPPED, config={"components.minilm.backend": "onnxruntime"})
    slow, quick = (
        [(t.text, t.pos_, t.lemma_, t.dep_, t.head.i, t.ent_type_) for t in one(TEXT)] for one in (nlp, other)
    )
    assert quick == slow


def test_a_window_alone_gives_what_it_gives_beside_others(weights: Weights) -> None:
    encoder = encoder_for(weights, "onnxruntime")
    both, alone = windows(40, 60), windows(40)
    together: Scores = encoder(both)
    assert np.array_equal(together.names[:38], encoder(alone).names)


def test_unsigned_weights_give_the_same(weights: Weights) -> None:

    found = []
    for signed in (True, False):
        encoder = fast.FastEncoder.__new__(fast.FastEncoder)
        encoder.session = fast.session(fast.Graph(weights, signed=signed).model())
        found.append(encoder(windows(30)).names)
    assert np.abs(found[0] - found[1]).max() < 1e-3 or fast.saturates()

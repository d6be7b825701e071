"""From a folder of corpora to the pipeline: ``python -m training CORPORA ENCODER OUT``."""

import argparse
import hashlib
import random
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import torch

from briefing import __version__
from briefing.pipelines.wordpiece import WordPiece
from training import corpora
from training.batches import batches, inputs_of
from training.examples import Examples, Labels, as_json, labels_of
from training.export import export, pipeline, quantised, stored, stored_labels
from training.network import Network
from training.teachers import taught
from training.texts import Texts
from training.train import GO_ON, Settings, train

ENCODER = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of ``model.safetensors`` of all-MiniLM-L6-v2."""
INNER = 768
"""The width of the feed-forward layers of a network that learns from teachers: half of theirs."""
MEASURED = 60
"""Batches on which is measured which half that is."""


def main() -> int:
    arguments = _arguments().parse_args()
    torch.manual_seed(arguments.seed)
    weights = arguments.encoder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != ENCODER:
        raise SystemExit(f"{weights}: not the weights of all-MiniLM-L6-v2 that training starts from")
    corpora.check(arguments.corpora)
    vocabulary = (arguments.encoder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    documents = [one for one in corpora.documents(arguments.corpora) if one.words][:: arguments.every]
    go_on: Path | None = arguments.go_on
    known = [*arguments.teachers, *([go_on] if go_on else [])]
    labels = stored_labels(known[0]) if known else labels_of(documents)
    word_piece = WordPiece(vocabulary)
    texts = Texts(documents, Examples(labels, word_piece))
    print(f"{len(documents)} documents, {sum(len(one.words) for one in documents)} tokens", file=sys.stderr)
    settings = Settings(epochs=arguments.epochs, steps=arguments.steps, seed=arguments.seed, threads=arguments.threads)
    if arguments.teachers:
        network = _pupil(arguments.teachers, labels, texts, word_piece, settings)
    elif go_on is None:
        network = Network(labels).start_from(weights)
    else:
        network = _trained(go_on, labels)
        settings = replace(settings, **GO_ON)
    for line in train(network, texts, word_piece, settings):
        print(line, file=sys.stderr, flush=True)
    state = {name: np.asarray(values.detach()) for name, values in network.state_dict().items()}
    export(pipeline(quantised(state), as_json(labels), vocabulary, __version__), arguments.out)
    return 0


def _pupil(folders: list[Path], labels: Labels, texts: Texts, word_piece: WordPiece, settings: Settings) -> Network:
    """The first of the pipelines in ``folders``, narrowed, and ``texts`` with what all of them say."""
    torch.set_num_threads(settings.threads)
    if any(stored_labels(folder) != labels for folder in folders):
        raise SystemExit("the teachers learned different labels: train them on the same corpora")
    teachers = [_trained(folder, labels) for folder in folders]
    texts.learn(lambda examples: taught(examples, teachers, word_piece, bfloat16=settings.bfloat16))
    some = islice(batches(texts.examples, random.Random(settings.seed)), MEASURED)
    return teachers[0].narrowed(labels, INNER, (inputs_of(batch, word_piece) for batch in some))


def _trained(folder: Path, labels: Labels) -> Network:
    parameters = stored(folder)
    return Network(labels, len(parameters["layer.0.up.bias"])).go_on_from(parameters)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder that holds ud/ and ner/")
    parser.add_argument("encoder", type=Path, help="the folder of all-MiniLM-L6-v2: model.safetensors and vocab.txt")
    parser.add_argument("out", type=Path, help="the folder to write the pipeline into")
    parser.add_argument("--go-on", type=Path, metavar="FOLDER", help="start from this pipeline instead of the encoder")
    parser.add_argument(
        "--teachers",
        type=Path,
        nargs="+",
        metavar="FOLDER",
        default=[],
        help="learn from these pipelines too, narrower",
    )
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=0, help="stop after so many batches, to try the code")
    parser.add_argument("--every", type=int, default=1, help="read only every n-th document, to try the code")
    return parser


if __name__ == "__main__":
    sys.exit(main())

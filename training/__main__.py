"""From a folder of corpora to the pipeline: ``python -m training CORPORA ENCODER OUT``."""

import argparse
import hashlib
import json
import random
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from briefing import __version__
from briefing.pipelines.component import LABELS
from briefing.pipelines.wordpiece import WordPiece
from training import corpora
from training.batches import batches, inputs_of
from training.examples import Examples, Labels, as_json, from_json, labels_of
from training.export import export, mean, pipeline, quantised, stored, stored_labels
from training.network import LARGE, SMALL, Network, of_bert
from training.texts import Texts
from training.train import FOR_LARGE, GO_ON, Settings, train

ENCODERS = {
    "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db": SMALL,
    "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658": LARGE,
}
"""SHA-256 of ``model.safetensors`` of all-MiniLM-L6-v2 and of all-mpnet-base-v2."""
TEACHER = "teacher.safetensors"
"""What a folder holds instead of a pipeline when the encoder is the large one."""
MEASURED = 60
"""Batches on which is measured which part of the feed-forward layers a narrower network keeps."""


def main() -> int:
    arguments = _arguments().parse_args()
    torch.manual_seed(arguments.seed)
    weights = arguments.encoder / "model.safetensors"
    shape = ENCODERS.get(hashlib.sha256(weights.read_bytes()).hexdigest())
    if shape is None:
        raise SystemExit(f"{weights}: not the weights of an encoder that training starts from")
    corpora.check(arguments.corpora)
    vocabulary = (arguments.encoder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    if shape is LARGE:
        vocabulary = of_bert(vocabulary)
    documents = [one for one in corpora.documents(arguments.corpora) if one.words][:: arguments.every]
    go_on: Path | None = arguments.go_on
    labels = stored_labels(go_on) if go_on else labels_of(documents)
    word_piece = WordPiece(vocabulary)
    texts = Texts(documents, Examples(labels, word_piece))
    print(f"{len(documents)} documents, {sum(len(one.words) for one in documents)} tokens", file=sys.stderr)
    teachers = [_teacher(folder, labels) for folder in arguments.teachers]
    network = _trained(go_on, labels) if go_on else Network(labels, shape).start_from(weights)
    is_large = network.shape.width == LARGE.width
    chosen: dict[str, Any] = FOR_LARGE if is_large else GO_ON if go_on and not teachers else {}
    if arguments.tokens:
        chosen = chosen | {"tokens": arguments.tokens}
    settings = Settings(
        epochs=arguments.epochs,
        steps=arguments.steps,
        seed=arguments.seed,
        threads=arguments.threads,
        device=arguments.device,
        # Processors take minutes over a batch of a large encoder in half precision.
        bfloat16=arguments.device != "cpu" or all(one.shape.width == SMALL.width for one in (network, *teachers)),
        **chosen,
    )
    settings = replace(
        settings,
        encoder_rate=settings.encoder_rate * arguments.rate,
        head_rate=settings.head_rate * arguments.rate,
        names=settings.names * arguments.names,
    )
    for folder in arguments.mean_with:
        _check(folder, stored_labels(folder), labels)
    if arguments.inner:
        some = islice(batches(texts.examples, random.Random(settings.seed)), MEASURED)
        network = network.narrowed(labels, arguments.inner, (inputs_of(batch, word_piece) for batch in some))
    for line in train(network, texts, word_piece, settings, teachers):
        print(line, file=sys.stderr, flush=True)
    state = {name: values.detach().cpu() for name, values in network.state_dict().items()}
    if is_large:
        arguments.out.mkdir(parents=True, exist_ok=True)
        save_file(state, arguments.out / TEACHER)
        (arguments.out / LABELS).write_text(json.dumps(as_json(labels)), encoding="utf-8")
    else:
        arrays = mean([{name: np.asarray(values) for name, values in state.items()}, *map(stored, arguments.mean_with)])
        export(pipeline(quantised(arrays), as_json(labels), vocabulary, __version__), arguments.out)
    return 0


def _teacher(folder: Path, labels: Labels) -> Network:
    """The trained network in ``folder``, large or small."""
    path = folder / TEACHER
    if not path.exists():
        return _trained(folder, labels)
    _check(folder, from_json(json.loads((folder / LABELS).read_text(encoding="utf-8"))), labels)
    state = load_file(path)
    network = Network(labels, replace(LARGE, inner=len(state["layer.0.up.bias"])))
    network.load_state_dict(state)
    return network


def _trained(folder: Path, labels: Labels) -> Network:
    _check(folder, stored_labels(folder), labels)
    parameters = stored(folder)
    return Network(labels, replace(SMALL, inner=len(parameters["layer.0.up.bias"]))).go_on_from(parameters)


def _check(folder: Path, learned: Labels, labels: Labels) -> None:
    if learned != labels:
        raise SystemExit(f"{folder} learned different labels: train it on the same corpora")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder that holds ud/ and ner/")
    parser.add_argument("encoder", type=Path, help="the folder of the encoder: model.safetensors and vocab.txt")
    parser.add_argument("out", type=Path, help="the folder to write the pipeline, or the large network, into")
    parser.add_argument("--go-on", type=Path, metavar="FOLDER", help="start from this pipeline instead of the encoder")
    parser.add_argument(
        "--teachers",
        type=Path,
        nargs="+",
        metavar="FOLDER",
        default=[],
        help="learn from these pipelines or large networks too",
    )
    parser.add_argument(
        "--mean-with",
        type=Path,
        nargs="+",
        metavar="FOLDER",
        default=[],
        help="write the mean of the weights and of these pipelines'",
    )
    parser.add_argument("--inner", type=int, default=0, help="narrow the feed-forward layers to this width first")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tokens", type=int, default=0, help="of a batch at most; 0 for what suits the network")
    parser.add_argument("--names", type=float, default=1, help="times the usual weight of the loss of names")
    parser.add_argument("--rate", type=float, default=1, help="times the usual learning rates")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=0, help="stop after so many batches, to try the code")
    parser.add_argument("--every", type=int, default=1, help="read only every n-th document, to try the code")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""The training loop: windows of random length, one loss to a head."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from briefing.pipelines.arrays import Ints
from briefing.pipelines.wordpiece import WordPiece
from training.examples import IGNORE, Example
from training.export import is_rounded
from training.network import Network

LENGTHS = (24, 48, 96, 192)
"""Tokens of a window at most; the longest in three of five passes over a text."""
MASKED = 0.05
"""The share of words whose pieces are hidden."""
LOWERED, RAISED, TITLED = 0.03, 0.015, 0.03
"""The shares of windows read in lower case, in capitals, and with the capitals of a headline."""
VIEWS = (LOWERED + RAISED + TITLED, RAISED + TITLED, TITLED)
WEIGHTS = {
    "tag": 0.7,
    "pos": 0.7,
    "morph": 0.7,
    "lemma": 0.5,
    "start": 2.0,
    "arc": 1.5,
    "dep": 1.0,
    "name": 1.5,
}
NOT_THERE = -1e4

Window = tuple[Example, int, int]


@dataclass(frozen=True, slots=True)
class Settings:
    epochs: float = 12
    steps: int = 0
    """Stop after so many batches; 0 for the epochs."""
    seed: int = 0
    batch_tokens: int = 1500
    encoder_rate: float = 2e-4
    head_rate: float = 2e-3
    warm_up: float = 0.06
    bfloat16: bool = True
    threads: int = 2
    average: float = 0.0
    """How much of the running average of the weights stays at each batch; 0 for no average."""


GO_ON = {"average": 0.995, "encoder_rate": 6e-5, "head_rate": 6e-4}
"""What differs when a trained network is trained on."""


def train(
    network: Network, texts: Callable[[random.Random], Sequence[Example]], word_piece: WordPiece, settings: Settings
) -> Iterator[str]:
    """Train ``network`` in place; a line of progress every 50 batches. ``texts`` gives the examples of an epoch.
    At the end, and whenever a line is given, the network holds the averaged weights if there is an average."""
    torch.set_num_threads(settings.threads)
    chance = random.Random(settings.seed)
    total = settings.steps or int(len(list(batches(texts(chance), settings, chance))) * settings.epochs)
    optimiser = _optimiser(network, settings)
    warm_up, falls = settings.warm_up, not settings.average
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step / total, warm_up, falls=falls))
    average = Average(network, settings.average) if settings.average else None
    sums: dict[str, float] = {}
    step = 0
    network.train()
    while step < total:
        for batch in batches(texts(chance), settings, chance):
            inputs, answers, segments = collate(batch, word_piece, chance)
            optimiser.zero_grad(set_to_none=True)
            with rounded(network):
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.bfloat16):
                    found = losses(network, network(*inputs), answers, segments)
                sum(WEIGHTS[name] * loss for name, loss in found.items()).backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            step += 1
            if average:
                average.update(step)
            for name, loss in found.items():
                sums[name] = sums.get(name, 0.0) + float(loss.detach())
            if step % 50 == 0 or step == total:
                with average.shown() if average and step < total else nullcontext():
                    yield f"{step}/{total} " + " ".join(f"{name} {value:.2f}" for name, value in sums.items())
                sums = {}
            if step == total:
                break
    if average:
        average.swap()


class Average:
    """A running average of the weights of ``network``: better than the last of them, at any time."""

    def __init__(self, network: Network, keep: float) -> None:
        self.parameters = [one for one in network.parameters() if one.requires_grad]
        self.values = [one.detach().clone() for one in self.parameters]
        self.keep = keep

    def update(self, step: int) -> None:
        keep = min(self.keep, (1 + step) / (10 + step))
        with torch.no_grad():
            for value, parameter in zip(self.values, self.parameters, strict=True):
                value.lerp_(parameter, 1 - keep)

    def swap(self) -> None:
        """The average and the last weights change places."""
        for i, parameter in enumerate(self.parameters):
            self.values[i], parameter.data = parameter.data, self.values[i]

    @contextmanager
    def shown(self) -> Iterator[None]:
        self.swap()
        yield
        self.swap()


@contextmanager
def rounded(network: Network) -> Iterator[None]:
    """The network as it will be stored. Gradients at the rounded weights move the exact ones."""
    exact = [(one, one.data) for name, one in network.named_parameters() if one.requires_grad and is_rounded(name, one)]
    for one, values in exact:
        scale = values.abs().amax(1, keepdim=True).div_(127).clamp_(min=1e-12)
        one.data = values.div(scale).round_().mul_(scale)
    yield
    for one, values in exact:
        one.data = values


def rate(done: float, warm_up: float, *, falls: bool = True) -> float:
    """The share of the learning rate after the fraction ``done``: up, then down in a straight line unless
    an average of the weights does instead."""
    rest = 1 - max(0.0, done - warm_up) / (1 - warm_up) if falls else 1.0
    return max(0.01, min(1.0, done / warm_up) * rest)


def windows(examples: Sequence[Example], chance: random.Random) -> Iterator[Window]:
    """All examples, cut where sentences start into windows of random greatest length."""
    for example in examples:
        longest = LENGTHS[-1] if chance.random() < 0.6 else chance.choice(LENGTHS)
        size = len(example.pieces)
        cuts = [int(i) for i in np.flatnonzero(example.starts) if i] + [size]
        start = previous = 0
        for cut in cuts:
            while cut - start > longest:
                end = previous if previous > start else min(cut, start + LENGTHS[-1])
                yield example, start, end
                start = end
            previous = cut
        if start < size:
            yield example, start, size


def batches(examples: Sequence[Example], settings: Settings, chance: random.Random) -> Iterator[list[Window]]:
    """Windows of about one length together, in random order."""
    pile = list(windows(examples, chance))
    chance.shuffle(pile)
    pile.sort(key=lambda window: (window[2] - window[1]) // 12 + chance.random() / 2)
    found: list[list[Window]] = []
    longest = 0
    for window in pile:
        size = window[2] - window[1]
        longest = max(longest, size)
        if not found or longest * (len(found[-1]) + 1) > settings.batch_tokens:
            found.append([])
            longest = size
        found[-1].append(window)
    chance.shuffle(found)
    yield from found


def collate(
    batch: Sequence[Window], word_piece: WordPiece, chance: random.Random
) -> tuple[tuple[Tensor, ...], dict[str, Tensor], Tensor]:
    """Padded inputs of the network, answers [windows, tokens], and the number of each token's sentence."""
    width = max(end - start for _, start, end in batch)
    shape = (len(batch), width)
    first, last = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    features = np.zeros((*shape, 4), np.int64)
    segments = np.full(shape, IGNORE)
    names = ("tag", "pos", "morph", "lemma", "dep", "head", "name", "start")
    answers = {name: np.full(shape, IGNORE) for name in names}
    pieces, cases = [], []
    mask_piece = word_piece.ids["[MASK]"]
    for row, (example, start, end) in enumerate(batch):
        dice = chance.random()
        view = sum(dice < share for share in VIEWS)
        case_row, feature_rows = example.views[view]
        row_pieces, row_cases = [word_piece.start], [0]
        for i in range(start, end):
            word = example.pieces[i]
            first[row, i - start] = len(row_pieces)
            row_pieces += [mask_piece] * len(word) if chance.random() < MASKED else word
            row_cases += [int(case_row[i])] * len(word)
            last[row, i - start] = len(row_pieces) - 1
        pieces.append([*row_pieces[:511], word_piece.stop])
        cases.append([*row_cases[:511], 0])
        features[row, : end - start] = feature_rows[start:end]
        _answer(answers, segments, row, example, start, end, changed=view > 0)
    np.minimum(first, 510, out=first)
    np.minimum(last, 510, out=last)
    length = max(map(len, pieces))
    mask = np.array([[0.0] * len(p) + [NOT_THERE] * (length - len(p)) for p in pieces], np.float32)[:, None, None]
    padded = [np.array([row + [0] * (length - len(row)) for row in rows]) for rows in (pieces, cases)]
    inputs = tuple(torch.from_numpy(array) for array in (*padded, mask, first, last, features))
    return inputs, {name: torch.from_numpy(array) for name, array in answers.items()}, torch.from_numpy(segments)


def _answer(
    answers: Mapping[str, Ints], segments: Ints, row: int, example: Example, start: int, end: int, *, changed: bool
) -> None:
    """Fill in the answers of one window. Roots have the number of columns as their head; what was
    changed to one case has no lemma to learn; the first token of a window always starts a sentence."""
    size = end - start
    for name, rows in example.answers.items():
        if name != "lemma" or not changed:
            answers[name][row, :size] = rows[start:end]
    if "head" in example.answers:
        heads = example.answers["head"][start:end] - start
        answers["head"][row, :size] = np.where(heads == np.arange(size), segments.shape[1], heads)
        answers["start"][row, 1:size] = example.starts[start + 1 : end]
        segments[row, :size] = np.cumsum(example.starts[start:end])


def losses(
    network: Network, scores: Mapping[str, Tensor], answers: Mapping[str, Tensor], segments: Tensor
) -> dict[str, Tensor]:
    """One loss to each head that has anything to learn in this batch."""
    found = {
        name: F.cross_entropy(scores[name].float().flatten(0, 1), answers[name].flatten(), ignore_index=IGNORE)
        for name in ("tag", "pos", "morph", "lemma", "name")
        if (answers[name] != IGNORE).any()
    }
    known = answers["start"] != IGNORE
    if known.any():
        found["start"] = F.binary_cross_entropy_with_logits(
            scores["start"].float()[known], answers["start"][known].float()
        )
    heads = answers["head"]
    if not (heads != IGNORE).any():
        return found
    width = segments.shape[1]
    together = (segments[:, :, None] == segments[:, None, :]) & (segments >= 0)[:, None, :]
    together &= ~torch.eye(width, dtype=torch.bool)
    allowed = F.pad(together, (0, 1), value=True)
    arcs = scores["arc"].float().masked_fill(~allowed, NOT_THERE)
    found["arc"] = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
    row, token = ((heads != IGNORE) & (heads < width) & (answers["dep"] != IGNORE)).nonzero(as_tuple=True)
    if len(row):
        label_scores = network.labels(
            scores["label_dependent"][row, token], scores["label_head"][row, heads[row, token]]
        )
        found["dep"] = F.cross_entropy(label_scores.float(), answers["dep"][row, token])
    return found


def _optimiser(network: Network, settings: Settings) -> torch.optim.Optimizer:
    encoder = [(n, p) for n, p in network.named_parameters() if n.startswith(("embed.", "layer.")) and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith(("embed.", "layer."))]
    return torch.optim.AdamW(
        [
            {"params": [p for _, p in encoder if p.dim() > 1], "lr": settings.encoder_rate, "weight_decay": 0.01},
            {"params": [p for _, p in encoder if p.dim() <= 1], "lr": settings.encoder_rate, "weight_decay": 0.0},
            {"params": heads, "lr": settings.head_rate, "weight_decay": 0.01},
        ],
        betas=(0.9, 0.98),
        fused=True,
    )

"""The training loop: windows of random length, one loss to a head."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from briefing.pipelines.wordpiece import WordPiece
from training.batches import NOT_THERE, Batch, batches, collate
from training.examples import IGNORE, Example
from training.export import is_rounded
from training.network import Network

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
"""What the loss of a head weighs, by the annotation and by teachers alike."""


@dataclass(frozen=True, slots=True)
class Settings:
    epochs: float = 12
    steps: int = 0
    """Stop after so many batches; 0 for the epochs."""
    seed: int = 0
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
    total = settings.steps or int(len(list(batches(texts(chance), chance))) * settings.epochs)
    optimiser = _optimiser(network, settings)
    warm_up, falls = settings.warm_up, not settings.average
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step / total, warm_up, falls=falls))
    average = Average(network, settings.average) if settings.average else None
    sums: dict[str, float] = {}
    step = 0
    network.train()
    while step < total:
        for batch in batches(texts(chance), chance):
            inputs, answers, taught, segments = tensors(collate(batch, word_piece, chance))
            optimiser.zero_grad(set_to_none=True)
            with rounded(network):
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.bfloat16):
                    found = losses(network, network(*inputs), answers, taught, segments)
                sum(WEIGHTS[name.removeprefix("taught ")] * loss for name, loss in found.items()).backward()  # type: ignore[union-attr]
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


def tensors(batch: Batch) -> tuple[tuple[Tensor, ...], dict[str, Tensor], dict[str, Tensor], Tensor]:
    """Inputs, answers, what teachers say, and the sentences."""
    answers, taught = (
        {name: torch.from_numpy(one) for name, one in rows.items()} for rows in (batch.answers, batch.taught)
    )
    return tuple(map(torch.from_numpy, batch.inputs)), answers, taught, torch.from_numpy(batch.segments)


def losses(
    network: Network,
    scores: Mapping[str, Tensor],
    answers: Mapping[str, Tensor],
    taught: Mapping[str, Tensor],
    segments: Tensor,
) -> dict[str, Tensor]:
    """One loss to each head that has anything to learn in this batch, and one to each that has teachers."""
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
    if not (segments >= 0).any():
        return found
    heads = answers["head"]
    width = segments.shape[1]
    together = (segments[:, :, None] == segments[:, None, :]) & (segments >= 0)[:, None, :]
    together &= ~torch.eye(width, dtype=torch.bool)
    allowed = F.pad(together, (0, 1), value=True)
    arcs = scores["arc"].float().masked_fill(~allowed, NOT_THERE)
    if (heads != IGNORE).any():
        found["arc"] = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
        row, token = ((heads != IGNORE) & (heads < width) & (answers["dep"] != IGNORE)).nonzero(as_tuple=True)
        if len(row):
            found["dep"] = F.cross_entropy(
                _label_scores(network, scores, row, token, heads), answers["dep"][row, token]
            )
    if taught:
        found |= {f"taught {name}": loss for name, loss in _from_teachers(network, scores, arcs, taught).items()}
    return found


def _from_teachers(
    network: Network, scores: Mapping[str, Tensor], arcs: Tensor, taught: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """Cross-entropy with what the teachers say."""
    found = {name: _soft(scores[name], taught[name]) for name in ("tag", "pos", "morph", "lemma", "name")}
    known = taught["start"] >= 0
    found["start"] = F.binary_cross_entropy_with_logits(scores["start"].float()[known], taught["start"][known].float())
    found["arc"] = _soft(arcs, taught["arc"])
    heads = taught["arc"].argmax(-1)
    row, token = ((taught["arc"].amax(-1) > 0) & (heads < arcs.shape[1])).nonzero(as_tuple=True)
    if len(row):
        found["dep"] = _soft(_label_scores(network, scores, row, token, heads), taught["dep"][row, token])
    return found


def _soft(scores: Tensor, shares: Tensor) -> Tensor:
    """The mean cross-entropy of ``scores`` with the probabilities ``shares``, where there are any."""
    known = shares.sum(-1) > 0
    return -(F.log_softmax(scores[known].float(), -1) * shares[known].float()).sum(-1).mean()


def _label_scores(network: Network, scores: Mapping[str, Tensor], row: Tensor, token: Tensor, heads: Tensor) -> Tensor:
    """[arcs, labels] for the arcs from ``token`` in window ``row`` to its head."""
    dependent, head = scores["label_dependent"][row, token], scores["label_head"][row, heads[row, token]]
    return network.labels(dependent, head).float()


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

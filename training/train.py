"""The training loop: windows of random length, one loss to a head."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from briefing.pipelines.wordpiece import WordPiece
from training.batches import TOKENS, Batch, batches, collate
from training.examples import IGNORE, Example
from training.export import is_rounded
from training.network import Network
from training.teachers import TOLD, pairs, taught, within

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
    device: str = "cpu"
    tokens: int = TOKENS
    """Of a batch at most."""
    rounded: bool = True
    """Learn for the weights that are stored, int8."""
    names: float = WEIGHTS["name"]
    """What the loss of names weighs."""
    average: float = 0.0
    """How much of the running average of the weights stays at each batch; 0 for no average."""


FOR_LARGE: dict[str, Any] = {"encoder_rate": 8e-5, "head_rate": 1e-3, "rounded": False, "tokens": 3000}
"""What differs for a large encoder."""
GO_ON: dict[str, Any] = {"average": 0.995, "encoder_rate": 6e-5, "head_rate": 6e-4}
"""What differs when a trained network is trained on."""


def train(
    network: Network,
    texts: Callable[[random.Random], Sequence[Example]],
    word_piece: WordPiece,
    settings: Settings,
    teachers: Sequence[Network] = (),
) -> Iterator[str]:
    """Train ``network`` in place; a line of progress every 50 batches. ``texts`` gives the examples of an epoch.
    At the end, and whenever a line is given, the network holds the averaged weights if there is an average."""
    torch.set_num_threads(settings.threads)
    device = torch.device(settings.device)
    for one in (network, *teachers):
        one.to(device).eval()
    chance = random.Random(settings.seed)
    total = settings.steps or int(len(list(batches(texts(chance), chance, settings.tokens))) * settings.epochs)
    optimiser = _optimiser(network, settings)
    warm_up, falls = settings.warm_up, not settings.average
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step / total, warm_up, falls=falls))
    average = Average(network, settings.average) if settings.average else None
    sums: dict[str, Tensor] = {}
    weights = WEIGHTS | {"name": settings.names}
    step = 0
    network.train()
    while step < total:
        for windows in batches(texts(chance), chance, settings.tokens):
            batch = collate(windows, word_piece, chance)
            optimiser.zero_grad(set_to_none=True)
            with rounded(network) if settings.rounded else nullcontext():
                with torch.autocast(device.type, dtype=torch.bfloat16, enabled=settings.bfloat16):
                    found = losses(network, batch, teachers)
                sum(weights[name.removeprefix("taught ")] * loss for name, loss in found.items()).backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            step += 1
            if average:
                average.update(step)
            for name, loss in found.items():
                sums[name] = sums[name] + loss.detach() if name in sums else loss.detach()
            if step % 50 == 0 or step == total:
                with average.shown() if average and step < total else nullcontext():
                    yield f"{step}/{total} " + " ".join(f"{name} {float(value):.2f}" for name, value in sums.items())
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


def losses(network: Network, batch: Batch, teachers: Sequence[Network] = ()) -> dict[str, Tensor]:
    """One loss to each head that has anything to learn in this batch, and one to each of which teachers speak."""
    device = network.embed["words"].weight.device
    answers = {name: torch.from_numpy(one).to(device) for name, one in batch.answers.items()}
    segments, there, changed = (
        torch.from_numpy(one).to(device) for one in (batch.segments, batch.there, batch.changed)
    )
    scores = network(*(torch.from_numpy(one).to(device) for one in batch.inputs))
    learned = {name for name, one in batch.answers.items() if (one != IGNORE).any()}
    found = {name: _cross_entropy(scores[name], answers[name]) for name in TOLD if name in learned}
    if "start" in learned:
        known = answers["start"] != IGNORE
        found["start"] = F.binary_cross_entropy_with_logits(
            scores["start"].float()[known], answers["start"][known].float()
        )
    if "head" in learned:
        arcs = within(scores["arc"], segments)
        heads = answers["head"]
        found["arc"] = _cross_entropy(arcs, heads)
        # A root has no label to learn: its arc says it.
        labels = torch.where((heads >= 0) & (heads < heads.shape[1]), answers["dep"], IGNORE)
        if (labels != IGNORE).any():
            of = network.labels(*pairs(scores, heads.clamp(0, heads.shape[1] - 1)))
            found["dep"] = _cross_entropy(of[None], labels[None].flatten(1))
    if teachers:
        told, sentences = taught(teachers, [torch.from_numpy(one).to(device) for one in batch.plain], segments, there)
        arcs = within(scores["arc"], sentences)
        lemmas = there & ~changed[:, None]
        found |= {
            f"taught {name}": _soft(scores[name], told[name], lemmas if name == "lemma" else there) for name in TOLD
        }
        found["taught start"] = F.binary_cross_entropy_with_logits(scores["start"].float()[there], told["start"][there])
        found["taught arc"] = _soft(arcs, told["arc"], there)
        heads = told["arc"].argmax(-1)
        arc = there & (heads < arcs.shape[1])
        of = network.labels(*pairs(scores, heads.clamp(max=arcs.shape[1] - 1))).view_as(told["dep"])
        found["taught dep"] = _soft(of, told["dep"], arc)
    return found


def _cross_entropy(scores: Tensor, answers: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, 1), answers.flatten(), ignore_index=IGNORE)


def _soft(scores: Tensor, shares: Tensor, known: Tensor) -> Tensor:
    """The mean cross-entropy of ``scores`` with the probabilities ``shares``, where it is ``known``."""
    each = -(F.log_softmax(scores.float(), -1) * shares).sum(-1)
    return (each * known).sum() / known.sum().clamp(min=1)


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

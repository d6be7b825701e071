"""The network in torch, its parameters named as in the shipped ``weights.npz``."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from briefing.pipelines.arrays import Floats
from briefing.pipelines.decode import NAME_TAGS
from briefing.pipelines.encoder import EPSILON, HEADS, LAYERS, MIXES, WIDTH
from briefing.pipelines.surface import ROWS
from training.batches import Arrays

TABLE_WIDTHS = (48, 16, 40, 8)
HIDDEN, ARC_WIDTH, LABEL_WIDTH, START_WIDTH = 256, 256, 96, 128
CASES, POSITIONS, WORD_PIECES = 8, 512, 30522
FIRST_MIX = (0.5, 1.0, 2.0)
"""Where the mixes start: mostly the last layers."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What encoders differ in."""

    width: int = WIDTH
    layers: int = LAYERS
    inner: int = 4 * WIDTH
    """The width of the feed-forward layers."""
    buckets: int = 0
    """Classes of distances that attention has a bias for; 0 for none."""


SMALL = Shape()
"""all-MiniLM-L6-v2: what is shipped."""
LARGE = Shape(width=768, layers=12, inner=3072, buckets=32)
"""all-mpnet-base-v2: a teacher."""
FARTHEST = 128
"""From this distance on, all are of one class."""
AHEAD = 4
"""Pieces that MPNet's vocabulary has before those of BERT, which it shares; its positions are two behind."""
_MARKS = {0: 101, 2: 102, 1: 0, 30526: 103}
"""Its pieces for start, end, padding and what is hidden, and those of BERT."""


class Dropout(nn.Module):
    """Dropout whose masks are pieces of one drawn beforehand: to draw each anew takes a tenth of the training."""

    DRAWN = 1 << 22

    def __init__(self, share: float) -> None:
        super().__init__()
        kept = (torch.rand(self.DRAWN) >= share).to(torch.bfloat16) / (1 - share)
        self.register_buffer("drawn", kept, persistent=False)
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or x.numel() >= self.DRAWN:
            return F.dropout(x, self.share, self.training)
        start = int(torch.randint(self.DRAWN - x.numel(), ()))
        return x * self.drawn[start : start + x.numel()].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_attention, self.norm_forward = (nn.LayerNorm(width, eps=float(EPSILON)) for _ in range(2))
        self.dropout = Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``mask`` is added to the scores of attention."""
        batch, length, width = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        # Plain products: on a processor in bfloat16 they are faster than scaled_dot_product_attention.
        weights = torch.softmax((query / math.sqrt(width // HEADS)) @ key.transpose(-1, -2) + mask.to(query.dtype), -1)
        mixed = (weights.to(value.dtype) @ value).transpose(1, 2).reshape(batch, length, width)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm_forward(x + self.dropout(self.down(F.gelu(self.up(x), approximate="tanh"))))


class Network(nn.Module):
    """Modules and parameters lie in `ModuleDict`s so that their names are those of the artefact."""

    def __init__(self, labels: Mapping[str, list[object]], shape: Shape = SMALL) -> None:
        super().__init__()
        self.shape = shape
        width, read_width = shape.width, shape.width + sum(TABLE_WIDTHS)
        self.embed = nn.ModuleDict(
            {
                "words": nn.Embedding(WORD_PIECES, width),
                "positions": nn.Embedding(POSITIONS, width),
                "cases": nn.Embedding(CASES, width),
                "norm": nn.LayerNorm(width, eps=float(EPSILON)),
            }
        )
        nn.init.zeros_(self.embed["cases"].weight)
        self.embed["words"].weight.requires_grad_(False)
        if shape.buckets:
            self.embed["distances"] = nn.Embedding(shape.buckets, HEADS)
        self.layer = nn.ModuleList(Layer(width, shape.inner) for _ in range(shape.layers))
        start = torch.zeros(shape.layers + 1)
        start[-len(FIRST_MIX) :] = torch.tensor(FIRST_MIX)
        self.mix = nn.ParameterDict({name: nn.Parameter(start.clone()) for name in MIXES})
        self.features = nn.ModuleList(nn.Embedding(r, w) for r, w in zip(ROWS, TABLE_WIDTHS, strict=True))
        for table in self.features:
            nn.init.normal_(table.weight, std=0.1)
        outputs = {name: nn.Linear(HIDDEN, len(labels[name])) for name in ("tag", "pos", "morph", "lemma")}
        self.tags = nn.ModuleDict({"hidden": nn.Linear(read_width, HIDDEN), **outputs})
        self.names = nn.ModuleDict({"hidden": nn.Linear(read_width, HIDDEN), "out": nn.Linear(HIDDEN, len(NAME_TAGS))})
        self.starts = nn.ModuleDict({"hidden": nn.Linear(read_width, START_WIDTH), "out": nn.Linear(START_WIDTH, 1)})
        self.arc = nn.ModuleDict(
            {
                "dependent": nn.Linear(read_width, ARC_WIDTH),
                "head": nn.Linear(read_width, ARC_WIDTH),
                "root": nn.Linear(ARC_WIDTH, 1),
            }
        )
        self.arc.register_parameter("weight", nn.Parameter(nn.init.xavier_uniform_(torch.empty(ARC_WIDTH, ARC_WIDTH))))
        self.arc.register_parameter("bias", nn.Parameter(torch.empty(1, ARC_WIDTH).uniform_(-1 / 16, 1 / 16)))
        self.label = nn.ModuleDict({side: nn.Linear(read_width, LABEL_WIDTH) for side in ("dependent", "head")})
        side = LABEL_WIDTH + 1
        self.label_count = len(labels["dep"])
        self.label.register_parameter("weight", nn.Parameter(torch.randn(side, self.label_count * side) * 0.02))
        self.drop_embedded, self.drop_read, self.drop_arc = Dropout(0.1), Dropout(0.2), Dropout(0.25)

    def forward(
        self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor, last: Tensor, features: Tensor
    ) -> dict[str, Tensor]:
        """Scores of a padded batch. ``mask`` [batch, 1, 1, pieces] is 0 or very negative; ``first`` and
        ``last`` [batch, tokens] are the places of the tokens' pieces."""
        tags, tree, names = self._read(pieces, cases, mask, first, last, features)
        hidden = self.drop_read(_gelu(self.tags["hidden"](tags)))
        scores = {name: self.tags[name](hidden) for name in ("tag", "pos", "morph", "lemma")}
        dependent, head = (self.drop_arc(_gelu(self.arc[side](tree))) for side in ("dependent", "head"))
        arcs = (dependent @ self.arc.weight) @ head.transpose(1, 2) + (head @ self.arc.bias[0])[:, None]
        return scores | {
            "start": self.starts["out"](_gelu(self.starts["hidden"](tree)))[..., 0],
            "name": self.names["out"](self.drop_read(_gelu(self.names["hidden"](names)))),
            "arc": torch.cat([arcs, self.arc["root"](dependent)], -1),
            "label_dependent": self.drop_arc(_gelu(self.label["dependent"](tree))),
            "label_head": self.drop_arc(_gelu(self.label["head"](tree))),
        }

    def labels(self, dependent: Tensor, head: Tensor) -> Tensor:
        """[arcs, labels]"""
        one = torch.ones_like(dependent[:, :1])
        left = torch.cat([dependent, one], -1) @ self.label.weight
        return torch.einsum("alk,ak->al", left.view(len(left), self.label_count, -1), torch.cat([head, one], -1))

    def _read(
        self, pieces: Tensor, cases: Tensor, mask: Tensor, first: Tensor, last: Tensor, features: Tensor
    ) -> list[Tensor]:
        x = self.embed["words"](pieces) + self.embed["positions"].weight[: pieces.shape[1]] + self.embed["cases"](cases)
        x = self.drop_embedded(self.embed["norm"](x))
        states = [x]
        if self.shape.buckets:
            mask = mask + self._bias(pieces.shape[1], mask.device)
        for layer in self.layer:
            x = layer(x, mask)
            states.append(x)
        columns = torch.cat([table(features[..., i]) for i, table in enumerate(self.features)], -1)
        mixed = []
        for name in MIXES:
            state = sum(weight * one for weight, one in zip(self.mix[name].softmax(0), states, strict=True))
            read = (_rows(state, first) + _rows(state, last)) * 0.5
            mixed.append(self.drop_read(torch.cat([read, columns.to(read.dtype)], -1)))
        return mixed

    def _bias(self, length: int, device: torch.device) -> Tensor:
        """[heads, length, length]: what attention adds for the distance between two pieces. The first half of the
        classes is for what stands before: each distance up to a half of it, then as their logarithm."""
        half = self.shape.buckets // 2
        exact = half // 2
        place = torch.arange(length, device=device)
        back = place[:, None] - place
        far = back.abs()
        steps = torch.log(far.clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)
        bucket = torch.where(far < exact, far, (exact + steps.long()).clamp(max=half - 1)) + half * (back < 0)
        found: Tensor = self.embed["distances"](bucket).permute(2, 0, 1)
        return found

    def start_from(self, path: Path) -> "Network":
        """Take the encoder of all-MiniLM-L6-v2, or of all-mpnet-base-v2, in safetensors."""
        stored = load_file(path)
        large = self.shape.buckets > 0
        words, positions = stored["embeddings.word_embeddings.weight"], stored["embeddings.position_embeddings.weight"]
        if large:
            words = words[AHEAD : AHEAD + WORD_PIECES].clone()
            for theirs, ours in _MARKS.items():
                words[ours] = stored["embeddings.word_embeddings.weight"][theirs]
            positions = positions[2 : 2 + POSITIONS]
        else:
            positions = positions + stored["embeddings.token_type_embeddings.weight"][0]
        table = {"embed.words.weight": words, "embed.positions.weight": positions}
        if large:
            table["embed.distances.weight"] = stored["encoder.relative_attention_bias.weight"]
        parts = {"up": "intermediate.dense", "down": "output.dense", "norm_forward": "output.LayerNorm"}
        if large:
            reads = [f"attention.attn.{name}" for name in "qkv"]
            parts |= {"out": "attention.attn.o", "norm_attention": "attention.LayerNorm"}
        else:
            reads = [f"attention.self.{name}" for name in ("query", "key", "value")]
            parts |= {"out": "attention.output.dense", "norm_attention": "attention.output.LayerNorm"}
        for kind in ("weight", "bias"):
            table[f"embed.norm.{kind}"] = stored[f"embeddings.LayerNorm.{kind}"]
            for i in range(self.shape.layers):
                old = f"encoder.layer.{i}"
                table[f"layer.{i}.qkv.{kind}"] = torch.cat([stored[f"{old}.{name}.{kind}"] for name in reads])
                table |= {
                    f"layer.{i}.{ours}.{kind}": stored[f"{old}.{theirs}.{kind}"] for ours, theirs in parts.items()
                }
        self.load_state_dict(table, strict=False)
        return self

    def go_on_from(self, parameters: Mapping[str, Floats]) -> "Network":
        """Take all parameters of a trained network."""
        self.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(one)) for name, one in parameters.items()})
        return self

    def narrowed(self, labels: Mapping[str, list[object]], inner: int, batches: Iterable[Arrays]) -> "Network":
        """A network that keeps of each feed-forward layer the ``inner`` units that add most to its output on
        ``batches``: those whose mean absolute activation times the length of their outgoing weights is greatest."""
        sums = [torch.zeros(len(layer.up.bias)) for layer in self.layer]

        def note(number: int) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
            return lambda _, inputs: sums[number].add_(inputs[0].float().abs().sum((0, 1)))

        hooks = [layer.down.register_forward_pre_hook(note(i)) for i, layer in enumerate(self.layer)]
        self.eval()
        with torch.no_grad():
            for batch in batches:
                self(*map(torch.from_numpy, batch))
        for hook in hooks:
            hook.remove()
        state = self.state_dict()
        for i, layer in enumerate(self.layer):
            kept = (sums[i] * layer.down.weight.norm(dim=0)).topk(inner).indices.sort().values
            for name in ("up.weight", "up.bias"):
                state[f"layer.{i}.{name}"] = state[f"layer.{i}.{name}"][kept]
            state[f"layer.{i}.down.weight"] = state[f"layer.{i}.down.weight"][:, kept]
        small = Network(labels, replace(self.shape, inner=inner))
        small.load_state_dict(state)
        return small


def of_bert(vocabulary: list[str]) -> list[str]:
    """The pieces of BERT among those of MPNet."""
    return vocabulary[AHEAD : AHEAD + WORD_PIECES]


def _gelu(x: Tensor) -> Tensor:
    return F.gelu(x, approximate="tanh")


def _rows(x: Tensor, places: Tensor) -> Tensor:
    return x.gather(1, places[..., None].expand(-1, -1, x.shape[-1]))

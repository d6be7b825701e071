"""The network in numpy: a MiniLM encoder of six layers with heads for tags, tree and names.

Windows of one text are laid end to end without padding: the matrix products run over all
rows at once, the attention window by window.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from briefing.pipelines.arrays import Floats, Ints, Weights

WIDTH, HEADS, LAYERS = 384, 12, 6
HEAD_WIDTH = WIDTH // HEADS
HEADS_AT_ONCE = 4
"""Their attention weights over a window of 200 pieces fit a core's cache; those of all twelve do not."""
STEEPEST = np.float32(60)
"""Attention scores are held between this and its negative, which spares a search for the largest of each
row: no score of the trained network comes near, and the exponentials stay finite."""
EPSILON = np.float32(1e-12)
GELU_A, GELU_B = np.float32(0.7978845608), np.float32(0.7978845608 * 0.044715)
FAINT = 1e-3
"""A layer that a mix weighs less than this is left out of it."""
MIXES = ("tags", "tree", "names")


@dataclass(frozen=True, slots=True)
class Windows:
    """Pieces of windows, end to end. ``bounds`` [windows + 1] are the rows where windows start and the end."""

    pieces: Ints
    """[rows]"""
    cases: Ints
    """[rows]"""
    bounds: Ints
    first: Ints
    """[tokens]: row of the first piece of each token; ``last`` likewise."""
    last: Ints
    features: Ints
    """[tokens, 4]"""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of each token."""

    tag: Ints
    pos: Ints
    morph: Ints
    lemma: Ints
    """[tokens] each: the number of the best label."""
    starts: Floats
    """[tokens]: above 0 where a sentence starts."""
    names: Floats
    """[tokens, name tags]"""
    dependent: Floats
    """[tokens, n], to be multiplied with ``head`` [tokens, n] for the score of an arc."""
    head: Floats
    head_bias: Floats
    """[tokens]: how much of a head a token is, whatever the dependent."""
    roots: Floats
    """[tokens]"""
    label_dependent: Floats
    """[tokens, m], to be joined with ``label_head`` [tokens, m] by `Encoder.labels`."""
    label_head: Floats


def gelu_twice(x: Floats) -> Floats:
    """Twice the GELU of ``x`` (tanh form), in place. The half is folded into the next matrix."""
    y = x * x
    y *= GELU_B
    y += GELU_A
    y *= x
    np.tanh(y, out=y)
    y += np.float32(1)
    x *= y
    return x


def softmax(x: Floats) -> Floats:
    """Over the last axis, in place."""
    x -= x.max(-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(-1, keepdims=True)
    return x


def attend(query: Floats, key: Floats, value: Floats) -> Floats:
    """Scaled dot-product attention, [heads, rows, HEAD_WIDTH]; ``query`` is scaled already."""
    weights: Floats = query @ key.transpose(0, 2, 1)
    np.clip(weights, -STEEPEST, STEEPEST, out=weights)
    np.exp(weights, out=weights)
    mixed: Floats = weights @ value
    mixed /= weights.sum(-1, keepdims=True)
    return mixed


def _with_one(x: Floats) -> Floats:
    """``x`` with a column of ones, for the biases."""
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], 1)


class Linear:
    """``x @ weight + bias`` for a stored ``weight`` [out, in], unpacked once."""

    __slots__ = ("bias", "weight")

    def __init__(self, weight: Floats, bias: Floats) -> None:
        self.weight: Floats = np.ascontiguousarray(weight.T)
        self.bias = bias

    def __call__(self, x: Floats) -> Floats:
        y: Floats = x @ self.weight
        y += self.bias
        return y


class Norm:
    """Layer normalisation, in place."""

    __slots__ = ("bias", "weight")

    def __init__(self, weight: Floats, bias: Floats) -> None:
        self.weight, self.bias = weight, bias

    def __call__(self, x: Floats) -> Floats:
        x -= x.mean(-1, keepdims=True)
        spread = np.einsum("ri,ri->r", x, x)[:, None]
        spread *= np.float32(1 / x.shape[-1])
        spread += EPSILON
        np.sqrt(spread, out=spread)
        x /= spread
        x *= self.weight
        x += self.bias
        return x


class Layer:
    """Self-attention and feed-forward of one encoder layer."""

    def __init__(self, weights: "Store", name: str) -> None:
        self.qkv = weights.linear(f"{name}.qkv")
        self.qkv.weight[:, :WIDTH] *= np.float32(HEAD_WIDTH**-0.5)
        self.qkv.bias[:WIDTH] *= np.float32(HEAD_WIDTH**-0.5)
        self.out = weights.linear(f"{name}.out")
        self.norm_attention = weights.norm(f"{name}.norm_attention")
        self.up = weights.linear(f"{name}.up")
        self.down = weights.linear(f"{name}.down", scale=0.5)
        self.norm_forward = weights.norm(f"{name}.norm_forward")

    def __call__(self, x: Floats, bounds: Ints) -> Floats:
        y = self.out(self._attention(x, bounds))
        y += x
        x = self.norm_attention(y)
        y = self.down(gelu_twice(self.up(x)))
        y += x
        return self.norm_forward(y)

    def _attention(self, x: Floats, bounds: Ints) -> Floats:
        """[rows, WIDTH]: each row's mixture of the values in its window."""
        query, key, value = self.qkv(x).reshape(len(x), 3, HEADS, HEAD_WIDTH).transpose(1, 2, 0, 3)
        mixed = np.empty((len(x), HEADS, HEAD_WIDTH), np.float32)
        for start, end in pairwise(bounds):
            for head in range(0, HEADS, HEADS_AT_ONCE):
                part = slice(head, head + HEADS_AT_ONCE), slice(start, end)
                mixed[start:end, part[0]] = attend(query[part], key[part], value[part]).transpose(1, 0, 2)
        return mixed.reshape(len(x), WIDTH)


class Store:
    """Stored weights, unpacked on demand."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def __getitem__(self, name: str) -> Floats:
        stored = self.weights[name]
        if stored.dtype == np.int8:
            return stored * self.weights[f"{name}.scale"]
        return stored.astype(np.float32)

    def linear(self, *names: str, scale: float = 1.0) -> Linear:
        """The layers ``names`` side by side as one, its matrix times ``scale``."""
        return Linear(
            np.concatenate([self[f"{name}.weight"] for name in names]) * np.float32(scale),
            np.concatenate([self[f"{name}.bias"] for name in names]),
        )

    def norm(self, name: str) -> Norm:
        return Norm(self[f"{name}.weight"], self[f"{name}.bias"])

    def mix(self, name: str) -> Floats:
        return softmax(self[f"mix.{name}"])


class Encoder:
    """The whole network. Its output for a text depends on that text alone when its `Windows` do."""

    def __init__(self, weights: Weights) -> None:
        store = Store(weights)
        self.words, self.word_scale = weights["embed.words"], weights["embed.words.scale"]
        self.positions, self.cases = store["embed.positions"], store["embed.cases"]
        self.norm = store.norm("embed.norm")
        self.layers = [Layer(store, f"layer.{i}") for i in range(LAYERS)]
        self.mixes = np.stack([store.mix(name) for name in MIXES])
        self.tables = [store[f"features.{i}"] for i in range(4)]
        self.tag_hidden = store.linear("tags.hidden")
        self.name_hidden = store.linear("names.hidden")
        self.tree_parts = ("arc.dependent", "arc.head", "label.dependent", "label.head", "starts.hidden")
        self.tree_hidden = store.linear(*self.tree_parts)
        self.tree_ends = np.cumsum([len(weights[f"{part}.bias"]) for part in self.tree_parts])[:-1]
        self.outputs = {
            name: store.linear(name, scale=0.5)
            for name in ("tags.tag", "tags.pos", "tags.morph", "tags.lemma", "names.out", "starts.out", "arc.root")
        }
        self.arc, self.arc_bias = store["arc.weight"] * np.float32(0.25), store["arc.bias"][0] * np.float32(0.5)
        self.label = store["label.weight"]

    def __call__(self, windows: Windows) -> Scores:
        tags, tree, names = self._read(windows)
        hidden = gelu_twice(self.tag_hidden(tags))
        best = {name: self.outputs[f"tags.{name}"](hidden).argmax(1) for name in ("tag", "pos", "morph", "lemma")}
        parts = np.split(gelu_twice(self.tree_hidden(tree)), self.tree_ends, axis=1)
        dependent, head, label_dependent, label_head, starts = parts
        return Scores(
            **best,
            starts=self.outputs["starts.out"](starts)[:, 0],
            names=self.outputs["names.out"](gelu_twice(self.name_hidden(names))),
            dependent=dependent @ self.arc,
            head=head,
            head_bias=head @ self.arc_bias,
            roots=self.outputs["arc.root"](dependent)[:, 0],
            label_dependent=label_dependent * np.float32(0.5),
            label_head=label_head * np.float32(0.5),
        )

    def sides(self, dependent: Floats) -> Floats:
        """[arcs, labels, m + 1]: what `labels` asks of each of ``dependent`` [arcs, m], whatever its head."""
        sized = _with_one(dependent)
        found: Floats = (sized @ self.label).reshape(len(dependent), -1, sized.shape[1])
        return found

    def labels(self, sides: Floats, head: Floats) -> Floats:
        """Scores of the labels of arcs: [arcs, labels], of the `sides` of their dependents and ``head`` [arcs, m]."""
        scores: Floats = (sides @ _with_one(head)[:, :, None])[:, :, 0]
        return scores

    def _read(self, windows: Windows) -> list[Floats]:
        """Per mix, [tokens, WIDTH + feature columns]: the weighted layers at first and last piece, and the features."""
        x = self._embed(windows)
        mixed = [np.zeros((len(windows.first), WIDTH), np.float32) for _ in MIXES]
        self._add(mixed, x, 0, windows)
        for number, layer in enumerate(self.layers, start=1):
            x = layer(x, windows.bounds)
            self._add(mixed, x, number, windows)
        columns = [table[windows.features[:, i]] for i, table in enumerate(self.tables)]
        return [np.concatenate([one, *columns], 1) for one in mixed]

    def _embed(self, windows: Windows) -> Floats:
        x: Floats = self.words[windows.pieces].astype(np.float32)
        x *= self.word_scale[windows.pieces]
        x += self.cases[windows.cases]
        for start, end in pairwise(windows.bounds):
            x[start:end] += self.positions[: end - start]
        return self.norm(x)

    def _add(self, mixed: list[Floats], x: Floats, layer: int, windows: Windows) -> None:
        pooled = x[windows.first]
        pooled += x[windows.last]
        pooled *= np.float32(0.5)
        for total, weight in zip(mixed, self.mixes[:, layer], strict=True):
            if weight >= FAINT:
                total += pooled * weight

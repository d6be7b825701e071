"""The network of `encoder` for onnxruntime: the stored int8 weights as they are, the rows between in int8 too.

The graph is built when the pipeline is loaded, so that one file of weights serves both. Each matrix
product scales its rows by their largest value, and a window goes through alone: what comes out depends on
that window only. It is not to the last digit what numpy gives: see `Encoder`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from briefing.pipelines.arrays import Floats, Weights
from briefing.pipelines.encoder import EPSILON, HEADS, LAYERS, MIXES, Encoder, Scores, Store, Windows

CONTRIB = "com.microsoft"
OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
IR_VERSION = 8
INPUTS = {"pieces": 1, "cases": 1, "first": 1, "last": 1, "features": 2}
"""Name and dimensions; all whole numbers."""
BEST = ("tag", "pos", "morph", "lemma")


class FastEncoder(Encoder):
    """An `Encoder` whose rows go through onnxruntime."""

    def __init__(self, weights: Weights) -> None:
        self.label = Store(weights)["label.weight"]
        self.session = session(Graph(weights, signed=not saturates()).model())

    def __call__(self, windows: Windows) -> Scores:
        found = [self._window(windows, start, end) for start, end in pairwise(windows.bounds.tolist())]
        return Scores(*(np.concatenate(columns) for columns in zip(*found, strict=True)))

    def _window(self, windows: Windows, start: int, end: int) -> list[NDArray[Any]]:
        tokens = slice(*np.searchsorted(windows.first, (start, end)))
        found: list[NDArray[Any]] = self.session.run(
            [one.name for one in fields(Scores)],
            {
                "pieces": windows.pieces[start:end],
                "cases": windows.cases[start:end],
                "first": windows.first[tokens] - start,
                "last": windows.last[tokens] - start,
                "features": windows.features[tokens],
            },
        )
        return found


@cache
def saturates() -> bool:
    """Does this processor cut off sums of products of a byte and a signed byte? Those without VNNI do in
    onnxruntime, which then needs unsigned weights: slower, and with the same result."""
    size = 64
    graph = Graph({})
    weight, scale, bias = np.full((1, size), 127, np.int8), np.ones((1, 1), np.float32), np.zeros(1, np.float32)
    made = graph.product("x", weight, scale, bias, name="probe")
    model = graph.packed([helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, size])], {"y": made})
    found = float(session(model).run(["y"], {"x": np.full((1, size), 255, np.float32)})[0][0, 0])
    return abs(found - 255 * 127 * size) > 1


def session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread, like numpy under `briefing`, which reads articles in as many processes as it is given.
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class Graph:
    """The network as an ONNX graph over one window. ``signed``: may weights be signed bytes?"""

    def __init__(self, weights: Weights, *, signed: bool = True) -> None:
        self.weights, self.signed = weights, signed
        self.store = Store(weights)
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def model(self) -> bytes:
        inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, [None] * d) for n, d in INPUTS.items()]
        return self.packed(inputs, self._heads(*self._read(self._states())))

    def packed(self, inputs: Sequence[onnx.ValueInfoProto], outputs: Mapping[str, str]) -> bytes:
        """The model whose ``outputs`` are name and node."""
        infos = []
        for name, made in outputs.items():
            self.nodes.append(helper.make_node("Identity", [made], [name]))
            kind = TensorProto.INT64 if name in BEST else TensorProto.FLOAT
            infos.append(helper.make_tensor_value_info(name, kind, None))
        graph = helper.make_graph(self.nodes, "minilm", inputs, infos, list(self.constants.values()))
        model = helper.make_model(graph, opset_imports=OPSETS, ir_version=IR_VERSION)
        packed: bytes = model.SerializeToString()
        return packed

    # --- pieces of graph ---

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        return self.ops(kind, *inputs, outputs=1, domain=domain, **attributes)[0]

    def ops(self, kind: str, *inputs: str, outputs: int, domain: str = "", **attributes: Any) -> list[str]:
        """A node with several outputs: their names."""
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def constant(self, name: str, values: NDArray[Any]) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.array(values, order="C"), name)
        return name

    def axis(self, number: int) -> str:
        return self.constant(f"axis {number}", np.array([number]))

    def table(self, name: str, rows: str) -> str:
        if f"{name}.scale" not in self.weights:
            return self.op("Gather", self.constant(name, self.store[name]), rows)
        values = self.op("Cast", self.op("Gather", self.constant(name, self.weights[name]), rows), to=TensorProto.FLOAT)
        scale = self.constant(f"{name}.scale", self.weights[f"{name}.scale"])
        return self.op("Mul", values, self.op("Gather", scale, rows))

    def linear(self, name: str, x: str) -> str:
        stored, bias = self.weights[f"{name}.weight"], self.store[f"{name}.bias"]
        if stored.dtype == np.int8:
            return self.product(x, stored, self.weights[f"{name}.weight.scale"], bias, name=name)
        weight = self.constant(f"{name}.weight", self.store[f"{name}.weight"].T)
        return self.op("Add", self.op("MatMul", x, weight), self.constant(f"{name}.bias", bias))

    def product(self, x: str, weight: NDArray[np.int8], scale: Floats, bias: Floats, *, name: str) -> str:
        """``x @ weight.T + bias`` in whole numbers."""
        middle = ""
        table: NDArray[Any] = weight.T
        if not self.signed:
            middle = self.constant("middle", np.array(128, np.uint8))
            table = (table.astype(np.int16) + 128).astype(np.uint8)
        return self.op(
            "DynamicQuantizeMatMul",
            x,
            self.constant(f"{name}.weight", table),
            self.constant(f"{name}.scale", scale[:, 0]),
            middle,
            self.constant(f"{name}.bias", bias),
            domain=CONTRIB,
        )

    def gelu(self, x: str) -> str:
        return self.op("FastGelu", x, domain=CONTRIB)

    def norm(self, name: str, x: str, other: str = "") -> str:
        gamma, beta = (self.constant(f"{name}.{kind}", self.store[f"{name}.{kind}"]) for kind in ("weight", "bias"))
        if other:
            return self.op("SkipLayerNormalization", x, other, gamma, beta, domain=CONTRIB, epsilon=float(EPSILON))
        return self.op("LayerNormalization", x, gamma, beta, epsilon=float(EPSILON))

    # --- the network ---

    def _states(self) -> list[str]:
        """Names of the rows after the embedding and after each layer, [1, rows, WIDTH]."""
        positions = self.constant("embed.positions", self.store["embed.positions"])
        length = self.op("Shape", "pieces")
        x = self.op("Add", self.table("embed.words", "pieces"), self.table("embed.cases", "cases"))
        x = self.op("Add", x, self.op("Slice", positions, self.axis(0), length))
        x = self.op("Unsqueeze", self.norm("embed.norm", x), self.axis(0))
        states = [x]
        for number in range(LAYERS):
            x = self._layer(f"layer.{number}", x)
            states.append(x)
        return states

    def _layer(self, name: str, x: str) -> str:
        query, key, value = self.ops("Split", self.linear(f"{name}.qkv", x), outputs=3, axis=2)
        mixed = self.op("MultiHeadAttention", query, key, value, domain=CONTRIB, num_heads=HEADS)
        x = self.norm(f"{name}.norm_attention", self.linear(f"{name}.out", mixed), x)
        return self.norm(
            f"{name}.norm_forward", self.linear(f"{name}.down", self.gelu(self.linear(f"{name}.up", x))), x
        )

    def _read(self, states: Sequence[str]) -> list[str]:
        half = self.constant("half", np.array(0.5, np.float32))
        pooled = []
        for state in states:
            ends = (self.op("Gather", state, end, axis=1) for end in ("first", "last"))
            pooled.append(self.op("Mul", self.op("Add", *ends), half))
        stacked = self.op("Concat", *pooled, axis=0)
        columns = self._columns()
        found = []
        for name in MIXES:
            shares = self.constant(f"mix {name}", self.store.mix(name).reshape(-1, 1, 1))
            mixed = self.op("ReduceSum", self.op("Mul", stacked, shares), self.axis(0), keepdims=0)
            found.append(self.op("Concat", mixed, *columns, axis=1))
        return found

    def _columns(self) -> list[str]:
        return [
            self.table(
                f"features.{i}", self.op("Gather", "features", self.constant(f"column {i}", np.array(i)), axis=1)
            )
            for i in range(4)
        ]

    def _heads(self, tags: str, tree: str, names: str) -> dict[str, str]:
        hidden = self.gelu(self.linear("tags.hidden", tags))
        best = {name: self.op("ArgMax", self.linear(f"tags.{name}", hidden), axis=1, keepdims=0) for name in BEST}
        sides = {
            name: self.gelu(self.linear(name, tree))
            for name in ("arc.dependent", "arc.head", "label.dependent", "label.head", "starts.hidden")
        }
        arc = self.constant("arc.weight", self.store["arc.weight"])
        bias = self.constant("arc.bias", self.store["arc.bias"][0])
        return best | {
            "starts": self.op("Squeeze", self.linear("starts.out", sides["starts.hidden"]), self.axis(1)),
            "names": self.linear("names.out", self.gelu(self.linear("names.hidden", names))),
            "dependent": self.op("MatMul", sides["arc.dependent"], arc),
            "head": sides["arc.head"],
            "head_bias": self.op("MatMul", sides["arc.head"], bias),
            "roots": self.op("Squeeze", self.linear("arc.root", sides["arc.dependent"]), self.axis(1)),
            "label_dependent": sides["label.dependent"],
            "label_head": sides["label.head"],
        }

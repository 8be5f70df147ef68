"""The neural voice: hibari's one network cut in three, so that a score's timing and pitch can be given in between.

Whole, it goes from sounds to frames by itself. Here the three parts are asked one after the other: how long each sound lasts in speech,
how pitch and energy move, and what the voice looks like frame by frame once lengths, pitch and energy have been chosen.
"""

import functools
import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

#: Frames of 12.5 ms to a second: what the network thinks in.
FRAMES = 80.0
#: The network's own places at which it is cut.
_TEXT, _PROSODY, _LENGTHS = "/Transpose_22_output_0", "/Transpose_55_output_0", "/Clip_output_0"
_PROSODY_FRAMES, _PITCH, _ENERGY = "/Gather_33_output_0", "f0", "/Mul_62_output_0"
_TEXT_FRAMES = "/Reshape_42_output_0"
_SPECTRA = ("lh", "theta", "ln", "lr", "phi")


class Speech(NamedTuple):
    """How a line would be spoken. tokens n, frames m (12.5 ms)."""

    #: (128, n): what the sounds are.
    text: np.ndarray
    #: Frames of each token, (n,), at least 2.
    lengths: np.ndarray
    #: Hz of every frame, (m,); under 40 there is no voice.
    pitch: np.ndarray
    #: Log energy of every frame, (m,).
    energy: np.ndarray


class Spectra(NamedTuple):
    """The voice, frame by frame: each (frames, 601), from 0 to 12 kHz.

    harmonic, noise and rest are log magnitudes: of the filter on the pulses, of the breath, and of what has a phase of its own.
    """

    harmonic: np.ndarray
    #: Phase of the filter before tanh, in half turns.
    angle: np.ndarray
    noise: np.ndarray
    rest: np.ndarray
    #: Phase of the rest in radians.
    phase: np.ndarray


@functools.cache
def vocabulary() -> dict[str, int]:
    """The network's number for every sound."""
    return json.loads((files("hibari") / "assets" / "vocab.json").read_text("utf-8"))


def speech(tokens: list[int]) -> Speech:
    """How the sounds of these numbers would be spoken; a frame of nothing is put before and after them."""
    text, prosody, lengths = _graphs().reader.run(None, {"ids": np.array([[0, *tokens, 0]], np.int64), "speed": np.ones(1, np.float32)})
    steps = np.maximum(lengths.reshape(-1).astype(np.int64), 1)
    spread = np.ascontiguousarray(np.repeat(prosody, steps, axis=2))
    pitch, energy = _graphs().melody.run(None, {_PROSODY_FRAMES: spread})
    return Speech(text[0], steps * 2, pitch[0], energy[0])


def spectra(text: np.ndarray, pitch: np.ndarray, energy: np.ndarray) -> Spectra:
    """The voice of the sounds text (128, frames) at this pitch (Hz, 0 is voiceless) and energy, both (frames,)."""
    given = {_TEXT_FRAMES: text[None], _PITCH: pitch[None].astype(np.float32), _ENERGY: energy[None].astype(np.float32)}
    return Spectra(*(np.ascontiguousarray(part[0].T) for part in _graphs().painter.run(None, given)))


class _Graphs(NamedTuple):
    reader: Any
    melody: Any
    painter: Any


@functools.cache
def _graphs() -> _Graphs:
    """Cut once a process, in memory: 0.1 s and about 30 MB, of which the parsed network is let go."""
    import onnx
    from onnx import TensorProto, helper

    whole = onnx.load_model_from_string((files("hibari") / "assets" / "hibari.onnx").read_bytes())

    def floats(name: str, *shape: int | str) -> Any:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape or None)

    def part(inputs: list[Any], outputs: list[str]) -> Any:
        nodes = _needed(whole.graph.node, {one.name for one in inputs}, outputs)
        used = {name for node in nodes for name in node.input}
        weights = [weight for weight in whole.graph.initializer if weight.name in used]
        graph = helper.make_graph(nodes, "part", inputs, [floats(name) for name in outputs], initializer=weights)
        return _session(helper.make_model(graph, opset_imports=whole.opset_import, ir_version=whole.ir_version).SerializeToString())

    tokens = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])
    return _Graphs(
        part([tokens, floats("speed", 1)], [_TEXT, _PROSODY, _LENGTHS]),
        part([floats(_PROSODY_FRAMES, 1, 192, "steps")], [_PITCH, _ENERGY]),
        part([floats(_TEXT_FRAMES, 1, 128, "frames"), floats(_PITCH, 1, "frames"), floats(_ENERGY, 1, "frames")], list(_SPECTRA)),
    )


def _needed(nodes: Iterable[Any], given: set[str], wanted: list[str]) -> list[Any]:
    """The nodes, in their order, that lead from what is given to what is wanted."""
    maker = {name: node for node in nodes for name in node.output}
    open_, seen = list(wanted), set(given)
    while open_:
        name = open_.pop()
        if name not in seen and name in maker:
            open_.extend(maker[name].input)
        seen.add(name)
    return [node for node in nodes if seen.intersection(node.output) and not given.issuperset(node.output)]


def _session(model: bytes) -> Any:
    """One thread: the singer sings many lines at once, and the same numbers come out wherever it runs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it would keep the longest line's memory for good
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

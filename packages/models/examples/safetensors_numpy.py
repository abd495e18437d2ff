"""Runs an exported net with numpy alone: its weights and its layers are both in model.safetensors.

    hourglass export <run> --to safetensors --out model
    python safetensors_numpy.py model/model.safetensors pixels.npy codes.npy pictures.npy

pixels.npy holds flat pictures in 0..1, as float32 [count, height x width x channels].
"""

import json
import struct
import sys

import numpy as np


def load(path):
    """All tensors by their names, and the net."""
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    net = json.loads(header.pop("__metadata__")["net"])
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[start:end], "<f4").reshape(entry["shape"])
    return tensors, net


ACTIVATIONS = {
    "linear": lambda x: x,
    "relu": lambda x: np.maximum(x, 0),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}


def windows(x, size, strides, padding, fill):
    """Every window of a map [count, height, width, channels]: [count, rows, columns, channels, *size]."""
    if padding == "same":
        pads = []
        for length, side, stride in zip(x.shape[1:3], size, strides):
            whole = max((-(-length // stride) - 1) * stride + side - length, 0)
            pads.append((whole // 2, whole - whole // 2))
        x = np.pad(x, [(0, 0), *pads, (0, 0)], constant_values=fill)
    all_windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(1, 2))
    return all_windows[:, :: strides[0], :: strides[1]]


def conv(x, layer, tensors):
    kernel = tensors[layer["kernel"]]
    seen = windows(x, kernel.shape[:2], layer["strides"], layer["padding"], 0)
    y = np.einsum("nrcihw,hwio->nrco", seen, kernel, optimize=True) + tensors[layer["bias"]]
    return ACTIVATIONS[layer["activation"]](y)


LAYERS = {
    "Dense": lambda x, l, t: ACTIVATIONS[l["activation"]](x @ t[l["kernel"]] + t[l["bias"]]),
    "Conv2D": conv,
    "MaxPooling2D": lambda x, l, t: windows(x, l["poolSize"], l["strides"], l["padding"], -np.inf).max((-2, -1)),
    "UpSampling2D": lambda x, l, t: x.repeat(l["size"][0], 1).repeat(l["size"][1], 2),
    "Reshape": lambda x, l, t: x.reshape(len(x), *l["targetShape"]),
    "Flatten": lambda x, l, t: x.reshape(len(x), -1),
    "Rescaling": lambda x, l, t: x * l["scale"] + l["offset"],
    "Activation": lambda x, l, t: ACTIVATIONS[l["activation"]](x),
    "Permute": lambda x, l, t: x.transpose(0, *l["dims"]),
    "Clip": lambda x, l, t: np.clip(x, l["min"], l["max"]),
}


# Layers of several inputs. `axes` of a product are those that are summed over, 0 being the pictures.
JOINS = {
    "Add": lambda inputs, l: sum(inputs),
    "Concatenate": lambda inputs, l: np.concatenate(inputs, axis=-1),
    "Dot": lambda inputs, l: np.matmul(
        inputs[0].swapaxes(1, 2) if l["axes"][0] == 1 else inputs[0],
        inputs[1].swapaxes(1, 2) if l["axes"][1] == 2 else inputs[1],
    ),
}


def run(half, x, tensors):
    """`inputs` of a layer count the values: 0 is the half's own input, n what its nth layer gave."""
    values = [x]
    for layer in half:
        inputs = [values[i] for i in layer["inputs"]]
        join = JOINS.get(layer["layer"])
        values.append(join(inputs, layer) if join else LAYERS[layer["layer"]](inputs[0], layer, tensors))
    return values[-1]


if __name__ == "__main__":
    model, pixels, codes, pictures = sys.argv[1:]
    tensors, net = load(model)
    code = run(net["encoder"], np.load(pixels).astype("float64"), tensors)
    np.save(codes, code.astype("float32"))
    np.save(pictures, run(net["decoder"], code, tensors).astype("float32"))

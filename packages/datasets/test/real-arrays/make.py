"""Makes the arrays beside this file, and cases.json: what is to be said of each, and what following that gives.

    pip install numpy && python make.py

A case is an array that is refused, and the expressions that its errors advise, one after the other. Each expression
is run here, by NumPy, on the array before it; the last result must load, with the pixels or the labels that stand
in cases.json.
"""

import json
import os
import zipfile

import numpy as np

os.chdir(os.path.dirname(os.path.abspath(__file__)))
cases = {}
pictures = (np.arange(3 * 4 * 4) * 5 % 256).astype(np.uint8).reshape(3, 4, 4)
mask = pictures > 100
colour = (np.arange(2 * 4 * 5 * 3) * 7 % 256).astype(np.uint8).reshape(2, 4, 5, 3)


def case(name, array, steps, expected, role="images"):
    np.save(f"{name}.npy", array)
    for number, step in enumerate(steps, 1):
        array = eval(step, {"np": np, "array": array})
        np.save(f"{name}.{number}.npy", array)
    cases[name] = {
        "role": role,
        "steps": steps,
        "values": np.asarray(expected).reshape(-1).tolist(),
        "shape": list(np.shape(expected)),
    }


UNIT = "np.rint(array * 255).astype(np.uint8)"
BYTES = "np.rint(array).astype(np.uint8)"
SIGNED = "np.rint((array + 1) * 127.5).astype(np.uint8)"
RANGE = "np.rint(np.interp(array, (array.min(), array.max()), (0, 255))).astype(np.uint8)"
CAST = "array.astype(np.uint8)"
UPPER = "(array >> 8).astype(np.uint8)"
masked = mask * np.uint8(255)

# truth values, and whole numbers
case("bool", mask, ["array.astype(np.uint8) * 255"], masked)
case("mask-int64", mask.astype(np.int64), ["(array * 255).astype(np.uint8)"], masked)
for kind in ["uint16", "uint32", "uint64", "int16", "int32", "int64", ">u2", ">i4"]:
    case("bytes-" + kind.replace(">", "big-"), pictures.astype(kind), [CAST], pictures)
case("upper-uint16", pictures.astype(np.uint16) * 256 + 99, [UPPER], pictures)
case("upper-big-u2", (pictures.astype(np.uint16) * 256 + 99).astype(">u2"), [UPPER], pictures)
case("upper-int32", pictures.astype(np.int32) * 256 + 99, [UPPER], pictures)
spread = np.rint(np.interp(pictures, (pictures.min(), pictures.max()), (0, 255)))
case("wide-uint32", pictures.astype(np.uint32) * 1_000_000, [RANGE], spread)
case("int8-wrapped", pictures.astype(np.int8), ["array.view(np.uint8)"], pictures)
centred = (pictures.astype(np.int16) - 128).astype(np.int8)
case("int8-centred", centred, ["(array.astype(np.int16) + 128).astype(np.uint8)"], pictures)
case("int16-centred", pictures.astype(np.int16) * 200 - 25_000, [RANGE], spread)
# floats
for kind in ["float16", "float32", "float64", ">f4"]:
    name = kind.replace(">", "big-")
    case(f"unit-{name}", (pictures / 255).astype(kind), [UNIT], pictures)
    case(f"bytes-{name}", pictures.astype(kind), [BYTES], pictures)
    case(f"signed-{name}", (pictures / 127.5 - 1).astype(kind), [SIGNED], pictures)
case("standardised", (pictures - pictures.mean()) / pictures.std(), [RANGE], spread)
holes = pictures / 255
holes[0, 0, 0] = np.nan
filled = pictures.copy()
filled[0, 0, 0] = 0
case("nan", holes, ["np.nan_to_num(array, posinf=0, neginf=0)", UNIT], filled)
case("longdouble", (pictures / 255).astype(np.longdouble), ["array.astype(np.float64)", UNIT], pictures)
case("complex", (pictures / 255).astype(np.complex64), ["array.real", UNIT], pictures)
# orders and shapes
case("fortran", np.asfortranarray(pictures), ["np.ascontiguousarray(array)"], pictures)
case("fortran-float", np.asfortranarray(pictures / 255), ["np.ascontiguousarray(array)", UNIT], pictures)
first = np.ascontiguousarray(np.concatenate([colour, colour], 2).transpose(0, 3, 1, 2))
case("channels-first", first, ["array.transpose(0, 2, 3, 1)"], np.concatenate([colour, colour], 2))
case("rows", pictures.reshape(3, 16), ["array.reshape(-1, 4, 4)"], pictures)
square = (np.arange(2 * 3 * 16) % 256).astype(np.uint8).reshape(2, 3, 4, 4)
case(
    "colour-rows",
    square.reshape(2, 48),
    ["array.reshape(-1, 3, 4, 4).transpose(0, 2, 3, 1)"],
    square.transpose(0, 2, 3, 1),
)
case("five-axes", pictures.reshape(3, 4, 4, 1, 1), ["array.reshape(3, 4, 4)"], pictures)
# objects and records
listed = np.empty(3, object)
listed[:] = list(pictures)
case("objects", listed, ["np.array(array.tolist())"], pictures)
records = np.zeros(3, dtype=[("pixels", "u1", (4, 4)), ("label", "i8")])
records["pixels"] = pictures
case("records", records, ["array['pixels']"], pictures)
# labels
labels = np.array([2, 0, 1])
names = np.array(["b", "c", "a"])
case("label-float", labels.astype(float), ["array.astype(np.int64)"], labels, "labels")
case("label-one-hot", np.eye(3)[labels], ["array.argmax(axis=1)"], labels, "labels")
case("label-one-hot-bytes", np.eye(3, dtype=np.uint8)[labels], ["array.argmax(axis=1)"], labels, "labels")
case("label-words", names, ["np.unique(array, return_inverse=True)[1]"], [1, 2, 0], "labels")
case("label-bytes", names.astype("S1"), ["np.unique(array, return_inverse=True)[1]"], [1, 2, 0], "labels")
case(
    "label-objects",
    names.astype(object),
    ["np.array(array.tolist())", "np.unique(array, return_inverse=True)[1]"],
    [1, 2, 0],
    "labels",
)
case("label-big-endian", labels.astype(">i4"), [], labels, "labels")
# zips: packed in ways that are not read
for name, method in {"lzma": zipfile.ZIP_LZMA, "bzip2": zipfile.ZIP_BZIP2}.items():
    np.save("x.npy", pictures)
    with zipfile.ZipFile(f"{name}.npz", "w", method) as file:
        file.write("x.npy")
    os.remove("x.npy")
    np.savez_compressed(f"{name}.1.npz", **np.load(f"{name}.npz"))
json.dump(cases, open("cases.json", "w"), indent=1)

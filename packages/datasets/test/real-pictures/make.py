"""Makes the pictures beside this file, and expected.json: what Pillow reads in them.

    pip install pillow numpy tifffile pillow-heif && python make.py

Every picture shows the same 8 x 6 pixels, as far as its format can. Expected are the pixels after EXIF's turn,
put on each background, in colour and in grey, as hex digits. Pillow cuts 16-bit grey off at 255; there the upper
8 bits are expected.
"""

import json
import os
import struct
import zlib

import numpy as np
import pillow_heif
import tifffile
from PIL import Image, ImageOps, ImageCms

os.chdir(os.path.dirname(os.path.abspath(__file__)))
pillow_heif.register_heif_opener()
BACKGROUNDS = {"black": (0, 0, 0), "white": (255, 255, 255), "#ff8000": (255, 128, 0)}
expected = {}

y, x = np.mgrid[0:6, 0:8]
colour = np.stack([x * 36, y * 51, 255 - (x + y) * 18], -1).astype(np.uint8)
opacity = np.where(y < 2, 255, np.where(y < 4, x * 36, 0)).astype(np.uint8)
wide = colour.astype(np.uint16) * 256 + 77  # 16 bits, of which the lower 8 are not to be seen
picture = Image.fromarray(colour)
grey = picture.convert("L")
see_through = Image.fromarray(np.dstack([colour, opacity]))


def flat(image, background):
    ground = Image.new("RGBA", image.size, background + (255,))
    return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")


def expect(name, image=None):
    image = ImageOps.exif_transpose(image or Image.open(name))
    clear = "A" in image.getbands() or "transparency" in image.info
    shown = {n: flat(image, b) if clear else image.convert("RGB") for n, b in BACKGROUNDS.items()}
    expected[name] = {
        "size": image.size,
        "colour": (
            {n: i.tobytes().hex() for n, i in shown.items()}
            if clear
            else {"black": shown["black"].tobytes().hex()}
        ),
        "grey": (
            {n: i.convert("L").tobytes().hex() for n, i in shown.items()}
            if clear
            else {"black": image.convert("L").tobytes().hex()}
        ),
    }


def save(name, image=picture, **options):
    image.save(name, **options)
    expect(name)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, values, colour_type, *extra):
    """A PNG with any chunks, which Pillow would not write."""
    depth = values.dtype.itemsize * 8
    rows = b"".join(b"\0" + row.astype(values.dtype.newbyteorder(">")).tobytes() for row in values)
    head = struct.pack(">IIBBBBB", values.shape[1], values.shape[0], depth, colour_type, 0, 0, 0)
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(extra))
        file.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


jpeg = dict(quality=95, subsampling=0)
# A profile whose red and green are exchanged: whoever applies it gives other pixels.
profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
tags = {
    bytes(profile[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i
    for i in range(struct.unpack(">I", profile[128:132])[0])
}
r, g = tags[b"rXYZ"], tags[b"gXYZ"]
profile[r + 4 : r + 12], profile[g + 4 : g + 12] = profile[g + 4 : g + 12], profile[r + 4 : r + 12]

# colours
save("rgb.png")
save("rgb.webp", lossless=True)
save("rgb.tiff")
save("rgb.jpg", **jpeg)
save("progressive.jpg", progressive=True, **jpeg)
save("profile.png", icc_profile=bytes(profile))
save("profile.jpg", icc_profile=bytes(profile), **jpeg)
save("grey.png", grey)
save("grey.jpg", grey, **jpeg)
save("grey.tiff", grey)
save("palette.png", picture.quantize(16))
save("palette.gif", picture.quantize(16))
save("palette.tiff", picture.quantize(16))
save("two.png", picture.convert("1"))
save("two.tiff", picture.convert("1"))
save("fax.tiff", picture.convert("1"), compression="group4")
save("rgb.avif", quality=100, subsampling="4:4:4")
save("interlaced.gif", picture.quantize(16), interlace=1)
png("gamma.png", colour, 2, chunk(b"gAMA", struct.pack(">I", 100000)))
expect("gamma.png")
# ink
ink = np.stack([x * 36, y * 51, 255 - (x + y) * 18, x * 10], -1).astype(np.uint8)
cmyk = Image.fromarray(ink, "CMYK")
save("cmyk.jpg", cmyk, **jpeg)
save("cmyk.tiff", cmyk)
save("cmyk-lzw.tiff", cmyk, compression="tiff_lzw")
data = open("cmyk.jpg", "rb").read()
at = data.find(b"Adobe") - 4
with open("cmyk-plain.jpg", "wb") as file:  # without Adobe's marker, which means that ink is stored inverted
    file.write(data[:at] + data[at + 16 :])
expect("cmyk-plain.jpg")
# transparency
save("rgba.png", see_through)
save("rgba.webp", see_through, lossless=True, exact=True)
save("rgba.tiff", see_through)
save("grey-alpha.png", Image.fromarray(np.dstack([np.asarray(grey), opacity]), "LA"))
save("palette-clear.png", picture.quantize(16), transparency=3)
save("palette-clear.gif", picture.quantize(16), transparency=3)
save("key.png", transparency=tuple(map(int, colour[3, 3])))
save("grey-key.png", grey, transparency=int(np.asarray(grey)[3, 3]))
opaque = Image.fromarray(np.dstack([colour, np.full((6, 8), 255, np.uint8)]))
save("opaque.png", opaque)
# 16 bits
upper = lambda values: Image.fromarray((values >> 8).astype(np.uint8))
wide_grey = (np.asarray(grey).astype(np.uint16) << 8) + 77
wide_opacity = opacity.astype(np.uint16) * 257
png("rgb16.png", wide, 2)
expect("rgb16.png", upper(wide))
png("grey16.png", wide_grey, 0)
expect("grey16.png", upper(wide_grey))
png("rgba16.png", np.dstack([wide, wide_opacity]), 6)
expect("rgba16.png", see_through)
for name, values, meaning in [("rgb16.tiff", wide, "rgb"), ("grey16.tiff", wide_grey, "minisblack")]:
    tifffile.imwrite(name, values, photometric=meaning)
    expect(name, upper(values))
tifffile.imwrite("big-endian16.tiff", wide, photometric="rgb", byteorder=">")
expect("big-endian16.tiff", upper(wide))
tifffile.imwrite("inverted16.tiff", 65535 - wide_grey, photometric="miniswhite")
expect("inverted16.tiff", upper(wide_grey))
# other TIFFs
tifffile.imwrite("big-endian.tiff", colour, photometric="rgb", byteorder=">")
expect("big-endian.tiff")
tifffile.imwrite("bigtiff.tiff", colour, photometric="rgb", bigtiff=True)
expect("bigtiff.tiff")
tifffile.imwrite("planes.tiff", colour.transpose(2, 0, 1).copy(), photometric="rgb", planarconfig="separate")
expect("planes.tiff", picture)
tifffile.imwrite("inverted.tiff", 255 - np.asarray(grey), photometric="miniswhite")
expect("inverted.tiff", grey)
tifffile.imwrite(
    "fourth-unknown.tiff", np.dstack([colour, opacity]), photometric="rgb", extrasamples=["unspecified"]
)
expect("fourth-unknown.tiff", picture)
tifffile.imwrite(
    "second-unknown.tiff",
    np.dstack([np.asarray(grey), opacity]),
    photometric="minisblack",
    planarconfig="contig",
    extrasamples=["unspecified"],
)
expect("second-unknown.tiff", grey)
multiplied = (colour.astype(int) * opacity[..., None] // 255).astype(np.uint8)
tifffile.imwrite(
    "multiplied.tiff", np.dstack([multiplied, opacity]), photometric="rgb", extrasamples=["assocalpha"]
)
expect("multiplied.tiff")
save("jpeg-inside.tiff", compression="jpeg")
# turned
for turn in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = turn
    save(f"turn{turn}.jpg", exif=exif, **jpeg)
    if turn in (3, 5, 6):
        save(f"turn{turn}.png", exif=exif)
        save(f"turn{turn}.tiff", exif=exif)
        save(f"turn{turn}.webp", exif=exif, lossless=True)
        save(f"turn{turn}.avif", exif=exif, quality=100, subsampling="4:4:4")
# several
others = [Image.new("RGB", picture.size, c) for c in ("red", "lime")]
save("animated.gif", picture.quantize(16), save_all=True, append_images=others)
save("animated.webp", save_all=True, append_images=others, lossless=True)
save("pages.tiff", save_all=True, append_images=others)
save("animated.png", save_all=True, append_images=others)
# harmless faults
data = open("rgb.png", "rb").read()
with open("tail.png", "wb") as file:
    file.write(data + b"tail" * 100)
expect("tail.png")
data = open("rgb.jpg", "rb").read()
with open("tail.jpg", "wb") as file:
    file.write(data + b"tail" * 100)
expect("tail.jpg")
png("bad-profile.png", colour, 2, chunk(b"iCCP", b"ICC\0\0" + zlib.compress(b"not a profile")))
expect("bad-profile.png")

json.dump(expected, open("expected.json", "w"), indent=1)

# what is not read
os.makedirs("not-read", exist_ok=True)
os.chdir("not-read")
for ending in ["bmp", "jp2", "tga", "ico", "ppm", "pcx", "qoi", "dds", "heic"]:
    picture.save("picture." + ending)
grey.save("grey.bmp")
picture.save("sequence.avif", save_all=True, append_images=others)
for name, values in {
    "float16": colour.astype("f2") / 255,
    "float32": colour.astype("f4") / 255,
    "float64": colour / 255.0,
    "float255": colour.astype("f4"),
    "int8": (colour.astype(int) - 128).astype("i1"),
    "int16": colour.astype("i2"),
    "int32": colour.astype("i4"),
    "uint32": colour.astype("u4"),
    "five": np.dstack([colour, colour[..., :2]]),
}.items():
    tifffile.imwrite(name + ".tiff", values, photometric="rgb")
tifffile.imwrite("float-grey.tiff", np.asarray(grey).astype("f4") / 255)
tifffile.imwrite("cmyk16.tiff", ink.astype(np.uint16) * 256 + 77, photometric="separated")
tifffile.imwrite("complex.tiff", np.asarray(grey).astype("c8"))
picture.convert("YCbCr").save("ycbcr.tiff")
Image.merge("LAB", picture.split()).save("lab.tiff")
open("empty.png", "w").close()
open("text.jpg", "w").write("no picture")
svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><rect width="8" height="6" fill="red"/></svg>'
open("drawing.svg", "w").write(svg)
open("drawing.png", "w").write('<?xml version="1.0"?>\n<!-- drawn -->\n' + svg)
for name in ["rgb.png", "rgb.jpg", "rgb.webp", "palette.gif", "rgb.avif", "rgb.tiff"]:
    data = open("../" + name, "rb").read()
    open("half-" + name, "wb").write(data[: len(data) // 2])
data = bytearray(open("../rgb.png", "rb").read())
data[data.find(b"IDAT") + 9] ^= 255
open("flipped.png", "wb").write(data)

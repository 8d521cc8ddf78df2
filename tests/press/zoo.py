#!/usr/bin/env python3
"""Writes the small pictures of every kind that tests/press prints, and what Little CMS makes of their colours.

python3 tests/press/zoo.py        from the repository's root; wants Pillow and numpy

Colour charts are 8 × 6 squares of 16 pixels. `zoo.txt` has a line for each square of each chart on each press: the inks,
relative colorimetric with black-point compensation. All pictures are our own.
"""
import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageDraw, ImageFont

FOLDER = Path("tests/press/zoo")
FOLDER.mkdir(exist_ok=True)
COLUMNS, ROWS, SIDE = 8, 6, 16
D50 = (0.9642, 1.0, 0.8249)


# Profiles

def s15(value):
    return struct.pack(">i", round(value * 65536))


def xyz_tag(values):
    return b"XYZ \0\0\0\0" + b"".join(map(s15, values))


def gamma_tag(gamma):
    return struct.pack(">4s4xIHxx", b"curv", 1, round(gamma * 256))


def profile(kind, colours, pcs, tags):
    text = b"zoo"
    tags = {
        b"desc": struct.pack(">4s4xI", b"desc", len(text) + 1) + text + bytes(80),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz_tag(D50),
    } | tags
    head = 132 + 12 * len(tags)
    table, data, places = b"", b"", {}
    for name, tag in tags.items():
        if tag not in places:
            places[tag] = head + len(data)
            data += tag + bytes(-len(tag) % 4)
        table += struct.pack(">4sII", name, places[tag], len(tag))
    size = head + len(data)
    header = struct.pack(">I4sI4s4s4s12s4s4sIII8sI", size, b"", 0x02400000, kind, colours, pcs, bytes(12), b"acsp", b"", 0, 0, 0, bytes(8), 0)
    header += b"".join(map(s15, D50))
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def rgb_profile(primaries, gamma):
    names = zip((b"r", b"g", b"b"), primaries)
    tags = {}
    for name, xyz in names:
        tags[name + b"XYZ"] = xyz_tag(xyz)
        tags[name + b"TRC"] = gamma_tag(gamma)
    return profile(b"mntr", b"RGB ", b"XYZ ", tags)


def lab(xyz):
    t = np.asarray(xyz) / D50
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t * 841 / 108 + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def inks_profile(points=7):
    """A press of a simple model, and a rough way back that serves to find its black."""
    # What each ink lets through of X, Y and Z.
    through = np.array([[0.18, 0.28, 0.72], [0.36, 0.20, 0.24], [0.86, 0.90, 0.16], [0.06, 0.06, 0.06]])
    steps = np.linspace(0, 1, points)
    grid = np.stack(np.meshgrid(steps, steps, steps, steps, indexing="ij"), -1)
    seen = np.prod(1 - (grid[..., None] ** 0.8) * (1 - through), axis=-2)
    table = lab(seen * D50)
    byte = np.clip(np.stack([table[..., 0] * 2.55, table[..., 1] + 128, table[..., 2] + 128], -1).round(), 0, 255).astype(np.uint8)
    line = bytes(range(256))
    matrix = b"".join(map(s15, (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    a2b = struct.pack(">4s4xBBBx", b"mft1", 4, 3, points) + matrix + line * 4 + byte.tobytes() + line * 3
    # Back: black ink for lightness, the same everywhere else; enough for the darkest colour.
    light = np.linspace(0, 1, 3)
    back = np.zeros((3, 3, 3, 4))
    back[..., 3] = (1 - light)[:, None, None]
    back[..., :3] = 0.6 * (1 - light)[:, None, None, None]
    b2a = struct.pack(">4s4xBBBx", b"mft1", 3, 4, 3) + matrix + line * 3 + (back * 255).round().astype(np.uint8).tobytes() + line * 4
    return profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": a2b, b"A2B1": a2b, b"B2A0": b2a, b"B2A1": b2a})


INKS = inks_profile()
WIDE = rgb_profile([(0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)], 2.2)
DARK_GREY = profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": gamma_tag(1.8)})


# Charts

def squares(colours):
    """A chart of colours, one a square."""
    chart = np.asarray(colours).reshape(ROWS, COLUMNS, -1)
    return chart.repeat(SIDE, 0).repeat(SIDE, 1)


def mixed(steps):
    """Forty-eight colours of so many steps, all different."""
    count = len(steps)
    return [(steps[i % count], steps[(i // count + 2 * i) % count], steps[(i // 5 + 3 * i) % count]) for i in range(48)]


RGB = mixed((20, 70, 128, 190, 235, 150, 45))
CMYK = [(*inks, (0, 60, 150)[i // 16]) for i, inks in enumerate(mixed((200, 10, 90, 150, 40)))]
assert len(set(RGB)) == len(set(CMYK)) == 48
GREY = [round(i * 255 / 47) for i in range(48)]
# L from 0 to 255; a and b from -128.
LAB = [(40 + 4 * i, (i * 17) % 81 - 40, (i * 29) % 91 - 45) for i in range(48)]


def tiff(pixels, photometric, name, profile=None, profile_type=7, extra=None, more=()):
    """Deflated, little-endian. `pixels` are 8 or 16 bits."""
    pixels = np.asarray(pixels)
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    height, width, samples = pixels.shape
    bits = pixels.dtype.itemsize * 8
    data = zlib.compress(pixels.astype(pixels.dtype.newbyteorder("<")).tobytes(), 9)
    body, entries = bytearray(b"II*\0\0\0\0\0"), []

    def put(blob):
        at = len(body)
        body.extend(blob + bytes(len(blob) % 2))
        return at

    def short(tag, *values):
        raw = struct.pack(f"<{len(values)}H", *values)
        entries.append((tag, 3, len(values), raw.ljust(4, b"\0") if len(raw) <= 4 else struct.pack("<I", put(raw))))

    def long(tag, value):
        entries.append((tag, 4, 1, struct.pack("<I", value)))

    long(256, width), long(257, height)
    short(258, *[bits] * samples), short(259, 8), short(262, photometric)
    long(273, put(data)), short(277, samples), long(278, height), long(279, len(data)), short(284, 1)
    for tag, value in more:
        short(tag, value)
    if extra is not None:
        short(338, extra)
    if profile:
        entries.append((34675, profile_type, len(profile), struct.pack("<I", put(profile))))
    entries.sort()
    start = put(b"")
    body += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHI4s", *entry) for entry in entries) + bytes(4)
    body[4:8] = struct.pack("<I", start)
    (FOLDER / name).write_bytes(body)


def segments(jpeg):
    at = 2
    while jpeg[at + 1] != 0xDA:
        length = 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        yield at, jpeg[at : at + length]
        at += length


def inks_jpeg(inks, name, mark="adobe", profile=None):
    """A CMYK JPEG: as Adobe's programs write it, without their mark, or as YCCK."""
    inks = np.asarray(inks, np.uint8)
    if mark == "none":
        inks = 255 - inks
    if mark == "ycck":
        ycc = np.asarray(Image.fromarray(np.ascontiguousarray(inks[..., :3]), "RGB").convert("YCbCr"))
        inks = np.dstack([255 - ycc, inks[..., 3]])
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(inks), "CMYK").save(out, "JPEG", quality=95, icc_profile=profile)
    jpeg = out.getvalue()
    for at, segment in list(segments(jpeg)):
        if segment[1] == 0xEE and mark == "none":
            jpeg = jpeg[:at] + jpeg[at + len(segment) :]
            break
        if segment[1] == 0xEE and mark == "ycck":
            assert segment[4:9] == b"Adobe" and segment[15] == 0
            jpeg = jpeg[: at + 15] + b"\2" + jpeg[at + 16 :]
            break
    (FOLDER / name).write_bytes(jpeg)


chart = squares(CMYK).astype(np.uint8)
inks_jpeg(chart, "cmyk-adobe.jpg")
inks_jpeg(chart, "cmyk-no-mark.jpg", "none")
inks_jpeg(chart, "cmyk-ycck.jpg", "ycck")
inks_jpeg(chart, "cmyk-profile.jpg", profile=INKS)
tiff(chart, 5, "cmyk.tif")
tiff(chart, 5, "cmyk-profile-byte.tif", INKS, 1)
tiff(chart, 5, "cmyk-profile-undefined.tif", INKS, 7)
tiff(chart.astype(np.uint16) * 257, 5, "cmyk-16.tif", INKS)
tiff(np.dstack([chart, chart[..., :1]]), 5, "cmyk-clear.tif", extra=2)
# Both decoders of the world agree on what the marks mean.
for name in ("cmyk-adobe.jpg", "cmyk-ycck.jpg"):
    found = np.asarray(Image.open(FOLDER / name)).astype(int)
    assert abs(found - chart).mean() < 2.5, (name, abs(found - chart).mean())

chart = squares(RGB).astype(np.uint8)
Image.fromarray(chart, "RGB").save(FOLDER / "rgb-profile.png", icc_profile=WIDE)
tiff(chart, 2, "rgb-profile-byte.tif", WIDE, 1)
tiff(chart.astype(np.uint16) * 257, 2, "rgb-16.tif", WIDE)
# Alpha that runs from left to right.
opacity = np.tile(np.linspace(0, 255, chart.shape[1]).round().astype(np.uint8), (chart.shape[0], 1))
Image.fromarray(np.dstack([chart, opacity]), "RGBA").save(FOLDER / "clear.png")
multiplied = (chart.astype(int) * opacity[..., None] // 255).astype(np.uint8)
tiff(np.dstack([multiplied, opacity]), 2, "clear-multiplied.tif", extra=1)

grey = squares(GREY)[..., 0].astype(np.uint8)
Image.fromarray(grey, "L").save(FOLDER / "grey.png")
Image.fromarray(grey, "L").save(FOLDER / "grey-profile.jpg", quality=95, icc_profile=DARK_GREY)
tiff(255 - grey, 0, "grey-white-is-zero.tif")
# The same picture as grey.png, written with a gamma of 1.8: gAMA stands before the pixels.
out = io.BytesIO()
Image.fromarray(grey, "L").save(out, "PNG")
png = out.getvalue()
chunk = b"gAMA" + struct.pack(">I", round(100000 / 1.8))
gama = struct.pack(">I", 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
(FOLDER / "grey-gamma.png").write_bytes(png[:33] + gama + png[33:])

signed = np.asarray(squares(LAB))
tiff(np.dstack([signed[..., 0], signed[..., 1] & 255, signed[..., 2] & 255]).astype(np.uint8), 8, "lab.tif")
wide = np.dstack([signed[..., 0] * 257, (signed[..., 1] * 256) & 65535, (signed[..., 2] * 256) & 65535])
tiff(wide.astype(np.uint16), 8, "lab-16.tif")
tiff(np.dstack([signed[..., 0], signed[..., 1] + 128, signed[..., 2] + 128]).astype(np.uint8), 9, "lab-icc.tif")

# Line art

def code(modules=21):
    """The look of a QR code: three finders and a field of squares. It says nothing."""
    field = (np.indices((modules, modules)).prod(0) * 7 + np.indices((modules, modules))[0] * 5) % 11 < 5
    def finder(x, y):
        field[max(y - 1, 0) : y + 8, max(x - 1, 0) : x + 8] = False
        ring = np.maximum(abs(np.indices((7, 7))[0] - 3), abs(np.indices((7, 7))[1] - 3))
        field[y : y + 7, x : x + 7] = ring != 2
    finder(0, 0), finder(modules - 7, 0), finder(0, modules - 7)
    return np.pad(field, 4)


field = np.where(code(), 0, 255).astype(np.uint8)
Image.fromarray(np.dstack([field] * 3), "RGB").save(FOLDER / "code-small.png")
large = field.repeat(6, 0).repeat(6, 1)
Image.fromarray(np.dstack([large] * 3), "RGB").save(FOLDER / "code.jpg", quality=85)
Image.fromarray(large).convert("1").save(FOLDER / "one-bit.png")
Image.fromarray(large).convert("1").save(FOLDER / "one-bit.tif", compression="group4")
# A nameplate: red and black letters with smooth edges, the black one that programs make of four inks.
plate = Image.new("RGB", (600, 160), "white")
draw = ImageDraw.Draw(plate)
font = ImageFont.truetype("fonts/Oswald-Bold.ttf", 110)
draw.text((20, 0), "DAILY", (200, 16, 24), font)
draw.text((330, 0), "NEWS", (35, 31, 32), font)
plate.save(FOLDER / "nameplate.png", optimize=True)
clear = Image.new("RGBA", plate.size, (255, 255, 255, 0))
ImageDraw.Draw(clear).text((20, 0), "DAILY", (200, 16, 24, 255), font)
clear.save(FOLDER / "nameplate-clear.png", optimize=True)

# Photos that must not be taken for line art: tones on a white ground, in colour and in grey.
y, x = np.mgrid[0:120, 0:160]
inside = ((x - 80) / 60.0) ** 2 + ((y - 60) / 45.0) ** 2 < 1
rough = 40 * np.sin(x / 5.0) * np.cos(y / 7.0)
tone = np.clip(130 + rough + (x - 80) * 0.8, 0, 255)
photo = np.where(inside, tone, 255).round().astype(np.uint8)
Image.fromarray(photo, "L").save(FOLDER / "photo-on-white-grey.png", optimize=True)
coloured = np.dstack([photo, np.where(inside, tone * 0.7, 255), np.where(inside, 255 - tone, 255)]).astype(np.uint8)
Image.fromarray(coloured, "RGB").save(FOLDER / "photo-on-white.jpg", quality=80)

# References

SRGB = ImageCms.createProfile("sRGB")


def opened(data):
    return ImageCms.ImageCmsProfile(io.BytesIO(data))


def line_of(colours, mode):
    image = Image.new(mode, (len(colours), 1))
    image.putdata([tuple(colour) if isinstance(colour, tuple) else colour for colour in colours])
    return image


srgb_grey = profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": struct.pack(">4s4xI256H", b"curv", 256, *[round(65535 * (v / 255 / 12.92 if v / 255 <= 0.04045 else ((v / 255 + 0.055) / 1.055) ** 2.4)) for v in range(256)])})
lab_image = Image.merge("LAB", [Image.frombytes("L", (48, 1), bytes(values)) for values in zip(*[(l, a + 128, b + 128) for l, a, b in LAB])])
sources = {
    "cmyk": (line_of(CMYK, "CMYK"), opened(INKS)),
    "rgb": (line_of(RGB, "RGB"), opened(WIDE)),
    "grey": (line_of(GREY, "L"), opened(srgb_grey)),
    "grey-dark": (line_of(GREY, "L"), opened(DARK_GREY)),
    "lab": (lab_image, ImageCms.createProfile("LAB")),
}
lines = []
for press, path in (("newsprint", "newsprint/newsprint.icc"), ("coated", "coated/ISOcoated_v2_300_bas.icc")):
    goal = ImageCms.getOpenProfile(f"src/press/profiles/{path}")
    for name, (image, source) in sources.items():
        # Relative colorimetric with black-point compensation, no optimisation.
        transform = ImageCms.buildTransform(source, goal, image.mode, "CMYK", 1, flags=0x2000 | 0x0100)
        inks = ImageCms.applyTransform(image, transform)
        lines += [f"{name} {press} {i} " + " ".join(map(str, inks.getpixel((i, 0)))) for i in range(48)]
Path("tests/press/zoo.txt").write_text("\n".join(lines) + "\n")

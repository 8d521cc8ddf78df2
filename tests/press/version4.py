#!/usr/bin/env python3
"""Writes the newsprint profile again with tables of ICC version 4 (mAB, mBA): what tests/press compares with the first.

python3 tests/press/version4.py tests/press/version4.icc     wants numpy
"""
import struct
import sys

import numpy as np

data = open("src/press/profiles/newsprint/newsprint.icc", "rb").read()
count = struct.unpack(">I", data[128:132])[0]
tags = {}
for index in range(count):
    name, start, size = struct.unpack(">4sII", data[132 + 12 * index : 144 + 12 * index])
    tags[name] = data[start : start + size]


def lut16(tag):
    inputs, outputs, points = tag[8], tag[9], tag[10]
    first, last = struct.unpack(">HH", tag[48:52])
    words = np.frombuffer(tag[52:], ">u2").astype(int)
    curves = words[: inputs * first].reshape(inputs, first)
    grid = words[inputs * first : inputs * first + points**inputs * outputs].reshape([points] * inputs + [outputs])
    return curves, grid


def curve(values=None):
    if values is None:
        return struct.pack(">4s4xI", b"curv", 0)
    out = struct.pack(">4s4xI", b"curv", len(values)) + np.asarray(values, ">u2").tobytes()
    return out + bytes(-len(out) % 4)


def clut(grid, inputs):
    head = bytes(grid.shape[:inputs]) + bytes(16 - inputs) + bytes([2, 0, 0, 0])
    out = head + np.asarray(grid, ">u2").tobytes()
    return out + bytes(-len(out) % 4)


def table(kind, inputs, outputs, b, grid, a):
    at_b = 32
    at_clut = at_b + len(b)
    at_a = at_clut + len(grid)
    return struct.pack(">4s4xBBH5I", kind, inputs, outputs, 0, at_b, 0, 0, at_clut, at_a) + b + grid + a


# Lab of version 2 has L 100 at FF00, that of version 4 at FFFF.
curves, grid = lut16(tags[b"A2B1"])
a2b = table(b"mAB ", 4, 3, curve() * 3, clut(np.clip(np.round(grid * 65535 / 65280), 0, 65535), 4), b"".join(curve(c) for c in curves))
_, grid = lut16(tags[b"B2A1"])
# The same grid, read at the places that 17 points of version 4 have.
steps = np.linspace(0, 1, 17) * 65280 / 65535 * (grid.shape[0] - 1)
low = np.minimum(steps.astype(int), grid.shape[0] - 2)
share = (steps - low).reshape(-1, 1)
values = grid.astype(float)
for axis in range(3):
    values = np.moveaxis(values, axis, 0)
    flat = values.reshape(values.shape[0], -1)
    values = (flat[low] * (1 - share) + flat[low + 1] * share).reshape((17,) + values.shape[1:])
    values = np.moveaxis(values, 0, axis)
b2a = table(b"mBA ", 3, 4, curve() * 3, clut(np.round(values), 3), curve() * 4)

text = "newsprint, version 4".encode("utf-16-be")
mluc = lambda text: struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", len(text), 28) + text + bytes(-len(text) % 4)
entries = [(b"desc", mluc(text)), (b"cprt", mluc("CC0 1.0".encode("utf-16-be"))), (b"wtpt", tags[b"wtpt"]), (b"A2B0", a2b), (b"A2B1", None), (b"B2A0", b2a), (b"B2A1", None)]
start = 128 + 4 + 12 * len(entries)
body, directory, last = b"", b"", None
for name, tag in entries:
    if tag is not None:
        last = (start + len(body), len(tag))
        body += tag
    directory += struct.pack(">4sII", name, *last)
head = bytearray(data[:128])
head[0:4] = struct.pack(">I", start + len(body))
head[8:12] = bytes([4, 0x30, 0, 0])
open(sys.argv[1], "wb").write(bytes(head) + struct.pack(">I", len(entries)) + directory + body)

#!/usr/bin/env python3
"""Makes newsprint.icc, a model of coldset newsprint after the published characterisation of ISO 12647-3 printing.

It is a model, no measurement of a press: Yule-Nielsen corrected Neugebauer primaries with tone curves that are fitted to
the grey ramp and to the half tints. A printer's own profile should take its place where there is one (--profile).
Wants Python 3 and numpy:  python3 make.py newsprint.icc
"""
import struct
import sys

import numpy as np

N = 1.7  # Yule-Nielsen factor
INK_LIMIT = 2.38
BLACK_LIMIT = 0.95
D50 = np.array([0.9642, 1.0, 0.8249])

PAPER = (85.2, 0.9, 5.2)
SOLIDS = {  # by C, M, Y, K
    (0, 0, 0, 0): PAPER,
    (1, 0, 0, 0): (59.1, -23.9, -27.1),
    (0, 1, 0, 0): (55.5, 47.6, 0.7),
    (0, 0, 1, 0): (80.4, -1.4, 61.6),
    (0, 0, 0, 1): (36.8, 1.5, 4.5),
    (0, 1, 1, 0): (53.8, 44.8, 26.0),
    (1, 0, 1, 0): (54.9, -34.3, 17.5),
    (1, 1, 0, 0): (42.4, 7.0, -22.7),
    (1, 1, 1, 0): (40.4, 0.1, 0.4),
    (1, 1, 1, 1): (31.9, 0.2, 0.6),
}
GREYS = {3: 83.2, 10: 78.6, 20: 72.2, 30: 66.2, 40: 60.4, 50: 55.1, 60: 50.1, 70: 46.2, 80: 42.6, 90: 39.6}
HALVES = {0: (68.3, -16.0, -16.4), 1: (64.8, 32.1, -0.2), 2: (81.8, -1.6, 41.9)}


def xyz(lab):
    lab = np.asarray(lab, float)
    fy = (lab[..., 0] + 16) / 116
    f = np.stack([fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200], -1)
    return D50 * np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))


def lab(values):
    t = np.asarray(values) / D50
    f = np.where(t > (6 / 29) ** 3, np.cbrt(np.maximum(t, 1e-12)), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def primaries():
    """The sixteen overprints. Those with black that are not given lie between black and CMYK as theirs without black."""
    found = np.zeros((16, 3))
    for index in range(16):
        inks = tuple(index >> bit & 1 for bit in range(4))
        if inks in SOLIDS:
            found[index] = SOLIDS[inks]
            continue
        colour = np.array(SOLIDS[inks[:3] + (0,)])
        paper, dark = np.array(PAPER), np.array(SOLIDS[(1, 1, 1, 0)])
        black, all_inks = np.array(SOLIDS[(0, 0, 0, 1)]), np.array(SOLIDS[(1, 1, 1, 1)])
        share = (colour[0] - dark[0]) / (paper[0] - dark[0])
        found[index] = all_inks + (black - all_inks) * share
        found[index][1:] += 0.12 * (colour[1:] - dark[1:] - share * (paper[1:] - dark[1:]))
    return xyz(found)


ROOTS = primaries() ** (1 / N)


def mix(areas):
    weights = np.ones(areas.shape[:-1] + (1,))
    for ink in range(4):
        one = areas[..., ink : ink + 1]
        # Bit `ink` of the primary's number says whether the ink is there.
        weights = np.concatenate([weights * (1 - one), weights * one], -1)
    return (weights @ ROOTS) ** N


def tone_curves():
    """Effective areas by nominal ones: black from the ramp, the others with the ramp's shape through their half tint."""
    y = lambda value: float(xyz((value, 0, 0))[1]) ** (1 / N)
    paper, black = ROOTS[0][1], ROOTS[8][1]
    nominal = [0.0] + [value / 100 for value in GREYS] + [1.0]
    area = [0.0] + [(paper - y(value)) / (paper - black) for value in GREYS.values()] + [1.0]
    grid = np.linspace(0, 1, 256)
    ramp = np.interp(grid, nominal, np.maximum.accumulate(area))
    curves = []
    for ink in range(3):
        best = None
        for half in np.linspace(0.5, 0.9, 401):
            areas = np.zeros(4)
            areas[ink] = half
            error = np.linalg.norm(lab(mix(areas)) - HALVES[ink])
            if best is None or error < best[0]:
                best = (error, half)
        at_half = np.interp(0.5, grid, ramp)
        curves.append(ramp ** (np.log(best[1]) / np.log(at_half)))
    return grid, curves + [ramp]


GRID, CURVES = tone_curves()
PAPER_XYZ = xyz(PAPER)


def effective(inks):
    return np.stack([np.interp(inks[..., ink], GRID, CURVES[ink]) for ink in range(4)], -1)


def relative(inks):
    """Lab relative to the paper."""
    return lab(mix(effective(inks)) * D50 / PAPER_XYZ)


def black_for(lightness):
    """Black starts late and reaches its limit in the shadows."""
    darkest = relative(np.array([0.75, 0.65, 0.05, BLACK_LIMIT]))[0]
    t = np.clip((72 - lightness) / (72 - darkest), 0, 1)
    return BLACK_LIMIT * t**1.6


def separate(target):
    """Inks for Lab values, by damped Newton steps within the ink limit, for some amounts of black; the best is taken."""
    wanted = black_for(target[:, 0])
    best, cost = None, np.full(len(target), np.inf)
    for shift in (-0.2, -0.1, 0.0, 0.12, 0.25, 0.5, 0.95):
        black = np.clip(wanted + shift, 0, BLACK_LIMIT)
        room = INK_LIMIT - black
        inks = np.tile(np.array([0.4, 0.4, 0.4]), (len(target), 1))
        full = lambda inks: relative(np.concatenate([inks, black[:, None]], 1))
        for _ in range(30):
            here = full(inks)
            jacobian = np.stack([(full(np.clip(inks + 1e-3 * np.eye(3)[i], 0, 1)) - full(np.clip(inks - 1e-3 * np.eye(3)[i], 0, 1))) / 2e-3 for i in range(3)], -1)
            # Lightness counts double: out of gamut it is kept before chroma.
            weight = np.array([2.0, 1.0, 1.0])[:, None]
            j, r = jacobian * weight, (target - here) * weight[:, 0]
            # An ink that is at its bound and wants to go beyond stays where it is.
            gradient = np.einsum("nij,ni->nj", j, r)
            fixed = ((inks <= 0) & (gradient < 0)) | ((inks >= 1) & (gradient > 0))
            j = j * ~fixed[:, None, :]
            normal = np.einsum("nki,nkj->nij", j, j) + 30.0 * np.eye(3)
            step = np.linalg.solve(normal, np.einsum("nij,ni->nj", j, r)[..., None])[..., 0]
            inks = np.clip(inks + np.clip(step, -0.25, 0.25), 0, 1)
            total = inks.sum(1)
            inks *= np.where(total > room, room / np.maximum(total, 1e-9), 1)[:, None]
        off = (full(inks) - target) * np.array([2.0, 1.0, 1.0])
        error = (off**2).sum(1) + 60.0 * (black - wanted) ** 2
        if best is None:
            best = np.zeros((len(target), 4))
        better = error < cost
        best[better] = np.concatenate([inks, black[:, None]], 1)[better]
        cost[better] = error[better]
    return best


def lut16(inputs, outputs, tables_in, points, values, tables_out):
    """An ICC lut16Type; values and tables are 16-bit integers."""
    head = struct.pack(">4s4xBBBx", b"mft2", inputs, outputs, points)
    head += struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    head += struct.pack(">HH", tables_in.shape[1], tables_out.shape[1])
    return head + b"".join(np.asarray(part, ">u2").tobytes() for part in (tables_in, values, tables_out))


def pack_lab(values):
    """Lab as ICC v2 writes it in 16 bits: L 100 is FF00, a and b 0 are 8000."""
    scaled = np.stack([values[..., 0] * 652.8, (values[..., 1] + 128) * 256, (values[..., 2] + 128) * 256], -1)
    return np.clip(np.round(scaled), 0, 65535).astype(int)


def text_description(text):
    data = text.encode() + b"\0"
    return struct.pack(">4s4xI", b"desc", len(data)) + data + bytes(4 + 4 + 2 + 1 + 67)


def main(path):
    ramp = np.linspace(0, 65535, 256).round().astype(int)
    # Device to Lab: input tables hold the tone curves, so that the grid is linear in effective area.
    points = 11
    axes = np.linspace(0, 1, points)
    areas = np.stack(np.meshgrid(axes, axes, axes, axes, indexing="ij"), -1).reshape(-1, 4)
    a2b_values = pack_lab(lab(mix(areas) * D50 / PAPER_XYZ))
    tables = np.round(np.array(CURVES) * 65535).astype(int)
    a2b = lut16(4, 3, tables, points, a2b_values, np.tile(ramp, (3, 1)))
    # Lab to device.
    points = 33
    light = np.linspace(0, 65535 / 652.8, points)
    chroma = np.linspace(0, 65535, points) / 256 - 128
    target = np.stack(np.meshgrid(light, chroma, chroma, indexing="ij"), -1).reshape(-1, 3)
    inks = separate(np.clip(target, [0, -128, -128], [100, 127, 127]))
    # Paper white is no ink at all.
    white = (target[:, 0] >= 99.9) & (np.abs(target[:, 1:]).max(1) < 5)
    inks[white] = 0
    b2a = lut16(3, 4, np.tile(ramp, (3, 1)), points, np.round(inks * 65535).astype(int), np.tile(ramp, (4, 1)))
    # Whether a colour can be printed at all is not told: all are said to be in gamut.
    gamut = lut16(3, 1, np.tile(ramp, (3, 1)), 2, np.zeros(8, int), np.tile(ramp, (1, 1)))
    fixed = lambda values: struct.pack(">4s4x3i", b"XYZ ", *(round(v * 65536) for v in values))
    name = "Banmian newsprint model (coldset, ISO 12647-3 figures)"
    tags = [
        (b"desc", text_description(name)),
        (b"cprt", struct.pack(">4s4x", b"text") + b"CC0 1.0: no rights reserved\0"),
        (b"wtpt", fixed(PAPER_XYZ)),
        (b"A2B0", a2b), (b"A2B1", None), (b"A2B2", None),
        (b"B2A0", b2a), (b"B2A1", None), (b"B2A2", None),
        (b"gamt", gamut),
    ]
    body, table, last = b"", [], None
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags:
        if data is not None:
            body += bytes(-len(body) % 4)
            last = (start + len(body), len(data))
            body += data
        table.append(struct.pack(">4sII", tag, *last))
    body += bytes(-len(body) % 4)
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s6H4s", size, b"\0\0\0\0", 0x02400000, b"prtr", b"CMYK", b"Lab ", 2024, 1, 1, 0, 0, 0, b"acsp")
    head += struct.pack(">4sI4s4sQI3i4s", b"\0\0\0\0", 0, b"\0\0\0\0", b"\0\0\0\0", 0, 1, *(round(v * 65536) for v in D50), b"\0\0\0\0")
    head += bytes(128 - len(head))
    with open(path, "wb") as file:
        file.write(head + struct.pack(">I", len(tags)) + b"".join(table) + body)
    print(f"{path}: {size} bytes, total ink at most {inks.sum(1).max() * 100:.0f} %")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "newsprint.icc")

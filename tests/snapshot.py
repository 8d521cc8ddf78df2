#!/usr/bin/env python3
"""Draws a snapshot with Typst's own compiler and compares it with the program's page: sizes, text, and what is seen.

snapshot.py FOLDER PAGE.pdf
"""
import collections
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import typst
from PIL import Image

folder, own = Path(sys.argv[1]), Path(sys.argv[2])
drawn = folder / "drawn.pdf"
drawn.write_bytes(typst.compile(str(folder / "main.typ"), root=str(folder), font_paths=[str(folder / "fonts")], ignore_system_fonts=True))


def characters(path):
    text = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout
    return collections.Counter(c for c in text if not c.isspace())


def pages(path):
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(["pdftoppm", "-r", "20", "-gray", path, f"{out}/p"], check=True)
        return [np.asarray(Image.open(page), float) for page in sorted(Path(out).iterdir())]


ours, theirs = pages(own), pages(drawn)
assert len(ours) == len(theirs), f"{len(theirs)} pages, the program makes {len(ours)}"
for number, (one, other) in enumerate(zip(ours, theirs), 1):
    # The bleed is seen or not.
    assert abs(one.shape[0] - other.shape[0]) < 8 and abs(one.shape[1] - other.shape[1]) < 8, f"page {number}: {one.shape} {other.shape}"
    top, left = (abs(one.shape[axis] - other.shape[axis]) // 2 for axis in (0, 1))
    larger, smaller = (one, other) if one.size >= other.size else (other, one)
    height, width = (min(one.shape[axis], other.shape[axis]) for axis in (0, 1))
    far = np.abs(larger[top:top + height, left:left + width] - smaller[:height, :width]).mean()
    assert far < 12, f"page {number} differs by {far:.1f} of 255"
wanted, found = characters(own), characters(drawn)
missing = sum((wanted - found).values())
assert missing <= 0.002 * sum(wanted.values()), f"{missing} characters are missing: {wanted - found}"
print(f"{folder.name}: {len(ours)} pages, {sum(wanted.values())} characters, {missing} missing")

#!/usr/bin/env python3
"""Looks at the plates of the line art that validate.sh puts into the left margin. Wants ghostscript, Pillow and numpy.

art.py FILE
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

PPI = 300
MM = PPI / 25.4
Image.MAX_IMAGE_PIXELS = None
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{PPI}", f"-sOutputFile={folder}/page.tif", sys.argv[1]], check=True)
    plates = {}
    for name in ("Cyan", "Magenta", "Yellow", "Black"):
        plate = Image.open(Path(folder) / f"page({name}).tif").convert("L")
        # The left margin's lower end; the bleed is 3 mm.
        left, top = round(6 * MM), round(480 * MM)
        plates[name] = 100 - np.asarray(plate.crop((left, top, round(21 * MM), plate.height)), float) / 2.55

black, magenta = plates["Black"], plates["Magenta"]
full = black > 99
assert full.sum() > 5000, f"{full.sum()} pixels of full black"
# Black is alone wherever it is full: in the code and in the nameplate.
for name in ("Cyan", "Magenta", "Yellow"):
    inside = plates[name][full]
    assert inside.max() < 1, f"{name} under full black: {inside.max():.0f} %"
# The code has no tones: all of its pixels are black or paper.
rows = np.flatnonzero(full.any(1))
code = black[rows[0] : rows[0] + round(12 * 21 / 29 * MM)]
tones = ((code > 1) & (code < 99)).mean()
assert tones < 0.01, f"{tones:.1%} of the code are tones"
# Red letters twice, the second through a soft mask onto paper.
red = magenta > 70
assert red.sum() > 1600, f"{red.sum()} pixels of red"
print(f"art: {Path(sys.argv[1]).name}: {full.sum()} pixels of black alone, {red.sum()} of red")

#!/usr/bin/env python3
"""Looks at the plates that ghostscript separates a file into. Wants ghostscript, poppler-utils, Pillow and numpy.

plates.py FILE TOTAL_INK [--marks]
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

PPI = 72
path, limit, marks = sys.argv[1], float(sys.argv[2]), "--marks" in sys.argv
Image.MAX_IMAGE_PIXELS = None
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", f"-r{PPI}", f"-sOutputFile={folder}/page.tif", path], check=True)
    plates = {}
    for name in ("Cyan", "Magenta", "Yellow", "Black"):
        plates[name] = 100 - np.asarray(Image.open(Path(folder) / f"page({name}).tif").convert("L"), float) / 2.55
    others = [file.name for file in Path(folder).glob("page(*).tif") if file.name[5:-5] not in plates]
    assert not others, f"plates that nobody asked for: {others}"
    words = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
info = subprocess.run(["pdfinfo", "-box", path], check=True, capture_output=True, text=True).stdout
box = {m[1]: [float(v) for v in m[2].split()] for m in re.finditer(r"^(\w+Box): +([\d. ]+)$", info, re.M)}
height = box["MediaBox"][3]
left, bottom, right, top = box["TrimBox"]
inside = (slice(round(height - top), round(height - bottom)), slice(round(left), round(right)))

# Body text: a word of the first paragraph, and what stands below it in its column.
word = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">初冬的清晨', words)
assert word, "the first paragraph is not there"
x, y = float(word[1]), float(word[2])
body = (slice(round(y), round(y + 90)), slice(round(x) - 16, round(x) + 98))
for name in ("Cyan", "Magenta", "Yellow"):
    assert plates[name][body].max() < 0.5, f"body text on the {name} plate: {plates[name][body].max():.1f} %"
assert plates["Black"][body].mean() > 5, "no body text on the black plate"

total = sum(plates.values())
side = round(15 / 25.4 * PPI)
page = total[inside]
sums = np.pad(page.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
square = (sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]) / side**2
# JPEG leaves a little noise above the limit in single pixels; on average there is none.
assert square.max() <= limit, f"total ink: {square.max():.0f} % on 15 mm square"
assert np.percentile(page, 99.99) <= limit + 8, f"total ink: {np.percentile(page, 99.99):.0f} %"

if marks:
    # The registration target above the page's middle, and the crop marks at the corners.
    middle = plates["Black"].shape[1] // 2
    for name, plate in plates.items():
        assert plate[10:32, middle - 12 : middle + 12].max() > 30, f"no registration target on the {name} plate"
        assert plate[0:30, round(left) - 2 : round(left) + 3].max() > 20, f"no crop mark on the {name} plate"
print(f"plates: {Path(path).name}: text on black alone, ink at most {square.max():.0f} % on 15 mm square")

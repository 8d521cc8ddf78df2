#!/usr/bin/env python3
"""Holds the plates that ghostscript separates drawings, gradients and tilings into against what they should have.
Wants ghostscript, Pillow and numpy.

drawings.py FOLDER [--self-test]

FOLDER holds drawings-*.pdf and, for each, lines of a drawing's name, a place (mm from the trim) and its inks (%).
"""
import ast
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

PPI = 288
BLEED_MM = 3
PLATES = ("Cyan", "Magenta", "Yellow", "Black", "Gold")
# Gradients and the edges of JPEG and eight bits.
OFF = 3.0


def plates(path):
    with tempfile.TemporaryDirectory() as folder:
        command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dOverprint=/simulate", "-sDEVICE=tiffsep", f"-r{PPI}"]
        subprocess.run([*command, f"-sOutputFile={folder}/page.tif", path], check=True)
        found = {}
        for file in Path(folder).glob("page(*).tif"):
            found[file.name[5:-5]] = 100 - np.asarray(Image.open(file).convert("L"), float) / 2.55
    return found


def faults(path, shift=0.0):
    found = plates(path)
    bad = [f"a plate that nobody asked for: {name}" for name in found if name not in PLATES]
    count = 0
    for line in Path(path).with_suffix(".tsv").read_text().splitlines():
        name, x, y, inks = line.split("\t")
        x, y = (round((float(value) + BLEED_MM) / 25.4 * PPI) for value in (x, y))
        there = [float(found[plate][y - 1 : y + 2, x - 1 : x + 2].mean()) if plate in found else 0.0 for plate in PLATES]
        wanted = [value + shift for value in ast.literal_eval(inks)]
        count += 1
        if max(abs(one - other) for one, other in zip(there, wanted)) > OFF:
            bad.append(f"{name}: {[round(v) for v in there]} in place of {[round(v) for v in wanted]}")
    return bad, count


folder = Path(sys.argv[1])
files = sorted(folder.glob("drawings-*.pdf"))
assert len(files) == 4, files
for file in files:
    bad, count = faults(file)
    assert not bad, f"{file.name}:\n  " + "\n  ".join(bad)
    assert count > 25, count
    if "--self-test" in sys.argv:
        assert len(faults(file, shift=5.0)[0]) == count, "the check does not see what is wrong"
    print(f"drawings: {file.name}: {count} places as they should be")

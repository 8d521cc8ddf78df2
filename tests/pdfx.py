#!/usr/bin/env python3
"""Checks the clauses of PDF/X on a file, from outside the program that made it. Wants pikepdf.

pdfx.py FILE x4|x1a [--marks]    exit 0 when every clause is met; else says which are not
pdfx.py --self-test FILE         breaks a good PDF/X-4 file in every way it knows, and fails when a break is not seen
"""
import io
import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

INKS = {"/DeviceCMYK", "/Separation", "/DeviceN", "/Pattern", "/Indexed"}


def check(pdf, version, marks):
    faults = []

    def fault(ok, clause):
        if not ok:
            faults.append(clause)

    x4 = version == "x4"
    fault(pdf.pdf_version == ("1.6" if x4 else "1.4"), "version")
    fault("/ID" in pdf.trailer, "trailer ID")
    fault("/Encrypt" not in pdf.trailer, "no encryption")
    info = pdf.trailer.get("/Info", Dictionary())
    for key in ("/Title", "/CreationDate", "/ModDate", "/Trapped"):
        fault(key in info, f"Info {key}")
    fault(info.get("/Trapped") in (Name.True_, Name("/False")), "Trapped is a name")
    xmp = bytes(pdf.Root.Metadata.read_bytes()).decode() if "/Metadata" in pdf.Root else ""
    if x4:
        fault("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp, "XMP identification")
    else:
        fault(str(info.get("/GTS_PDFXVersion")) == "PDF/X-1a:2003", "Info identification")
        fault(str(info.get("/GTS_PDFXConformance")) == "PDF/X-1a:2003", "Info conformance")
    for tag in ("dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID",
                "xmpMM:RenditionClass", "pdf:Trapped"):
        fault(f"<{tag}>" in xmp, f"XMP {tag}")
    # The file's ID and its metadata say the same of document and file; the version is a mark.
    tag = lambda name: (re.search(f"<{name}>([^<]*)<", xmp) or [None, ""])[1]
    ids = [bytes(part).hex() for part in pdf.trailer.get("/ID", [])]
    for part, name in zip(ids, ("xmpMM:DocumentID", "xmpMM:InstanceID")):
        fault(tag(name).removeprefix("uuid:").replace("-", "") == part, f"trailer ID and {name} agree")
    fault(len(ids) == 2 and ids[0] != ids[1], "document and file have IDs of their own")
    fault(re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", tag("xmpMM:VersionID")), "VersionID is a mark")
    fault(str(info.get("/Title", "?")) in xmp, "XMP and Info agree on the title")
    date = re.search(r"<xmp:CreateDate>([^<]*)<", xmp)
    digits = lambda text: re.sub(r"\D", "", str(text))[:14]
    fault(date and digits(date[1]) == digits(info.get("/CreationDate", "")), "XMP and Info agree on the date")

    intents = pdf.Root.get("/OutputIntents", Array())
    fault(len(intents) == 1, "one output intent")
    for intent in intents:
        fault(intent.get("/S") == Name("/GTS_PDFX"), "output intent's kind")
        for key in ("/OutputConditionIdentifier", "/OutputCondition", "/Info", "/RegistryName"):
            fault(key in intent, f"output intent {key}")
        condition, registry = str(intent.get("/OutputConditionIdentifier", "")), str(intent.get("/RegistryName", ""))
        fault(condition, "output condition has a name")
        fault((condition == "Custom") == (registry == ""), "a registered condition names its registry")
        profile = intent.get("/DestOutputProfile")
        data = profile.read_bytes() if profile is not None else b""
        fault(data[12:16] == b"prtr" and data[16:20] == b"CMYK", "profile of a CMYK press")
        fault(profile is not None and profile.get("/N") == 4, "profile N")
        fault(x4 or data[8:9] == b"\x02", "profile of version 2")
    for key in ("/AcroForm", "/OpenAction", "/AA", "/OCProperties", "/Names"):
        fault(key not in pdf.Root, f"no {key}")

    for page in pdf.pages:
        box = {key: [float(v) for v in page.obj[key]] for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox") if key in page.obj}
        fault(len(box) == 4, "four boxes")
        inside = lambda a, b: all((a[0] >= b[0] - 0.01, a[1] >= b[1] - 0.01, a[2] <= b[2] + 0.01, a[3] <= b[3] + 0.01))
        if len(box) == 4:
            fault(inside(box["/TrimBox"], box["/BleedBox"]), "trim in bleed")
            fault(inside(box["/BleedBox"], box["/CropBox"]), "bleed in crop")
            fault(box["/CropBox"] == box["/MediaBox"], "crop is media")
            fault(marks == (box["/BleedBox"][0] > 1), "room for marks")
            fault(abs(box["/TrimBox"][0] - box["/BleedBox"][0] - 3 * 72 / 25.4) < 0.02, "bleed of 3 mm")
        fault("/ArtBox" not in page.obj and "/UserUnit" not in page.obj, "no ArtBox or UserUnit")
        fault("/Annots" not in page.obj, "no annotations")

    def everything(thing):
        """An object with all that is written inside it; what it only refers to is an object of its own."""
        yield thing
        items = [v for _, v in thing.items()] if isinstance(thing, (Dictionary, Stream)) else list(thing)
        for item in items:
            if isinstance(item, (Dictionary, Array)) and not item.is_indirect:
                yield from everything(item)

    # What soft masks PDF/X-4 has are grey; they are no pictures.
    masks = {thing.SMask.objgen for thing in pdf.objects if isinstance(thing, Stream) and "/SMask" in thing} if x4 else set()
    containers = [thing for thing in pdf.objects if isinstance(thing, (Dictionary, Stream, Array))]
    for thing in (inner for outer in containers for inner in everything(outer)):
        if not isinstance(thing, (Dictionary, Stream)):
            continue
        kind, sub = thing.get("/Type"), thing.get("/Subtype")
        if kind == Name.FontDescriptor:
            fault(any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3")), "fonts embedded")
        if sub == Name.Image:
            space = thing.get("/ColorSpace")
            inks = space[1] if isinstance(space, Array) and space[0] == Name.Indexed else space
            grey_mask = thing.objgen in masks and space == Name.DeviceGray
            fault(inks == Name.DeviceCMYK or grey_mask, "pictures in DeviceCMYK")
            soft = x4 and "/SMask" in thing and thing.SMask.get("/ColorSpace") == Name.DeviceGray
            fault("/Mask" not in thing and (soft or "/SMask" not in thing), "no masks")
        filters = thing.get("/Filter")
        names = {str(f) for f in filters} if isinstance(filters, Array) else {str(filters)}
        fault(not names & {"/LZWDecode", "/Crypt"}, "no LZW or Crypt")
        fault(x4 or not names & {"/JPXDecode", "/JBIG2Decode"}, "no JPX or JBIG2")
        if kind == Name.ExtGState or any(key in thing for key in ("/ca", "/CA", "/OPM")):
            for key in ("/ca", "/CA"):
                blends = x4 and all(page.obj.get("/Group", {}).get("/CS") == Name.DeviceCMYK for page in pdf.pages)
                fault(blends or key not in thing or float(thing[key]) == 1, "opacity only blends in DeviceCMYK")
            fault(thing.get("/BM", Name.Normal) in (Name.Normal, Name.Compatible), "no blend modes")
            fault(thing.get("/SMask", Name.None_) == Name.None_, "no soft masks")
            if thing.get("/op") or thing.get("/OP"):
                fault(thing.get("/OPM") == 1, "overprint mode 1")
        if sub == Name.Form:
            fault("/Group" not in thing, "no groups")
        for space in (thing.get("/ColorSpace"), ):
            if isinstance(space, Dictionary):
                for _, value in space.items():
                    name = str(value[0]) if isinstance(value, Array) else str(value)
                    fault(name in INKS, f"colour space {name}")
        if "/ShadingType" in thing:
            space = thing["/ColorSpace"]
            fault(str(space[0] if isinstance(space, Array) else space) in INKS, "shadings in inks")

    for page in pdf.pages:
        inks, overprint, stack, size = None, False, [], 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "q":
                stack.append((inks, overprint))
            elif name == "Q":
                inks, overprint = stack.pop()
            elif name in ("rg", "RG", "g", "G"):
                fault(False, "colours in inks")
            elif name == "k":
                inks = [float(v) for v in operands]
            elif name in ("sc", "scn"):
                inks = None
            elif name == "gs":
                state = page.Resources.ExtGState[str(operands[0])]
                overprint = bool(state.get("/op", overprint))
            elif name == "Tf":
                size = float(operands[1])
            elif name in ("Tj", "TJ"):
                if inks == [0, 0, 0, 1] and size < 12:
                    fault(overprint, "small black text overprints")
                elif inks is not None and sum(inks) == 0:
                    fault(not overprint, "white never overprints")
                if inks is not None and inks[3] > 0.99 and size < 12:
                    fault(inks[:3] == [0, 0, 0], "small black text in one ink")
    return sorted(set(faults))


def self_test(path):
    good = open(path, "rb").read()

    def spoil(change):
        pdf = pikepdf.open(io.BytesIO(good))
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False, deterministic_id=True, force_version=getattr(change, "version", "1.6"))
        return pikepdf.open(io.BytesIO(out.getvalue()))

    first = lambda pdf, sub: next(o for o in pdf.objects if isinstance(o, Stream) and o.get("/Subtype") == sub)

    def cut(pdf):
        page = pdf.pages[0].obj
        page.TrimBox = Array([-5, -5, 2000, 2000])

    def white_box(pdf):
        pdf.pages[0].contents_add(Stream(pdf, b"1 0 0 rg 0 0 10 10 re f"))

    def drop_overprint(pdf):
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/OPM" in thing:
                thing.op = False
                thing.OP = False

    def drop_font(pdf):
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and thing.get("/Type") == Name.FontDescriptor:
                for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                    if key in thing:
                        del thing[key]
                return

    def wrong_profile(pdf):
        intent = pdf.Root.OutputIntents[0]
        data = bytearray(intent.DestOutputProfile.read_bytes())
        data[12:16] = b"mntr"
        intent.DestOutputProfile.write(bytes(data))

    def metadata(change):
        def spoil_metadata(pdf):
            text = pdf.Root.Metadata.read_bytes().decode()
            pdf.Root.Metadata = pdf.make_stream(change(text).encode())
        return spoil_metadata

    same_version = metadata(lambda text: re.sub(r"<xmpMM:VersionID>[^<]*", "<xmpMM:VersionID>1", text))
    another_document = metadata(lambda text: re.sub(r"(<xmpMM:DocumentID>uuid:)........", r"\g<1>00000000", text))

    breaks = [
        (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "one output intent"),
        (lambda pdf: pdf.Root.OutputIntents[0].__setitem__("/S", Name("/GTS_PDFA1")), "output intent's kind"),
        (wrong_profile, "profile of a CMYK press"),
        (lambda pdf: pdf.trailer.Info.__delitem__("/Trapped"), "Info /Trapped"),
        (lambda pdf: pdf.trailer.Info.__setitem__("/Title", String("another")), "XMP and Info agree on the title"),
        (lambda pdf: pdf.Root.__delitem__("/Metadata"), "XMP identification"),
        (lambda pdf: pdf.Root.OutputIntents[0].__setitem__("/OutputConditionIdentifier", String("FOGRA39")), "a registered condition names its registry"),
        (lambda pdf: pdf.Root.OutputIntents[0].__setitem__("/OutputConditionIdentifier", String("")), "output condition has a name"),
        (same_version, "VersionID is a mark"),
        (another_document, "trailer ID and xmpMM:DocumentID agree"),
        (lambda pdf: pdf.pages[0].obj.__delitem__("/TrimBox"), "four boxes"),
        (cut, "trim in bleed"),
        (lambda pdf: pdf.pages[0].obj.__setitem__("/Annots", Array()), "no annotations"),
        (lambda pdf: pdf.Root.__setitem__("/OpenAction", Array()), "no /OpenAction"),
        (lambda pdf: first(pdf, Name.Image).__setitem__("/ColorSpace", Name.DeviceRGB), "pictures in DeviceCMYK"),
        (lambda pdf: first(pdf, Name.Image).__setitem__("/SMask", first(pdf, Name.Image)), "no masks"),
        (white_box, "colours in inks"),
        (drop_overprint, "small black text overprints"),
        (drop_font, "fonts embedded"),
        (lambda pdf: pdf.pages[0].Resources.ExtGState.__setitem__("/X", Dictionary(Type=Name.ExtGState, ca=0.5)), "opacity only blends in DeviceCMYK"),
    ]
    assert check(pikepdf.open(path), "x4", False) == [], check(pikepdf.open(path), "x4", False)
    for change, clause in breaks:
        found = check(spoil(change), "x4", False)
        assert clause in found, f"a break was not seen: {clause}; found {found}"
    print(f"pdfx: {len(breaks)} breaks seen")


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        self_test(sys.argv[2])
    else:
        found = check(pikepdf.open(sys.argv[1]), sys.argv[2], "--marks" in sys.argv)
        for clause in found:
            print(f"{sys.argv[1]}: not met: {clause}", file=sys.stderr)
        sys.exit(bool(found))

#!/usr/bin/env python3
"""Makes 履职报告.docx and 数据.xlsx: the sample county's report as an office has it, without styles, its figures as a table.

Run it in this folder: python3 make.py. The same report gives the same bytes.
"""
import json
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
REPORT = json.loads((HERE / "../../data/jingyuan/2024/report.json").read_text(encoding="utf-8"))
METRICS = {metric["id"]: metric for metric in REPORT["metrics"]}
PHOTOS = {photo["id"]: photo for photo in REPORT["photos"]}
NUMBERS = "一二三四五六七八九十"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def printed(text):
    """A text as it is printed: figures in place, no marks."""
    def figure(found):
        name, _, only = found.group(1).partition(".")
        metric = METRICS[name]
        return f"{metric['value']}{'' if only else metric.get('unit', '')}"
    text = re.sub(r"\{([a-z][a-z0-9.-]*)\}", figure, text)
    return re.sub(r"\*\*|__|\^\^", "", text)


def paragraph(text, face, size, bold=False, centred=False, indent=True):
    """A paragraph with direct formatting, as most offices write."""
    look = f'<w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="{face}"/>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    place = '<w:jc w:val="center"/>' if centred else ('<w:ind w:firstLineChars="200"/>' if indent else "")
    return f'<w:p><w:pPr>{place}</w:pPr><w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def archive(name, files):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as out:
        for path, text in files.items():
            out.writestr(zipfile.ZipInfo(path, (2025, 1, 10, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text,
                         compress_type=zipfile.ZIP_DEFLATED)


def document():
    head = REPORT["headline"]
    out = [paragraph(head["kicker"], "楷体", 32, centred=True)]
    out += [paragraph(line, "方正小标宋简体", 44, centred=True) for line in head["title"]]
    out += [paragraph(head["subtitle"], "楷体", 32, centred=True), paragraph(head["byline"], "楷体", 28, centred=True)]
    body = lambda text: paragraph(printed(text), "仿宋_GB2312", 32)
    out += [body(text) for text in REPORT["lead"]]
    number = 0
    for index, section in enumerate(REPORT["sections"]):
        out.append(paragraph(f"{NUMBERS[index]}、" + "　".join(section["heading"]), "黑体", 32))
        out += [body(text) for text in section["body"] if isinstance(text, str)]
        for name in section.get("photos", []):
            number += 1
            photo = PHOTOS[name]
            credit = f"（{photo['credit']}）" if photo.get("credit") else ""
            out.append(paragraph(f"图{number}　{photo['caption']}{credit}", "楷体", 28, centred=True))
    out.append(paragraph(REPORT["credits"], "楷体", 28, indent=False))
    return f'<w:document {W}><w:body>{"".join(out)}</w:body></w:document>'


def sheet():
    years = sorted({point["year"] for metric in METRICS.values() for point in metric.get("series", [])})
    rows = [["指标", "数值", "单位", "上年"] + [f"{year}年" for year in years]]
    for metric in METRICS.values():
        series = {point["year"]: point["value"] for point in metric.get("series", [])}
        rows.append([metric["label"], metric["value"], metric.get("unit", ""), metric.get("previous", "")]
                    + [series.get(year, "") for year in years])
    def cell(value, place):
        if value == "":
            return ""
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f'<c r="{place}"><v>{value}</v></c>'
    lines = [f'<row r="{r}">' + "".join(cell(value, f"{chr(65 + c)}{r}") for c, value in enumerate(row)) + "</row>"
             for r, row in enumerate(rows, 1)]
    return ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + "".join(lines) + "</sheetData></worksheet>")


def relations(target, kind):
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
            f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>')


def types(path, kind):
    return ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            + "".join(f'<Override PartName="/{p}" ContentType="application/vnd.openxmlformats-officedocument.{k}+xml"/>'
                      for p, k in zip(path, kind)) + "</Types>")


archive("履职报告.docx", {
    "[Content_Types].xml": types(["word/document.xml"], ["wordprocessingml.document.main"]),
    "_rels/.rels": relations("word/document.xml", "officeDocument"),
    "word/document.xml": document(),
})
archive("数据.xlsx", {
    "[Content_Types].xml": types(["xl/workbook.xml", "xl/worksheets/sheet1.xml"],
                                 ["spreadsheetml.sheet.main", "spreadsheetml.worksheet"]),
    "_rels/.rels": relations("xl/workbook.xml", "officeDocument"),
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                       'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
                       '<sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": relations("worksheets/sheet1.xml", "worksheet"),
    "xl/worksheets/sheet1.xml": sheet(),
})

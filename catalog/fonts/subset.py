"""Makes the font files of this folder: python3 subset.py NOTO-CJK-FOLDER DEJAVU-FOLDER. Needs fonttools and brotli."""

import sys
from pathlib import Path

import brotli
from fontTools import subset
from fontTools.ttLib import TTFont


def block(first, last):
    return {chr(point) for point in range(first, last + 1)}


def decoded(codec, leads, trails):
    pairs = (bytes([lead, trail]) for lead in leads for trail in trails)
    return {char for pair in pairs for char in pair.decode(codec, "ignore")}


GB2312 = decoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
GBK = decoded("gbk", range(0x81, 0xFF), range(0x40, 0xFF))
ASCII = block(0x20, 0x7E)
# Everything that a heading is likely to say.
USUAL = ASCII | GB2312 | block(0xA0, 0xFF) | block(0x2460, 0x2473) | block(0xFF00, 0xFF5E) | set("—…·㎡℃≥≤□☑√×〔〕")
# Everything that a name is likely to say: all hanzi of the font, symbols, Greek, Cyrillic, kana.
ALL = USUAL | GBK | block(0x3400, 0x4DBF) | block(0x4E00, 0x9FFF) | block(0x20000, 0x323AF)
for first, last in [
    (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x2000, 0x23FF), (0x2460, 0x27BF), (0x2E80, 0x312F),
    (0x3200, 0x33FF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF),
]:
    ALL |= block(first, last)

# The face of simplified Chinese is the third of each collection.
NOTO, DEJAVU = map(Path, sys.argv[1:])
FACES = [
    (TTFont(NOTO / "NotoSerifCJK-Regular.ttc", fontNumber=2, recalcTimestamp=False), "serif.otf.br", ALL),
    (TTFont(NOTO / "NotoSerifCJK-Bold.ttc", fontNumber=2, recalcTimestamp=False), "serif-bold.otf.br", USUAL),
    (TTFont(NOTO / "NotoSansCJK-Regular.ttc", fontNumber=2, recalcTimestamp=False), "sans.otf.br", USUAL),
    (TTFont(DEJAVU / "DejaVuSans.ttf", recalcTimestamp=False), "signs.ttf.br", ALL),
]
# What the first has, the last need not.
WHOLE = {chr(point) for point in FACES[0][0].getBestCmap()}

for font, target, chars in FACES:
    options = subset.Options(
        layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    options.drop_tables += ["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx", "GDEF", "kern", "FFTM"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(chars - WHOLE if target.startswith("signs") else chars)))
    subsetter.subset(font)
    whole = Path(target).with_suffix("")
    font.save(whole)
    Path(target).write_bytes(brotli.compress(whole.read_bytes(), quality=11, lgwin=24))
    print(target, len(font.getBestCmap()), whole.stat().st_size, Path(target).stat().st_size)
    whole.unlink()

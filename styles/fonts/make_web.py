"""Make web/*.woff2, the subsets that the HTML carries inside, from the faces beside this file.

Run it when a face changes: python styles/fonts/make_web.py (needs fonttools and brotli).
"Source" is a reserved font name: a subset is a modified version and gets another one.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x218, 0x219, 0x21A, 0x21B]
SIGNS = [ord(c) for c in "‐‑–—‘’‚“”„†•…‰′″‹›⁄€₽№™←↑→↓−≈≠≤≥⅓⅔¼½¾"]
FEATURES = ["kern", "liga", "locl", "mark", "mkmk", "ccmp"]


def renamed(file: str) -> str:
    return file.replace("SourceSerif4", "BriefSerif").replace("SourceSans3", "BriefSans")


def subset(path: Path) -> None:
    font = TTFont(path)
    names = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options = Options(layout_features=FEATURES, hinting=False, name_IDs=names, notdef_outline=True)
    worker = Subsetter(options)
    worker.populate(unicodes=LETTERS + SIGNS)
    worker.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = renamed(path.stem) if record.nameID != 1 else renamed(path.stem).split("-")[0]
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(HERE / "web" / f"{renamed(path.stem)}.woff2")


if __name__ == "__main__":
    (HERE / "web").mkdir(exist_ok=True)
    for path in sorted(HERE.glob("*.ttf")):
        subset(path)

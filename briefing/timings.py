"""What each stage takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

Timings = dict[str, tuple[float, float]]
"""Stage to wall and CPU seconds."""


@contextmanager
def timed(timings: Timings | None, stage: str) -> Iterator[None]:
    """Adds to ``timings`` what the block takes, if it ends in an error too."""
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        if timings is not None:
            before = timings.get(stage, (0.0, 0.0))
            timings[stage] = (before[0] + time.perf_counter() - wall, before[1] + time.process_time() - cpu)

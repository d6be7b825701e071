"""Names for the numpy arrays that pass between the modules of the pipeline."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Weights = dict[str, NDArray[Any]]
"""Parameter name to array, as stored: int8 with its scales under ``name.scale``, float16 or float32."""

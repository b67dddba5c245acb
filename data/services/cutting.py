"""Where a table of a file's rows is cut from the ones that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pyarrow import compute

if TYPE_CHECKING:
    import pyarrow as pa


def end_of(rows: pa.Table, together: int | None) -> int:
    """The number of rows up to which the last text of a column does not begin yet.

    What stands together stays together; where all rows have one text, or no column is named, all.
    """
    if together is None:
        return int(rows.num_rows)
    texts = rows[str(together)]
    others = np.flatnonzero(compute.not_equal(texts, texts[-1]).to_numpy())
    return int(others[-1]) + 1 if len(others) else int(rows.num_rows)

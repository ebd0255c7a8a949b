"""Rows come back from columns as they were."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gridward.field.sync.columns import by_columns, by_rows

_VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=3)
    | st.lists(st.text(max_size=2), max_size=2)
)
_INNER = st.fixed_dictionaries({"at": _VALUES, "by": _VALUES})
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.integers(),
            "mixed": _VALUES | _INNER,
            "tags": st.lists(_VALUES),
            "inner": st.lists(_INNER, max_size=3),
        }
    ),
    max_size=5,
)


@given(_ROWS)
def test_rows_come_back_as_they_were(rows: list[dict[str, object]]) -> None:
    assert by_rows(json.loads(json.dumps(by_columns(rows)))) == rows

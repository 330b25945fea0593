"""What prepkit teaches, as tables."""

from __future__ import annotations

import pytest

from prepkit.content.handbook import TOPICS, look_up
from prepkit.errors import UsageError


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_a_table_with_its_source(topic: str) -> None:
    """Every topic can be looked up whole, has rows, and says where each entry is from."""
    table = look_up(topic)

    assert len(table) > 0
    assert (table["source"] != "").all()


def test_columns_and_filter() -> None:
    """Columns come in the order asked for, and only the entries that match."""
    table = look_up("principles", "name", "tier", tier="A")

    assert list(table.columns) == ["name", "tier"]
    assert set(table["tier"]) == {"A"}
    assert "Customer Obsession" in set(table["name"])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: look_up("principle"), 'did you mean "principles"'),
        (lambda: look_up("principles", "names"), 'did you mean "name"'),
        (lambda: look_up("principles", tiers="A"), 'did you mean "tier"'),
    ],
)
def test_unknown_names_get_a_suggestion(call: object, says: str) -> None:
    """A topic or field that does not exist is one line with the nearest name."""
    with pytest.raises(UsageError, match=says):
        call()  # type: ignore[operator]

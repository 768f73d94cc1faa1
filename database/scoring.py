"""What ratings come to, in SQL: whoever sorts by it must say it as the index of the best rated does."""

UNRATED = 4.0
"""Stars."""

DOUBT = 3
"""A rating starts from so many imagined ones of four stars, so that a single five is not best."""


def score_in_sql(table: str = "") -> str:
    """Of a location; the table's name comes with its dot."""
    return (
        f"({table}rating_sum + CAST({UNRATED * DOUBT} AS FLOAT8))"
        f" / ({table}rating_count + CAST({1.0 * DOUBT} AS FLOAT8))"
    )

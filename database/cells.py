"""Cells of CSV files that people open in a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula stays a text."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text

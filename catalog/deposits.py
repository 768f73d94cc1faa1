"""What one person pays ahead of a price, where its merchant asks for a deposit."""


def deposit_of(price: int, percent: int | None, amount: int | None) -> int:
    """In minor units: a part of the price, rounded up, or an amount; never more than the price."""
    if percent is not None:
        return -(-price * percent // 100)
    return min(price, amount or 0)

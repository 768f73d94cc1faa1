"""What a worker says when a message's time has not come: nothing failed, and it is not given up."""

from datetime import timedelta


class Postponed(Exception):
    """To be tried again after the delay."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__(delay)
        self.delay = delay

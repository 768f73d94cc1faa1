"""What a queue refuses, each carrying the objects that a sentence about it needs."""

from database.errors import Refusal


class QueueClosed(Refusal):
    """The place gives out no numbers now, or has no queue."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class PartySize(Refusal):
    """Nobody, or more than one number is for."""

    def __init__(self, location_id: int, party: int, most: int) -> None:
        super().__init__(location_id, party, most)
        self.location_id = location_id
        self.party = party
        self.most = most


class TooManyNumbers(Refusal):
    """The guest waits in as many places as one may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TicketUnknown(Refusal):
    """There is no such ticket, or it is somebody else's."""

    def __init__(self, ticket_id: int) -> None:
        super().__init__(ticket_id)
        self.ticket_id = ticket_id


class TicketMoved(Refusal):
    """The ticket is past the state in which this could be done."""

    def __init__(self, ticket_id: int, location_id: int, state: str) -> None:
        super().__init__(ticket_id, location_id, state)
        self.ticket_id = ticket_id
        self.location_id = location_id
        self.state = state


class ComeBackTooLate(Refusal):
    """Who was skipped comes back too late, or into another session."""

    def __init__(self, ticket_id: int, location_id: int) -> None:
        super().__init__(ticket_id, location_id)
        self.ticket_id = ticket_id
        self.location_id = location_id


class GraceUnfit(Refusal):
    """So many minutes are no time to come in."""

    def __init__(self, location_id: int, minutes: int, least: int, most: int) -> None:
        super().__init__(location_id, minutes, least, most)
        self.location_id = location_id
        self.minutes = minutes
        self.least = least
        self.most = most


class LinesUnfit(Refusal):
    """Lines are of growing parties, and not many."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id

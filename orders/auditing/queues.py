"""Queues: a guest has one number at a place, of the session that runs there, and times in their order."""

from types import MappingProxyType

SKEW = 60 * 1_000_000
"""Microseconds by which the clocks of two programs may differ."""

INVARIANTS = MappingProxyType(
    {
        "two numbers of one guest at one place": """
            SELECT guest_id AS guest, location_id AS location, COUNT(*) AS tickets
            FROM queue_tickets
            WHERE guest_id IS NOT NULL AND state IN ('waiting', 'called')
            GROUP BY guest_id, location_id HAVING COUNT(*) > 1""",
        "a number that its queue has not given out": """
            SELECT t.id AS ticket, t.number FROM queue_tickets t
            JOIN queues q ON q.location_id = t.location_id
            WHERE t.number < 1 OR q.session_at IS NULL OR t.session_at > q.session_at
                OR (t.session_at = q.session_at AND t.number > q.last_number)""",
        "somebody waits for a call in a session that is over": """
            SELECT t.id AS ticket, t.state FROM queue_tickets t
            JOIN queues q ON q.location_id = t.location_id
            WHERE t.state IN ('waiting', 'called', 'skipped') AND t.session_at < q.session_at""",
        "a ticket that was called, or has ended, otherwise than its state says": """
            SELECT id AS ticket, state FROM queue_tickets
            WHERE (state IN ('waiting', 'called')) <> (ended_at IS NULL)
                OR (state = 'waiting' AND called_at IS NOT NULL)
                OR (state IN ('called', 'seated', 'skipped') AND (called_at IS NULL OR calls = 0))
                OR (called_at IS NOT NULL AND calls = 0)""",
        "a place in a line that nobody was given": """
            SELECT id AS ticket, number, position FROM queue_tickets
            WHERE position < 1 OR (calls = 0 AND position <> number)""",
        "a ticket whose times are out of order": f"""
            SELECT id AS ticket FROM queue_tickets
            WHERE taken_at < session_at - {SKEW} OR called_at < taken_at - {SKEW}
                OR ended_at < COALESCE(called_at, taken_at) - {SKEW}""",
    }
)

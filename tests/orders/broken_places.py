"""What breaks each rule of seats, stock, kitchens, tables, visits and lines that people wait in."""

from types import MappingProxyType

PROPOSED = (
    "INSERT INTO orders (guest_id, merchant_id, location_id, service_id, slot_id, resource_id,"
    " starts_at, ends_at, occupied_from, occupied_until, seats, total, currency,"
    " title, uses, terms, state, held_until, note, created_at, proposed_for)"
    " SELECT guest_id, merchant_id, location_id, service_id, slot_id, resource_id,"
    " starts_at, ends_at, occupied_from, occupied_until, seats, 0, currency,"
    " title, uses, terms, '{}', 1, '', created_at, id FROM orders WHERE id = {}"
)

COLLECTED = (
    "INSERT INTO collection_windows (location_id, starts_at, capacity, held, booked)"
    " SELECT location_id, starts_at, {}, {}, {} FROM orders WHERE id = :ordered"
)

BROKEN = MappingProxyType(
    {
        "slot counters differ from a recount": "UPDATE slots SET held = held + 1",
        "more seats taken than a slot has": "UPDATE slots SET booked = capacity + 1",
        "a booked start without its slot": "UPDATE orders SET slot_id = NULL WHERE id = :live",
        "a slot or resource without a start": (
            "UPDATE orders SET ends_at = starts_at WHERE id = :live"
        ),
        "a resource in two places at once": (
            "UPDATE orders SET occupied_until = occupied_until + 3600000000 WHERE id = :chair"
        ),
        "visits of one resource with no time for the way between them": (
            "UPDATE order_addresses SET latitude = latitude + 1 WHERE order_id = :visit"
        ),
        "a visit to nowhere, or an address of what is had elsewhere": (
            "DELETE FROM order_addresses WHERE order_id = :visit"
        ),
        "somebody else than the guest chose": (
            "INSERT INTO resources (location_id, name)"
            " SELECT location_id, 'Otso' FROM resources; UPDATE orders"
            " SET chosen_resource_id = (SELECT MAX(id) FROM resources) WHERE id = :chair"
        ),
        "more seats taken than a resource has": (
            "UPDATE orders SET starts_at = (SELECT starts_at FROM orders WHERE id = :chair)"
            " WHERE id = :chair + 1"
        ),
        "a time kept for the move of what can't move": PROPOSED.format("held", ":redeemed"),
        "a time kept for a move that became an order": PROPOSED.format("held", ":live")
        + "; UPDATE orders SET total = seats WHERE proposed_for IS NOT NULL",
        "stock or kitchen counters differ from a recount": "UPDATE stock_days SET held = held + 1",
        "more taken of a day's stock or of a kitchen than there is": (
            "UPDATE kitchen_windows SET booked = capacity + 1"
        ),
        "counters of collections differ from a recount": COLLECTED.format(1, 1, 0),
        "more collected in ten minutes than a place can": COLLECTED.format(1, 0, 2),
        "a collection that its order does not wait for": COLLECTED.format(2, 0, 2)
        + "; UPDATE order_claims SET kind = 'collection', window_id = NULL, quantity = 2,"
        " collection_id = (SELECT MAX(id) FROM collection_windows)"
        " WHERE kind = 'kitchen' AND order_id = :ordered",
        "an order from a menu without its kitchen's time, or a cart that takes something": (
            "UPDATE order_claims SET order_id = :cart WHERE kind = 'kitchen' AND order_id = :ordered"
        ),
        "an order that is had before the time that its guest chose": (
            "UPDATE orders SET pickup_at = starts_at + 1 WHERE id = :ordered"
        ),
        "a claim of what its order is not of": (
            "UPDATE order_claims SET quantity = quantity + 1 WHERE kind = 'stock'"
        ),
        "a line that gave back more than it cost": (
            "UPDATE order_lines SET quantity = 1, amount = unit_price * 1"
            " WHERE order_id = :ordered AND quantity = 4"
        ),
        "a line's money that its refund does not know": (
            "UPDATE refunds SET amount = amount + 1 WHERE order_id = :ordered"
        ),
        "something taken instead that is not in its order, or not at its price": (
            "UPDATE line_replacements SET new_position = position WHERE state = 'accepted'"
        ),
        "a question about something else that nobody waits for": (
            "UPDATE line_replacements SET state = 'open', until = 1, new_position = NULL,"
            " refund_id = NULL WHERE state = 'accepted'"
        ),
        "a cart with a start, money or a code": "UPDATE orders SET starts_at = 1 WHERE id = :cart",
        "a line of a table in two orders": (
            "UPDATE order_lines SET taken_from = :cart WHERE order_id IN (:treated, :ordered)"
        ),
        "a line that its guest pays for beside whoever took it over": (
            "UPDATE orders SET state = 'held' WHERE id = :taken"
        ),
        "an order at a table of another place": (
            "UPDATE dining_tables SET location_id = (SELECT MIN(id) FROM locations)"
        ),
        "somebody sits at a place whose staff sent them away": (
            "INSERT INTO sitting_removals (guest_id, location_id, removed_by, removed_at)"
            " SELECT g.guest_id, s.location_id, g.guest_id, g.joined_at FROM sitting_guests g"
            " JOIN sittings s ON s.id = g.sitting_id"
        ),
        "somebody sits, or pays, where the table was freed": (
            "UPDATE sittings SET ended_at = opened_at"
        ),
        "an offer to whoever waited that is not what they waited for": (
            "INSERT INTO waitlist"
            " (guest_id, service_id, starts_at, seats, state, joined_at, order_id)"
            " SELECT guest_id, service_id, starts_at + 1, seats, 'offered', 1, id"
            " FROM orders WHERE state = 'held'"
        ),
        "a wait that keeps an address which it does not need": (
            "INSERT INTO waitlist"
            " (guest_id, service_id, starts_at, seats, state, joined_at, address)"
            " SELECT guest_id, service_id, starts_at + 1, seats, 'left', 1, 'Kylätie 12'"
            " FROM orders WHERE state = 'held'"
        ),
        "two numbers of one guest at one place": (
            "INSERT INTO queue_tickets (location_id, session_at, number, line, label, guest_id,"
            " name, party, state, ahead, taken_at, position, calls)"
            " SELECT location_id, session_at + 1, number, line, label, guest_id,"
            " name, party, state, ahead, taken_at, position, calls"
            " FROM queue_tickets WHERE state = 'waiting' AND guest_id IS NOT NULL"
        ),
        "a number that its queue has not given out": "UPDATE queues SET last_number = 1",
        "somebody waits for a call in a session that is over": (
            "UPDATE queues SET session_at = session_at + 1"
        ),
        "a ticket that was called, or has ended, otherwise than its state says": (
            "UPDATE queue_tickets SET ended_at = NULL WHERE state = 'seated'"
        ),
        "a place in a line that nobody was given": (
            "UPDATE queue_tickets SET position = 0.5 WHERE state = 'waiting'"
        ),
        "a ticket whose times are out of order": (
            "UPDATE queue_tickets SET called_at = taken_at - 3600000000 WHERE state = 'called'"
        ),
    }
)

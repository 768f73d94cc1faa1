"""What breaks each rule of orders, their lines, codes, deliveries, complaints and what is told of them."""

from types import MappingProxyType

HISTORY = (
    "INSERT INTO order_history (order_id, from_state, to_state, reason, at)"
    " VALUES (:redeemed, '{}', '{}', 'test', 1)"
)

BROKEN = MappingProxyType(
    {
        "an order to be brought without its delivery, or a delivery of what is not brought": (
            "UPDATE orders SET fulfilment = 'pickup' WHERE id = :carried"
        ),
        "a delivery that goes on after its order, or ended before it": (
            "UPDATE orders SET state = 'redeemed' WHERE id = :carried"
        ),
        "a delivery that was handed over and not redeemed, or redeemed and not handed over": (
            "UPDATE vouchers SET used = 1 WHERE order_id = :carried"
        ),
        "a courier with an order that they did not accept, or accepted and have not": (
            "UPDATE delivery_offers SET answer = 'lost' WHERE order_id = :carried"
        ),
        "two accepted offers of one delivery, or one courier with two": (
            "INSERT INTO delivery_offers"
            " (order_id, courier_id, offered_at, until, answer, answered_at)"
            " SELECT order_id, courier_id, 1, 1, 'accepted', 1 FROM delivery_offers"
            " WHERE order_id = :carried"
        ),
        "an open offer of what nobody is needed for": (
            "UPDATE delivery_offers SET order_id = :carried WHERE order_id = :asked"
        ),
        "left at a door whose guest did not ask for that": (
            "UPDATE deliveries SET state = 'handed_over', handover = 'photo', photo = 'seed:door',"
            " ended_at = 1 WHERE order_id = :carried"
        ),
        "something to collect that its place has, or has not and brings back": (
            "UPDATE order_addresses SET collects = true WHERE order_id = :carried"
        ),
        "a delivery without the address that was agreed": (
            "DELETE FROM order_addresses WHERE order_id = :carried"
        ),
        "a courier who earned something else than they were offered": (
            "UPDATE delivery_offers SET pay = 100, pay_currency = 'EUR', earned = 90, earned_at = 1"
            " WHERE order_id = :carried"
        ),
        "a courier who was paid something else than the deliveries that it covers": (
            "INSERT INTO courier_payments (merchant_id, courier_id, since, until, rides, amount,"
            " currency, paid_by, paid_at) SELECT :merchant, MIN(id), 1, 2, 1, 100, 'EUR', MIN(id), 1"
            " FROM people"
        ),
        "a map of a courier who is not on the way": (
            "UPDATE deliveries SET mapped_at = 1 WHERE state <> 'on_the_way'"
        ),
        "an order that is not the sum of its lines and adjustments": (
            "INSERT INTO order_adjustments (order_id, position, kind, amount, funder, reason, at)"
            " VALUES (:live, 1, 'discount', -1, 'market', '', 1)"
        ),
        "a line that is not its price so many times": (
            "UPDATE order_lines SET amount = 1 WHERE order_id = :live"
        ),
        "an order of nothing, or a kept time with a price": (
            "DELETE FROM order_lines WHERE order_id = :live; UPDATE orders SET total = 0 WHERE id = :live"
        ),
        "a line of another service, or for others, than its order": (
            "UPDATE order_lines SET quantity = 1, unit_price = unit_price * quantity"
            " WHERE order_id = :live; UPDATE orders SET seats = 3 WHERE id = :live"
        ),
        "an order went along an arrow that is none": HISTORY.format("redeemed", "held"),
        "a history with a gap": HISTORY.format("placed", "confirmed"),
        "an order is not where its history ends": (
            "UPDATE orders SET state = 'placed' WHERE id = :live"
        ),
        "an order that waits for nobody's answer": (
            "UPDATE orders SET confirm_by = 1 WHERE id = :live"
        ),
        "a placed order without its code, or a code without a placed order": (
            "DELETE FROM vouchers WHERE order_id = :live"
        ),
        "a code used more or less often than redeemed": (
            "UPDATE vouchers SET used = 0 WHERE order_id = :redeemed"
        ),
        "a code that does not fit the state of its order": (
            "UPDATE vouchers SET state = 'void' WHERE order_id = :live"
        ),
        "a rating of what was never used": (
            "UPDATE ratings SET order_id = :live WHERE order_id = :redeemed"
        ),
        "ratings that do not add up": "UPDATE ratings SET hidden_at = 1",
        "helpful presses that do not add up": "UPDATE ratings SET helpful = 1",
        "something said to a review that its guest took back": (
            "UPDATE ratings SET taken_back_at = 1, words = 'Lovely'"
        ),
        "a day's figures that its rows do not say": (
            "INSERT INTO market_days (begins_at, ends_at, guests, searching, held, placed, redeemed)"
            " VALUES (1, 4102444800000000, 0, 0, 0, 0, 0)"
        ),
        "a refund that nobody is asked for": (
            "UPDATE outbox SET key = 'lost' || id WHERE key LIKE 'refund:%'"
        ),
        "a place that takes bookings after the last of its staff left": (
            "INSERT INTO claims (merchant_id, person_id, note, state, made_at)"
            " SELECT :merchant, MIN(id), '', 'approved', 1 FROM people; DELETE FROM staff"
        ),
        "a suspended place whose bookings nobody calls off": (
            "UPDATE merchants SET state = 'suspended',"
            " suspended_by = (SELECT MIN(id) FROM people) WHERE id = :merchant"
        ),
        "a complaint about another's order": (
            "UPDATE complaints SET guest_id = (SELECT MIN(person_id) FROM staff)"
        ),
        "money for a complaint that is not its order's": (
            "UPDATE complaints SET answer_refund_id = (SELECT MAX(id) FROM refunds)"
        ),
        "a complaint that stands where nobody brought it": (
            "UPDATE complaints SET answered_at = NULL"
        ),
        "a code that its guest is not told of": (
            "UPDATE outbox SET key = 'lost' || id WHERE key LIKE 'voucher:%'"
        ),
    }
)

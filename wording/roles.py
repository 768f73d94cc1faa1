"""What roles are called, and what each of them may."""

from markupsafe import Markup

from chat.turn import Turn
from people.rights import Role


def role_name(turn: Turn, role: Role) -> Markup:
    words = {
        Role.OWNER: turn._("Owner"),
        Role.MANAGER: turn._("Manager"),
        Role.DESK: turn._("Front desk"),
        Role.PROVIDER: turn._("Provider"),
        Role.COURIER: turn._("Courier"),
        Role.OPERATOR: turn._("Operator"),
        Role.SUPPORT: turn._("Support"),
        Role.ANALYST: turn._("Analyst"),
    }
    return words[role]


def role_meaning(turn: Turn, role: Role) -> Markup:
    words = {
        Role.OWNER: turn._("Runs everything: the shop, bookings, money and people."),
        Role.MANAGER: turn._("Runs the shop: bookings, codes, services, hours, guests and sales."),
        Role.DESK: turn._("Sees and answers bookings, and redeems codes."),
        Role.PROVIDER: turn._("Sees only their own calendar."),
        Role.COURIER: turn._("Delivers orders."),
        Role.OPERATOR: turn._("Approves merchants, sends promotions, sees all sales."),
        Role.SUPPORT: turn._("Finds orders and guests, answers them and makes refunds."),
        Role.ANALYST: turn._("Sees numbers, never names."),
    }
    return words[role]

"""What the templates say of couriers who are paid."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.turn import Turn
from orders import CourierPayment, Earned, paying_couriers
from wording.delivering import earned_facts, paid_words


@dataclass(frozen=True, slots=True)
class CourierWords:
    """Of one person's language."""

    turn: Turn

    def paid(self, made: CourierPayment) -> Markup:
        return paid_words(self.turn, made)

    def stands(self, each: Earned) -> str | None:
        """What of it is paid."""
        return earned_facts(self.turn, each)[1]

    def may_take_back(self, made: CourierPayment) -> bool:
        return self.turn.now <= made.paid_at + paying_couriers.TAKEN_BACK_WITHIN

    def rides(self, sums: list[Earned], courier_id: int) -> int:
        """How many deliveries of a courier there are, in all currencies."""
        return sum(each.rides for each in sums if each.courier_id == courier_id)

    def open(self, sums: list[Earned], courier_id: int) -> Markup:
        """What they come to, in each currency."""
        theirs = [each for each in sums if each.courier_id == courier_id and each.unpaid]
        amounts = [self.turn.texts.money(each.open, each.currency or "") for each in theirs]
        return self.turn.texts.listed(amounts)

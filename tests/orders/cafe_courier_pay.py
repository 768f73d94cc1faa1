"""What the café says that it pays its couriers, and that it has paid them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from catalog.menu import courier_pay
from catalog.menu.courier_pay import CourierPay
from orders.delivery import earnings, paying_couriers
from orders.delivery.courier_payment_models import courier_payments
from orders.delivery.paying_couriers import TAKEN_BACK_WITHIN, Work
from tests.orders.cafe_bringing import WHO
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_life import BEGIN
from tests.orders.cafe_waiting import Waiting


@dataclass
class PaidOut:
    """Once for all that was open, until it is taken back."""

    courier: int
    amount: int
    at: datetime
    taken_back: bool = False


class PaidCouriers(Waiting):
    """A ride is paid once; which rides a payment covers is said by the reference alone."""

    paid_out: dict[int, PaidOut]

    @rule(fixed=st.sampled_from([300, 450]))
    def offers_pay(self, fixed: int) -> None:
        """From now on; what was offered stays."""
        pay = CourierPay(fixed, 80, "EUR")
        assert self.attempt(courier_pay.set_pay, *self.place_and(pay))
        self.pay_now = pay_for(fixed)

    def place_and(self, pay: CourierPay) -> tuple[int, CourierPay, int]:
        return self.shop.location, pay, self.shop.clerk

    @property
    def since_then(self) -> tuple[datetime, datetime]:
        return BEGIN, self.now + timedelta(seconds=1)

    @rule(who=WHO, unread=st.sampled_from([0, 0, 0, 1]))
    def pay_courier(self, who: int, unread: int) -> None:
        """For as many as were read, if there are no more by now."""
        courier = self.couriers[who]
        rides = [each for each in self.rides if each.courier == courier]
        left = [each for each in rides if each.payment is None]
        work = Work(self.shop.merchant, courier, self.since_then)
        read = max(0, len(rides) - unread)
        done = self.attempt(paying_couriers.pay, work, read, self.shop.clerk)
        assert (done is not None) == (bool(left) and read == len(rides)), rides
        if done is not None:
            number = max(self.payments())
            self.paid_out[number] = PaidOut(courier, sum(each.pay for each in left), self.now)
            for each in left:
                each.payment = number

    @rule(number=MANY)
    def take_payment_back(self, number: int) -> None:
        if not self.paid_out:
            return
        chosen = sorted(self.paid_out)[number % len(self.paid_out)]
        known = self.paid_out[chosen]
        done = self.attempt(paying_couriers.take_back, chosen, self.shop.clerk)
        in_time = self.now <= known.at + TAKEN_BACK_WITHIN
        assert (done is not None) == (in_time and not known.taken_back), known
        if done is not None:
            known.taken_back = True
            for each in self.rides:
                each.payment = None if each.payment == chosen else each.payment

    def payments(self) -> dict[int, tuple[int, int, bool]]:
        """Of whom, how much, and whether it is taken back."""
        row = courier_payments.c
        query = select(row.id, row.courier_id, row.amount, row.taken_back_at.is_not(None))
        return {
            each[0]: (each[1], each[2], bool(each[3])) for each in self.connection.execute(query)
        }

    def check_pay(self) -> None:
        known = {n: (e.courier, e.amount, e.taken_back) for n, e in self.paid_out.items()}
        assert self.payments() == known
        found = earnings.sums_of_merchant(self.connection, self.shop.merchant, self.since_then)
        there = {each.courier_id: (each.rides, each.amount, each.open) for each in found}
        assert there == {
            courier: (
                len(rides),
                sum(each.pay for each in rides),
                sum(each.pay for each in rides if each.payment is None),
            )
            for courier in self.couriers
            if (rides := [each for each in self.rides if each.courier == courier])
        }


def pay_for(fixed: int) -> int:
    """Half a kilometre at 0.80."""
    return fixed + 40

"""What the café collects from its guests first, and what is left at a door with a photo."""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import update

from catalog.media import SHIPPED
from catalog.menu.delivery_models import delivery_settings
from orders.course import redeeming
from orders.delivery import carrying, collecting, deliveries, handing_over
from orders.menu import tickets
from tests.orders.cafe_bringing import WHEN, WHO, Bringing
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_jobs import CARRIED, ON_BOARD
from tests.orders.cafe_reference import LIVE

PHOTO = f"{SHIPPED}door"


class Collecting(Bringing):
    """From its guest to its place and back: what its place does not have yet is not made, or brought."""

    @rule(first=st.booleans())
    def collects(self, first: bool) -> None:
        """From now on; what was ordered is brought as it was agreed."""
        with self.unit() as connection:
            connection.execute(update(delivery_settings).values(collects=first))
        self.books.collects = first

    @rule(
        items=st.integers(3, 4), who=WHO, far=st.integers(0, 5), time=WHEN,
        at=st.sampled_from([None, None, 0, 20, "noon"]),
    )  # fmt: skip
    def fetch_and_bring(
        self, items: int, who: int, far: int, time: str | None, at: int | str | None
    ) -> None:
        """As soon as a courier can be there, or at a time that the guest chose."""
        self.collects(first=True)
        self.bring(items, who, far, time, at)
        self.collects(first=False)

    def is_collected(self, number: int, who: int, far: int) -> None:
        """So far: ordered, taken on, fetched at its guest's, and at its place."""
        if not far:
            return
        order = self.books.orders[number]
        assert order.start is not None
        assert self.attempt(tickets.accept, number, self.shop.clerk, order.start)
        if order.state == "placed":
            order.state = "confirmed"
            self.said_yes(number)
        self.is_taken(who)
        self.is_not_there(number)
        if self.jobs[number].courier is None or far == 1:
            return
        self.gives_to_courier(number)
        self.is_not_there(number)
        if far > 2:
            self.arrives(number)

    def is_not_there(self, number: int) -> None:
        """Its place makes nothing of it and gives nothing out, by whichever number or code."""
        found, view = deliveries.of_order(self.connection, number), self.view(number)
        assert found is not None
        place = (number, self.shop.clerk)
        assert self.attempt(tickets.ready, *place) is None
        assert self.attempt(carrying.hand_to_courier, *place, found.fetch_code) is None
        pressed = (view.code, self.shop.clerk, f"too soon {number}")
        assert self.attempt(redeeming.redeem, *pressed) is None

    @rule(number=MANY)
    def give_to_courier(self, number: int) -> None:
        """By the number that its guest reads out."""
        chosen = self.some_job(number, "accepted")
        if chosen is not None and self.jobs[chosen].courier is not None:
            self.gives_to_courier(chosen)

    def gives_to_courier(self, chosen: int) -> None:
        job = self.jobs[chosen]
        found = deliveries.of_order(self.connection, chosen)
        assert found is not None
        allowed = job.fetching and job.state in CARRIED
        given = (chosen, job.courier, found.fetch_code)
        done = self.attempt(collecting.collect, *given)
        assert job.courier is not None
        allowed &= self.is_on(job.courier)
        assert (done is not None) == allowed, job
        if allowed:
            self.heard(job.courier)
            job.state, job.waits = "picked_up", None if job.state == "accepted" else job.waits

    @rule(number=MANY)
    def arrive(self, number: int) -> None:
        """By a courier, or by its guest."""
        chosen = self.some_job(number, "offered", *CARRIED)
        if chosen is not None:
            self.arrives(chosen)

    def arrives(self, chosen: int) -> None:
        job, order = self.jobs[chosen], self.books.orders[chosen]
        done = self.attempt(collecting.receive, chosen, self.shop.clerk)
        allowed = order.state == "confirmed" and job.fetching
        assert (done is not None) == (allowed or job.received), (job, order)
        if not job.received and allowed:
            assert order.start is not None
            if job.state == "picked_up":
                self.earns(job)
            job.look_again(*self.waits(order.start))
            job.fetching, job.received = False, True

    @rule(number=MANY, wanted=st.sampled_from([True, True, False]))
    def want_at_the_door(self, number: int, wanted: bool) -> None:
        chosen = self.some_job(number, *CARRIED)
        if chosen is None:
            return
        job, order = self.jobs[chosen], self.books.orders[chosen]
        given = (chosen, order.guest)
        done = self.attempt(carrying.leave_at_the_door, *given, at_the_door=wanted)
        assert (done is not None) == (not job.is_over), job
        if done is not None:
            job.at_the_door = wanted

    @rule(number=MANY)
    def leave_with_photo(self, number: int) -> None:
        chosen = self.some_job(number, *ON_BOARD)
        if chosen is None or self.jobs[chosen].courier is None:
            return
        job, order = self.jobs[chosen], self.books.orders[chosen]
        usable = order.valid_until is not None and self.now < order.valid_until
        here = job.state in ON_BOARD and not job.fetching
        allowed = here and job.at_the_door and order.state in LIVE and usable
        again = job.state == "handed_over"
        if (
            self.try_out(handing_over.hand_over_by_photo, chosen, allowed or again, PHOTO)
            and not again
        ):
            order.redeem()
            self.earns(job)
            job.state, job.lost_at, job.waits = "handed_over", None, None

"""What the templates say of an order that is brought."""

from dataclasses import dataclass

from chat.turn import Turn
from console.words import Words
from orders import DeliveryState, Job
from wording.delivering import standing_words


@dataclass(frozen=True, slots=True)
class DeliveryWords:
    """Of one person's language."""

    turn: Turn

    def standing(self, job: Job) -> str:
        name = Words(self.turn).called(job.courier or "")
        by = self.turn.texts.time(job.give_up_at, job.zone)
        return standing_words(self.turn, job, name, by)

    def is_lost(self, job: Job) -> bool:
        return job.lost_at is not None

    def is_awaited(self, job: Job) -> bool:
        """Whether a courier comes for it."""
        return job.state is DeliveryState.ACCEPTED and not job.is_collection

"""Faults to inject: what goes wrong with the real Telegram, at will and repeatable by a seed."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.errors import ControlError
from sandbox.numbers import finite, whole

Json = dict[str, Any]
REQUEST_FAULTS = frozenset(
    {"too_many_requests", "server_error", "lost_request", "lost_answer", "delay"}
)
UPDATE_FAULTS = frozenset({"duplicate_update", "reordered_updates"})
FAULTS = REQUEST_FAULTS | UPDATE_FAULTS


@dataclass(slots=True)
class Fault:
    """A rule: which trouble, to which method or kind of update, how often."""

    id: int
    kind: str
    method: str = "*"
    count: int | None = None
    probability: float = 1.0
    retry_after: int = 1
    status: int = 502
    seconds: float = 1.0
    happened: int = 0
    dice: random.Random | None = None

    def strikes(self, method: str, *, named: bool) -> bool:
        chosen = {method.lower()} if named else {"*", method.lower()}
        if self.method.lower() not in chosen or self.exhausted:
            return False
        if self.dice and self.dice.random() >= self.probability:
            return False
        self.happened += 1
        return True

    @property
    def exhausted(self) -> bool:
        return self.count is not None and self.happened >= self.count

    def view(self) -> Json:
        names = ("id", "kind", "method", "count", "probability", "retry_after", "status")
        return {name: getattr(self, name) for name in (*names, "seconds", "happened")}


class Faults:
    """The rules in force; a rule that has happened as often as asked retires."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []
        self._given = 0

    def add(self, wish: Mapping[str, Any]) -> Fault:
        if wish.get("kind") not in FAULTS:
            raise ControlError(400, f"kind must be one of {', '.join(sorted(FAULTS))}")
        self._given += 1
        rule = Fault(
            id=self._given,
            kind=str(wish["kind"]),
            method=str(wish.get("method", "*")),
            count=None if wish.get("count") is None else whole(wish["count"]),
            probability=finite(wish.get("probability", 1.0)),
            retry_after=whole(wish.get("retry_after", 1)),
            status=whole(wish.get("status", 502)),
            seconds=finite(wish.get("seconds", 1.0)),
            dice=random.Random(wish.get("seed")),  # noqa: S311 - repeatable on purpose
        )
        self._rules.append(rule)
        return rule

    def strike(self, kinds: frozenset[str], method: str, *, named: bool = False) -> Fault | None:
        """The first rule that strikes now; `named` ones only where a rule for all must not."""
        self._rules = [rule for rule in self._rules if not rule.exhausted]
        fitting = (rule for rule in self._rules if rule.kind in kinds)
        return next((rule for rule in fitting if rule.strikes(method, named=named)), None)

    def remove(self, fault_id: int) -> None:
        self._rules = [rule for rule in self._rules if rule.id != fault_id]

    def clear(self) -> None:
        self._rules.clear()

    def view(self) -> list[Json]:
        return [rule.view() for rule in self._rules if not rule.exhausted]

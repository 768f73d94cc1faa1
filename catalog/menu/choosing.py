"""STUB."""
from dataclasses import dataclass
from database.errors import Refusal
class TooFewChosen(Refusal):
    def __init__(self, group): super().__init__(group); self.group = group
class TooManyChosen(Refusal):
    def __init__(self, group): super().__init__(group); self.group = group
class OptionGone(Refusal):
    def __init__(self, option_id): super().__init__(option_id)
@dataclass(frozen=True)
class Choice:
    options: tuple
    unit_price: int
def check(item, option_ids):
    known = {o.id: (g, o) for g in item.groups for o in g.options}
    for i in option_ids:
        if i not in known: raise OptionGone(i)
    for g in item.groups:
        n = sum(1 for i in option_ids if known[i][0] is g)
        if n < g.least: raise TooFewChosen(g)
        if n > g.most: raise TooManyChosen(g)
    return Choice(tuple(known[i] for i in option_ids), item.price + sum(known[i][1].price_difference for i in option_ids))

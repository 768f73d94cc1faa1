"""By what an import knows a text that it has read before, if nothing reads it in another way since."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

READ_WITH = ("phonenumbers", "tzdata", "tzfpy")
"""Libraries on which it depends what a text is read as."""

BYTES = 8


def fingerprint_of(text: str, reader: bytes) -> int:
    """A number of 64 bits, with its sign, of a text as this reader reads it."""
    made = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=BYTES, key=reader)
    return int.from_bytes(made.digest(), "big", signed=True)


@cache
def this_reader() -> bytes:
    """Another for each version of what reads: a better one reads everything again."""
    made = blake2b(digest_size=32)
    for each in what_reads():
        made.update(each)
    return made.digest()


def what_reads() -> Iterator[bytes]:
    """The code of the catalogue and its tables, whichever parts of them may matter."""
    here = Path(__file__).parent
    for path in sorted([*here.rglob("*.py"), *here.glob("data/*.toml")]):
        yield path.read_bytes()
    for library in READ_WITH:
        yield version(library).encode()

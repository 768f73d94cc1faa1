"""What a word sounds like: its consonants, as far as one letter is told from another by ear.

Arabic and Hebrew are written without most vowels, and so are their words in Latin letters: صيدلية is
`sydlyh`, which people type as `saydaliya`. Both sound like `sdl`. The index works it out for every word
of the market, in SQL, and the search for what was typed.
"""

Replaced = tuple[tuple[str, str], ...]

TOGETHER: Replaced = (
    *(("ts", "s"), ("tz", "s"), ("sh", "s"), ("ch", "h"), ("kh", "h"), ("gh", "g"), ("th", "t")),
    *(("dh", "d"), ("zh", "s"), ("ph", "f")),
)
"""Two letters for one sound, in the order in which they are looked for."""

ALIKE: Replaced = (
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("z", "s"),
    ("j", "g"),
    ("f", "p"),
    ("b", "p"),
)
VOWELS = "aeiouywv"
"""And letters that stand for some: و and ו are vowels more often than they are a w or a v."""

SINGLY: Replaced = (*ALIKE, *((each, "") for each in VOWELS))
TWICE = "dghklmnprst"
MUTE = "h"
"""At the end of a word."""

AS_ONE = tuple((2 * each, each) for each in TWICE for _ in range(2))
"""What is doubled, or stands beside itself once the vowels are gone."""


def sound(word: str) -> str:
    """Of one folded word; empty where it has no consonant."""
    return replaced(replaced(replaced(word, TOGETHER).rstrip(MUTE), SINGLY), AS_ONE)


def replaced(word: str, letters: Replaced) -> str:
    for each, instead in letters:
        word = word.replace(each, instead)
    return word


def sound_in_sql(word: str) -> str:
    """The same as an expression of either engine; in steps, for SQLite reads no deeper nesting."""
    first = f"SELECT rtrim({nested(word, TOGETHER)}, '{MUTE}') AS first"
    second = f"SELECT {nested('first', SINGLY)} AS second FROM ({first}) AS step"
    return f"(SELECT {nested('second', AS_ONE)} FROM ({second}) AS step)"


def nested(word: str, letters: Replaced) -> str:
    for each, instead in letters:
        word = f"replace({word}, '{each}', '{instead}')"
    return word

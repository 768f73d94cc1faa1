"""Rewrites what people write in words and other scripts into the signs of the syntax."""

import re

HOURS = r"(?:h|hours?|hrs?|stunden|std|horas?|heures?|ore|uur|timmar|jam|ч|час(?:а|ов)?|小[时時]|時間|시간)"
ALWAYS = (
    r"always(?: open)?|open always|around the clock|non-?stop(?: geöffnet)?|rund um die uhr|durchgehend geöffnet"
    r"|siempre abierto|sempre aperto|sempre aberto|круглосуточно|цілодобово|денонощно"
    rf"|(?:open )?24 ?{HOURS}? ?/ ?(?:24|7) ?(?:h\b|j\b)?"
    rf"|(?:open )?24 ?(?!h\b){HOURS}(?: 営業|営業|营业|營業| a day)?|24 ?[x*×] ?7|24 ?- ?7|7 ?/ ?24"
)
APPOINTMENT = (
    r"(?:nur )?nach (?:telefonischer )?(?:vereinbarung|absprache)|(?:by|on|upon) appointment(?: only)?"
    r"|sur rendez-? ?vous|su appuntamento|(?:con )?cita previa|op afspraak|по записи|預約制|预约制"
)
CLOSED = (
    r"geschlossen|geschl\b\.?|ruhetag|fermée?|cerrado|chiuso|fechado|gesloten|stängt|suljettu|lukket"
    r"|zamknięte|zavřeno|закрыто|зачинено|выходной|вихідний|公休|休業|休み|休息"
)
OPEN_END = r"(?:late|open ?end|close|closing|last (?:guest|customer))\b"

PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)
    for pattern, sign in (
        (r"^\s*(?:opening[ _]hours|öffnungszeiten?|horaires?|horarios?)\s*[:=]?\s*", ""),
        (rf"(?<![\w/:.])(?:{ALWAYS})(?![\w:])", " 24/7 "),
        (r"\b7 ?(?:days|tage)(?: a |/)week\b|\b7 ?j ?/ ?7\b|(?<![\d/])7/7(?![\d/])", " Mo-Su "),
        (r"\bevery day\b|\ball days\b|毎日|每日|每天|매일|\btous les jours\b", " Mo-Su "),
        (r"\bтодос los días\b|\btodos los d[ií]as\b|\btutti i giorni\b|ежедневно", " Mo-Su "),
        (r"\bday before (?:public|bank) holidays?\b|\bPH eve\b", " PH -1 day "),
        (r"\b(?:public|bank) holidays?\b|\bfeiertags?\b|\bfeiertagen?\b|\bfestivos\b", " PH "),
        (r"\bjours? fériés?\b|\bferiados?\b|\bfestivi\b|праздники|祝日|공휴일", " PH "),
        (r"\bschool ?holidays?\b|\bschulferien\b|\bvacances scolaires\b", " SH "),
        (r"\bweekdays?\b|\bwork(?:ing)? ?days\b|平日|평일", " Mo-Fr "),
        (r"\bweek-?ends?\b|\bwochenende\b|주말|[周週]末|\bviikonloppu\b", " Sa-Su "),
        (r"(?:[周週]|星期)([一二三四五六日天])", r" 周\1 "),
        (r"(?<=[\w\s])[至到](?=[\w\s])", "-"),
        (r"(\d{1,2})\s?[時时点點시](?!間)\s?(\d{1,2})\s?[分분]", r"\1:\2"),
        (r"(\d{1,2})\s?[時时点點시](?!間)半", r"\1:30"),
        (r"(\d{1,2})\s?[時时点點시](?!間)", r"\1:00"),
        (r"土日", "土,日"),
        (r"-feira\b", ""),
        (r"\bsa\s*-\s*d[io]\b", "Sa-Su"),
        (r"(?<=\d:0)(?=\s*(?:[-,;]|$))", "0"),
        (r"\bdaylight\b", "sunrise-sunset"),
        (rf"(?:-|\b(?:til+|until|bis)\b)\s*{OPEN_END}", "+"),
        (r"(?<=[:.h]\d\d)\s*-\s*(?=[,;]|\|\||$)", "+"),
        (r"(?:\b12\s*)?\bnoon\b", "12:00"),
        (r"(?<=[-])\s*(?:\b12\s*)?\bmidnight\b|\bto (?:12 )?midnight\b", "24:00"),
        (r"(?:\b12\s*)?\bmidnight\b", "00:00"),
        (r"(?<=\d)([ap])(?=\s*(?:[-,;]|$))", r"\1m"),
        (r"(?<![\d:])0(\d{2}:\d{2})", r"\1"),
        (r"(?<=\d)\s+/\s+(?=\d)", ","),
        (rf"\b(?:{CLOSED})", " off "),
    )
)
TO_QUOTE = re.compile(rf"\b(?:{APPOINTMENT})(?!\w)", re.IGNORECASE)
WITHOUT_COLONS = re.compile(r"(?<![\d:.])(\d{1,2})([0-5]\d)(\s*-\s*)(\d{1,2})([0-5]\d)(?![\d:.])")
THIS_CENTURY = range(2000, 2100)


def rewritten(text: str) -> str:
    """The text without its quoted comments, in the signs of the syntax."""
    for pattern, sign in PHRASES:
        text = pattern.sub(sign, text)
    return WITHOUT_COLONS.sub(with_colons, text)


def quoted_words(text: str) -> str:
    """With quotes about words that leave it open whether anybody is there."""
    return TO_QUOTE.sub(lambda found: f'"{found[0]}"', text)


def with_colons(found: re.Match[str]) -> str:
    """`0900-1800`; but years where both numbers are years, as in `2024-2026`."""
    opens, closes = found[1] + found[2], found[4] + found[5]
    if int(opens) in THIS_CENTURY and int(closes) in THIS_CENTURY:
        return found[0]
    if int(found[1]) > 24 or int(found[4]) > 28:
        return found[0]
    return f"{found[1]}:{found[2]}{found[3]}{found[4]}:{found[5]}"

"""Names of weekdays and months in many languages, read only where one meaning is possible."""

from collections.abc import Iterable
from functools import cache

Meaning = tuple[str, int]
"""A weekday from 0 or a month from 1: `("weekday", 6)`, `("month", 12)`."""

ENGLISH = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "january february march april may june july august september october november december",
)
SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

WEEKDAYS = {
    "de": "mo|montag|montags di|dienstag|dienstags mi|mittwoch|mittwochs do|donnerstag|donnerstags"
    " fr|freitag|freitags sa|samstag|samstags|sonnabend so|sonntag|sonntags",
    "fr": "lu|lun|lundi|lundis ma|mar|mardi|mardis me|mer|mercredi|mercredis je|jeu|jeudi|jeudis"
    " ve|ven|vendredi|vendredis sa|sam|samedi|samedis di|dim|dimanche|dimanches",
    "es": "lu|lun|lunes ma|mar|martes mi|mié|mie|miércoles|miercoles ju|jue|jueves vi|vie|viernes"
    " sa|sá|sab|sáb|sábado|sabado|sábados|sabados do|dom|domingo|domingos",
    "it": "lu|lun|lunedì|lunedi ma|mar|martedì|martedi me|mer|mercoledì|mercoledi"
    " gi|gio|giovedì|giovedi ve|ven|venerdì|venerdi sa|sab|sabato do|dom|domenica",
    "pt": "seg|segunda ter|terça|terca qua|quarta qui|quinta sex|sexta sab|sáb|sábado|sabado"
    " dom|domingo",
    "nl": "ma|maandag di|dinsdag wo|woensdag do|donderdag vr|vrijdag za|zaterdag zo|zondag",
    "fi": "ma|maanantai ti|tiistai ke|keskiviikko torstai pe|perjantai la|lauantai su|sunnuntai",
    "sv": "mån|måndag tis|tisdag ons|onsdag tor|tors|torsdag fre|fredag lör|lördag sön|söndag",
    "da": "man|mandag tir|tirsdag ons|onsdag tor|torsdag fre|fredag lør|lørdag søn|søndag",
    "pl": "pn|pon|poniedziałek wt|wtorek śr|środa czw|czwartek pt|piątek sob|sobota nd|niedziela",
    "cs": "po|pondělí út|úterý st|středa čt|čtvrtek pá|pátek so|sobota ne|neděle",
    "hu": "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "ro": "lu|luni ma|marți|marti mi|miercuri jo|joi vi|vineri sâ|sa|sâmbătă|sambata du|duminică",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "el": "δε|δευτέρα τρ|τρίτη τε|τετάρτη πε|πέμπτη πα|παρασκευή σα|σάββατο κυ|κυριακή",
    "ru": "пн|понедельник вт|вторник ср|среда чт|четверг пт|пятница сб|суббота вс|воскресенье",
    "uk": "пн|понеділок вт|вівторок ср|середа чт|четвер пт|пятниця сб|субота нд|неділя",
    "bg": "пн|понеделник вт|вторник ср|сряда чт|четвъртък пт|петък сб|събота нд|неделя",
    "ar": "الاثنين|الإثنين الثلاثاء الأربعاء|الاربعاء الخميس الجمعة السبت الأحد|الاحد",
    "ja": "月|月曜|月曜日 火|火曜|火曜日 水|水曜|水曜日 木|木曜|木曜日 金|金曜|金曜日 土|土曜|土曜日 日|日曜|日曜日",
    "ko": "월|월요일 화|화요일 수|수요일 목|목요일 금|금요일 토|토요일 일|일요일",
    "zh": "周一|週一|星期一 周二|週二|星期二 周三|週三|星期三 周四|週四|星期四 周五|週五|星期五"
    " 周六|週六|星期六 周日|週日|星期日|周天|星期天",
}
MONTHS = {
    "de": "januar februar mär|märz april mai juni juli august september okt|oktober november"
    " dez|dezember",
    "fr": "janvier février|fevrier mars avril mai juin juillet août|aout septembre octobre novembre"
    " décembre|decembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
}


def meanings_of(words: Iterable[str]) -> dict[str, Meaning]:
    """What the words that name days mean: as the syntax has them, or in the languages that fit.

    A word is left out that means one day in one language and another in the next.
    """
    named = {word for word in words if usual(word) or other_languages(word)}
    if all(usual(word) for word in named):
        return {word: found for word in named if (found := usual(word))}
    fitting = set.intersection(*(set(other_languages(word)) for word in named))
    meant = {word: possible(word, fitting) for word in named}
    return {word: next(iter(found)) for word, found in meant.items() if len(found) == 1}


def usual(word: str) -> Meaning | None:
    """In English, as the syntax has it, or in German, which is often written beside it."""
    return english(word) or other_languages(word).get("de")


def possible(word: str, fitting: set[str]) -> set[Meaning]:
    languages = other_languages(word)
    if fitting:
        return {languages[each] for each in fitting}
    known = english(word)
    return {known} if known else set(languages.values())


def english(word: str) -> Meaning | None:
    """Its first two letters, its first three, or the whole of a name; `Sept` too."""
    if word in SHORT:
        return "weekday", SHORT[word]
    days, months = (each.split() for each in ENGLISH)
    weekday = begins_with(word, days, {2, 3})
    if weekday is not None:
        return "weekday", weekday
    month = begins_with(word, months, {3, 4})
    return None if month is None else ("month", month + 1)


def begins_with(text: str, names: list[str], lengths: set[int]) -> int | None:
    short = text.removesuffix("s") if len(text) > 6 else text
    for index, name in enumerate(names):
        if short == name or (len(text) in lengths and name.startswith(text)):
            return index
    return None


def other_languages(word: str) -> dict[str, Meaning]:
    return table().get(word, {})


@cache
def table() -> dict[str, dict[str, Meaning]]:
    """By word, what it means in each language that has it."""
    found: dict[str, dict[str, Meaning]] = {}
    for kind, first, names in (("weekday", 0, WEEKDAYS), ("month", 1, MONTHS)):
        for language, row in names.items():
            for number, words in enumerate(row.split(), first):
                for word in words.split("|"):
                    found.setdefault(word, {})[language] = (kind, number)
    return found

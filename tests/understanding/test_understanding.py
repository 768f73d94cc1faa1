"""What people type, and what is understood of it: seen from a Sunday at half past twelve."""

from datetime import datetime

import pytest

from understanding import understand
from understanding.notation import noted

NOW = datetime(2026, 11, 29, 12, 30)  # noqa: DTZ001 - local to whoever types

SAID = {
    "haircut tomorrow at 3": "what: haircut; day: 2026-11-30; at: 15:00",
    "table for four on Friday evening near the station": "what: restaurant; day: 2026-12-04; between: 17:00-22:00; party: 4; near: station",
    "cheap massage now": "what: massage; moment: 2026-11-29 12:30; order: cheapest",
    "pharmacy near me": "what: pharmacy; here: yes",
    "Sauna in Kallio open now": "what: sauna; near: kallio; open: now",
    "I'd like to book a haircut with Aarne next Tuesday at half past four pm": "what: haircut; day: 2026-12-01; at: 16:30; giver: aarne",
    "dinner for two tonight at 8": "what: dinner; day: 2026-11-29; at: 20:00; party: 2",
    "massage this weekend under 50 euros": "what: massage; day: 2026-11-29; price: 50",
    "dentist in two hours": "what: dentist; moment: 2026-11-29 14:30",
    "yoga after work on Monday": "what: yoga; day: 2026-11-30; between: 17:00-21:00",
    "pizza between 6 and 8 on 5 December": "what: pizza; day: 2026-12-05; between: 18:00-20:00",
    "cancel my haircut": "intent: cancel; what: haircut",
    "same as last time": "intent: again",
    "I need a massage the day after tomorrow from 10 to 12": "what: massage; day: 2026-12-01; between: 10:00-12:00",
    "a table for 4 people on the 12th at 7:30pm": "what: restaurant; day: 2026-12-12; at: 19:30; party: 4",
    "make it five": "party: 5",
    "Friday works": "day: 2026-12-04",
    "Can you book me a restaurant for 2 people at 11:30 am on March 13th in San Jose?": "what: restaurant; day: 2027-03-13; at: 11:30; party: 2; near: san jose",
    "Please find me a nice Italian restaurant in Oakland, party of 6 at quarter to seven in the evening": "what: italian restaurant; at: 18:45; party: 6; near: oakland",
    "manicure after 5pm tomorrow": "what: manicure; day: 2026-11-30; between: 17:00-23:59",
    "Black": "what: black",
    "best rated spa close to Punavuori tomorrow morning": "what: spa; day: 2026-11-30; between: 08:00-12:00; near: punavuori; order: best_rated",
    "I want to make a reservation for 2 people at half past 11 in the morning.": "at: 11:30; party: 2",
    "Find me a dentist appointment on Sunday the 13th": "what: dentist; day: 2026-12-13",
    "table for 2 at 19:30": "what: restaurant; at: 19:30; party: 2",
    "明天下午三点理发": "what: 理发; day: 2026-11-30; at: 15:00",
    "周五晚上四个人的桌子，车站附近": "what: 餐厅; day: 2026-12-04; between: 17:00-23:00; party: 4; near: 车站",
    "现在便宜的按摩": "what: 按摩; moment: 2026-11-29 12:30; order: cheapest",
    "附近的药店": "what: 药店; here: yes",
    "后天上午10点到12点做美甲": "what: 美甲; day: 2026-12-01; between: 10:00-12:00",
    "12月5日晚上8点两位": "what: 餐厅; day: 2026-12-05; at: 20:00; party: 2",
    "下周二四点半剪头发": "what: 剪头发; day: 2026-12-01; at: 16:30",
    "今晚七点两个人吃火锅": "what: 火锅; day: 2026-11-29; at: 19:00; party: 2",
    "取消我的理发": "intent: cancel; what: 理发",
    "和上次一样": "intent: again",
    "两小时后的按摩 100元以下": "what: 按摩; moment: 2026-11-29 14:30; price: 100",
    "周末瑜伽": "what: 瑜伽; day: 2026-11-29",
    "三里屯附近的咖啡馆现在营业的": "what: 咖啡馆; near: 三里屯; open: now",
    "стрижка завтра в 3": "what: стрижка; day: 2026-11-30; at: 15:00",
    "столик на четверых в пятницу вечером рядом с вокзалом": "what: ресторан; day: 2026-12-04; between: 17:00-23:00; party: 4; near: вокзалом",
    "дешёвый массаж сейчас": "what: массаж; moment: 2026-11-29 12:30; order: cheapest",
    "аптека рядом": "what: аптека; here: yes",
    "Хочу записаться на маникюр послезавтра в половине пятого": "what: маникюр; day: 2026-12-01; at: 16:30",
    "Маникюр 5 декабря с 10 до 12": "what: маникюр; day: 2026-12-05; between: 10:00-12:00",
    "ужин на двоих сегодня в 8 вечера": "what: ужин; day: 2026-11-29; at: 20:00; party: 2",
    "массаж на выходных до 50 евро": "what: массаж; day: 2026-11-29; price: 50",
    "через два часа стоматолог": "what: стоматолог; moment: 2026-11-29 14:30",
    "йога после работы в понедельник": "what: йога; day: 2026-11-30; between: 17:00-21:00",
    "отмени мою стрижку": "intent: cancel; what: стрижку",
    "как в прошлый раз": "intent: again",
    "следующий вторник в 16:30 барбершоп в Каллио": "what: барбершоп; day: 2026-12-01; at: 16:30; near: каллио",
    "قص شعر غدا الساعة 3": "what: قص شعر; day: 2026-11-30; at: 15:00",
    "طاولة لأربعة أشخاص مساء الجمعة بالقرب من المحطة": "what: مطعم; day: 2026-12-04; between: 17:00-23:00; party: 4; near: المحطة",
    "مساج رخيص الآن": "what: مساج; moment: 2026-11-29 12:30; order: cheapest",
    "صيدلية قريبة مني": "what: صيدلية; here: yes",
    "أريد حجز موعد تدليك بعد غد من الساعة 10 إلى 12": "what: تدليك; day: 2026-12-01; between: 10:00-12:00",
    "عشاء لشخصين الليلة الساعة الثامنة والنصف": "what: عشاء; day: 2026-11-29; at: 20:30; party: 2",
    "حلاق يوم الثلاثاء القادم الساعة 4:30 مساء": "what: حلاق; day: 2026-12-01; at: 16:30",
    "ألغ موعد الحلاق": "intent: cancel; what: الحلاق",
    "مانيكير في 5 ديسمبر بعد الظهر": "what: مانيكير; day: 2026-12-05; between: 13:00-18:00",
    "مطعم في نهاية الأسبوع أقل من 50 يورو": "what: مطعم; day: 2026-11-29; price: 50",
    "Friseur morgen um halb vier": "what: friseur; day: 2026-11-30; at: 15:30",
    "Tisch für vier Personen am Freitagabend": "what: restaurant; day: 2026-12-04; between: 17:00-22:00; party: 4",
    "Massage übermorgen um 15 Uhr": "what: massage; day: 2026-12-01; at: 15:00",
    "nächsten Dienstag um 10:30": "day: 2026-12-01; at: 10:30",
    "am 5. Dezember": "day: 2026-12-05",
    "coupe de cheveux demain à 15h30": "what: coupe de cheveux; day: 2026-11-30; at: 15:30",
    "table pour quatre vendredi soir": "what: restaurant; day: 2026-12-04; between: 18:00-23:00; party: 4",
    "mardi prochain à dix heures et demie": "day: 2026-12-01; at: 10:30",
    "le 5 décembre": "day: 2026-12-05",
    "corte de pelo mañana a las tres y media": "what: corte de pelo; day: 2026-11-30; at: 15:30",
    "mesa para cuatro el viernes por la noche": "what: restaurante; day: 2026-12-04; between: 20:00-23:59; party: 4",
    "el 5 de diciembre a las 20:00": "day: 2026-12-05; at: 20:00",
    "dentro de dos horas": "moment: 2026-11-29 14:30",
    "taglio di capelli domani alle tre e mezza": "what: taglio di capelli; day: 2026-11-30; at: 15:30",
    "tavolo per quattro venerdì sera": "what: ristorante; day: 2026-12-04; between: 18:00-23:00; party: 4",
    "corte de cabelo amanhã às 15h": "what: corte de cabelo; day: 2026-11-30; at: 15:00",
    "sexta-feira à noite mesa para 4 pessoas": "what: restaurante; day: 2026-12-04; between: 18:00-23:59; party: 4",
    "kapper morgen om half vier": "what: kapper; day: 2026-11-30; at: 15:30",
    "tafel voor vier vrijdagavond": "what: restaurant; day: 2026-12-04; between: 18:00-23:00; party: 4",
    "klippning imorgon klockan halv fyra": "what: klippning; day: 2026-11-30; at: 15:30",
    "bord för fyra på fredag kväll": "what: restaurang; day: 2026-12-04; between: 17:00-22:00; party: 4",
    "parturi huomenna kello 15": "what: parturi; day: 2026-11-30; at: 15:00",
    "pöytä neljälle perjantaina illalla": "what: ravintola; day: 2026-12-04; between: 17:00-22:00; party: 4",
    "hieronta ylihuomenna klo 10-12": "what: hieronta; day: 2026-12-01; between: 10:00-12:00",
    "ensi tiistaina puoli neljä": "day: 2026-12-01; at: 15:30",
    "5. joulukuuta": "day: 2026-12-05",
    "yarın saat 15'te saç kesimi": "what: saç kesimi; day: 2026-11-30; at: 15:00",
    "cuma akşamı dört kişilik masa": "what: restoran; day: 2026-12-04; between: 17:00-22:00; party: 4",
    "iki saat sonra": "moment: 2026-11-29 14:30",
    "önümüzdeki salı 10:30": "day: 2026-12-01; at: 10:30",
    "fryzjer jutro o 15": "what: fryzjer; day: 2026-11-30; at: 15:00",
    "stolik dla czterech osób w piątek wieczorem": "what: restauracja; day: 2026-12-04; between: 17:00-22:00; party: 4",
    "pojutrze o wpół do czwartej": "day: 2026-12-01; at: 15:30",
    "za dwie godziny": "moment: 2026-11-29 14:30",
    "明日の午後3時にヘアカット": "what: ヘアカット; day: 2026-11-30; at: 15:00",
    "金曜日の夜、4人の席": "what: レストラン; day: 2026-12-04; between: 18:00-23:00; party: 4",
    "来週の火曜日10時半": "day: 2026-12-01; at: 10:30",
    "2時間後": "moment: 2026-11-29 14:30",
    "12月5日": "day: 2026-12-05",
    "내일 오후 3시 미용실": "what: 미용실; day: 2026-11-30; at: 15:00",
    "금요일 저녁 4명 테이블": "what: 레스토랑; day: 2026-12-04; between: 17:00-22:00; party: 4",
    "다음 주 화요일 10시 반": "day: 2026-12-01; at: 10:30",
    "두 시간 후": "moment: 2026-11-29 14:30",
    "कल दोपहर 3 बजे बाल कटवाना": "what: बाल कटवाना; day: 2026-11-30; at: 15:00",
    "शुक्रवार शाम चार लोगों के लिए टेबल": "what: रेस्टोरेंट; day: 2026-12-04; between: 16:00-20:00; party: 4",
    "अगले मंगलवार सुबह साढ़े दस बजे": "day: 2026-12-01; at: 10:30",
    "दो घंटे बाद": "moment: 2026-11-29 14:30",
}

FILTERS = {
    "open now": "open: now",
    "Open  now!": "open: now",
    "what’s open now?": "open: now",
    "haircut open now": "what: haircut; open: now",
    "which shops are still open": "open: now",
    "sauna in Kallio open now": "what: sauna; near: kallio; open: now",
    "现在营业": "open: now",
    "营业中的店": "open: now",
    "现在营业的按摩": "what: 按摩; open: now",
    "按摩 正在营业": "what: 按摩; open: now",
    "Открыто сейчас": "open: now",
    "что ещё открыто?": "open: now",
    "кафе сейчас открыто": "what: кафе; open: now",
    "مفتوح الآن": "open: now",
    "مفتوح الان": "open: now",
    "مطعم مفتوح الآن": "what: مطعم; open: now",
    "pizza near me": "what: pizza; here: yes",
    "附近的火锅": "what: 火锅; here: yes",
    "кофе рядом со мной": "what: кофе; here: yes",
    "مقهى قريب مني": "what: مقهى; here: yes",
    "near me": "here: yes",
    "cheap massage": "what: massage; order: cheapest",
    "便宜的按摩": "what: 按摩; order: cheapest",
    "массаж дёшево": "what: массаж; order: cheapest",
    "قص شعر رخيص": "what: قص شعر; order: cheapest",
    "best rated spa": "what: spa; order: best_rated",
    "cheap pizza open now near me": "what: pizza; here: yes; order: cheapest; open: now",
}

NOTHING_BUT_NAMES = (
    "opening soon",
    "火锅",
    "Black",
    "Seven Eleven",
    "Café Ekberg",
    "星巴克",
    "Аптека 36,6",
)


@pytest.mark.parametrize(("typed", "meant"), [*SAID.items(), *FILTERS.items()])
def test_a_sentence_is_understood(typed: str, meant: str) -> None:
    assert noted(understand(typed, NOW)) == meant


@pytest.mark.parametrize("typed", NOTHING_BUT_NAMES)
def test_names_stay_what_they_are(typed: str) -> None:
    assert noted(understand(typed, NOW)) == f"what: {typed.casefold()}"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "!!!", "\0", "\u200f", "9" * 400, "at at at 99:99", "31.31.2026", "in 9999 months"],
)
def test_anything_may_be_typed(typed: str) -> None:
    understand(typed, NOW)

"""Everyday words in five languages find the kind of place that is meant, by files that translators edit."""

import json
from importlib.resources import files

import pytest

from catalog.categories import Category
from catalog.folding import fold_kindly
from catalog.synonyms import meant, meant_by_ear
from catalog.widening import category_of

EVERYDAY = {
    "haircut стрижка 理发 حلاقة תספורת מספרה": Category.HAIRDRESSER,
    "manicure маникюр 美甲 مانيكير מניקור": Category.NAILS,
    "massage массаж 按摩 مساج עיסוי": Category.MASSAGE,
    "gym спортзал 健身房 جيم כושר": Category.GYM,
    "yoga йога 瑜伽 يوغا יוגה": Category.YOGA,
    "restaurant ресторан 餐厅 مطعم מסעדה": Category.RESTAURANT,
    "coffee кофе 咖啡 قهوة קפה": Category.CAFE,
    "bakery пекарня 面包店 مخبز מאפייה": Category.BAKERY,
    "pharmacy аптека 药店 صيدلية מרקחת chemist": Category.PHARMACY,
    "groceries продукты 超市 بقالة מכולת supermarket супермаркет": Category.GROCERIES,
    "cinema кино 电影院 سينما קולנוע": Category.CINEMA,
    "dentist стоматолог 牙医 أسنان": Category.DENTIST,
    "doctor врач 医生 طبيب רופא": Category.DOCTOR,
    "glasses очки 眼镜店 نظارات משקפיים": Category.OPTICIAN,
    "flowers цветы 花店 زهور פרחים": Category.FLOWERS,
    "laundry прачечная 洗衣店 مغسلة מכבסה": Category.LAUNDRY,
    "plumber сантехник 水管工 سباك אינסטלטור": Category.HANDYWORK,
    "hotel отель 酒店 فندق מלון": Category.HOTEL,
    "atm банкомат 取款机 صراف כספומט": Category.MONEY,
    "petrol заправка 加油站 بنزين דלק": Category.FUEL,
    "clothes одежда 衣服 ملابس בגדים": Category.CLOTHES,
    "jewellery ювелирный 珠宝 مجوهرات תכשיטים": Category.JEWELLERY,
    "toys игрушки 玩具 צעצועים": Category.GIFTS,
    "furniture мебель 家具 أثاث רהיטים": Category.HOME,
    "bicycle велосипед 自行车 دراجة אופניים": Category.BICYCLE,
    "post почта 快递 بريد דואר": Category.POST,
    "market рынок 菜市场 سوق שוק": Category.MARKET,
}
FOLDERS = ("synonyms", "narrower")


@pytest.mark.parametrize("words", EVERYDAY, ids=lambda words: words.split()[0])
def test_an_everyday_word_finds_its_kind(words: str) -> None:
    assert [each for each in words.split() if EVERYDAY[words] not in meant(each)] == []


@pytest.mark.parametrize("word", ["sushi", "суши", "寿司", "سوشي", "סושי", "pizza", "פיצה"])
def test_a_narrower_thing_is_of_a_kind_in_each_language(word: str) -> None:
    assert category_of(word) or meant(word) or word == "寿司"  # written without spaces


@pytest.mark.parametrize(
    ("typed", "category"),
    [
        ("saydaliya", Category.PHARMACY),
        ("mispara", Category.HAIRDRESSER),
        ("tisporet", Category.BARBER),
        ("beit merkachat", Category.PHARMACY),
        ("beit kafe", Category.CAFE),
        ("misada", Category.RESTAURANT),
        ("maghsala", Category.LAUNDRY),
        ("funduq", Category.HOTEL),
        ("qahwa", Category.CAFE),
        ("kvisa", Category.LAUNDRY),
    ],
)
def test_so_does_one_that_is_written_as_it_is_heard(typed: str, category: Category) -> None:
    assert category in meant(typed) | meant_by_ear(typed)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_has_lists_of_words_that_say_something(folder: str) -> None:
    for file in files("catalog").joinpath("data", folder).iterdir():
        if file.name.endswith(".json"):
            for kind, words in json.loads(file.read_text(encoding="utf-8")).items():
                assert words, (file.name, kind)
                assert all(fold_kindly(each.rstrip("*")) for each in words), (file.name, kind)
                assert kind in set(Category) if folder == "synonyms" else meant(kind), file.name

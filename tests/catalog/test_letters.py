"""Whatever program wrote a file: its letters are read, or it is refused, and never half of them."""

import gzip
import json
from pathlib import Path

import pytest

from catalog.candidate import Candidate, Problem, Reason
from catalog.reading import Reading

HEAD = "name,latitude,longitude,description\n"
DESKS = [
    ("cp1252", "48.37,10.90", ["Café Müller", "Fußpflege"]),
    ("cp1252", "48.85,2.35", ["Crêperie «Chez Noë»", "L’Étoile"]),
    ("cp1251", "55.75,37.61", ["Парикмахерская «Ёлка»", "Кофейня"]),
    ("koi8_r", "55.75,37.61", ["Парикмахерская", "Кофейня"]),
    ("gbk", "39.90,116.40", ["北京理发店", "咖啡馆"]),
    ("big5", "25.05,121.51", ["台北理髮店", "大稻埕咖啡"]),
    ("shift_jis", "35.68,139.69", ["東京理髪店", "カフェ・さくら"]),
    ("cp949", "37.56,126.97", ["서울 미용실", "카페 한강"]),
    ("cp1250", "50.08,14.42", ["Kavárna Žižkov", "Řeznictví"]),
    ("cp1253", "37.97,23.72", ["Καφέ Αθήνα", "Κομμωτήριο"]),
    ("cp1254", "41.01,28.97", ["Çağlar Kuaför", "Şişli Kahvesi"]),
    ("cp1255", "32.08,34.78", ["קפה תל אביב", "מספרה"]),
    ("cp1256", "30.04,31.23", ["مقهى القاهرة", "صالون النور"]),
]


def names(reading: Reading) -> list[str]:
    return [each.name for each in reading if isinstance(each, Candidate)]


def written(folder: Path, encoding: str, where: str, wanted: list[str]) -> Path:
    path = folder / "desk.csv"
    rows = "".join(f'"{name}",{where},one\n' for name in wanted)
    path.write_bytes((HEAD + rows).encode(encoding))
    return path


@pytest.mark.parametrize(("encoding", "where", "wanted"), DESKS)
def test_a_desk_may_write_in_the_code_page_of_its_country(
    tmp_path: Path, encoding: str, where: str, wanted: list[str]
) -> None:
    reading = Reading(written(tmp_path, encoding, where, wanted))

    assert names(reading) == wanted
    assert reading.encoding is not None
    assert reading.encoding.guessed


@pytest.mark.parametrize(
    ("encoding", "wanted"),
    [
        ("cp1252", ["Café Müller"]),
        ("cp1251", ["Парикмахерская", "Кофейня"]),
        ("gbk", ["北京理发店", "上海咖啡馆"]),
        ("shift_jis", ["東京理髪店", "カフェ・さくら"]),
    ],
)
def test_also_abroad(tmp_path: Path, encoding: str, wanted: list[str]) -> None:
    assert names(Reading(written(tmp_path, encoding, "60.1842,24.9497", wanted))) == wanted


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_unicode_tells_itself(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "desk.csv"
    path.write_bytes(
        f"{HEAD}Café 咖啡,60.1,24.9,\nКофе,60.2,24.9,\n".replace("\n", end).encode(encoding)
    )

    reading = Reading(path)

    assert names(reading) == ["Café 咖啡", "Кофе"]
    assert reading.encoding is not None
    assert not reading.encoding.guessed


def test_lines_of_an_old_macintosh_are_in_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    path.write_bytes(f"{HEAD}Café Müller,48.37,10.90,\n".replace("\n", "\r").encode("mac_roman"))

    assert names(Reading(path)) == ["Café Müller"]


def test_what_is_said_is_not_guessed(tmp_path: Path) -> None:
    path = written(tmp_path, "cp1254", "60.1,24.9", ["Şişli Kahvesi"])

    assert names(Reading(path, encoding="cp1254")) == ["Şişli Kahvesi"]


def test_a_broken_letter_costs_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    good = "".join(f"Кофейня {number},60.{number},24.9,\n" for number in range(1, 30))
    path.write_bytes(f"{HEAD}{good}".encode() + b"Caf\xe9,60.9,24.9,\n")

    found = list(Reading(path))

    assert [each.reason for each in found if isinstance(each, Problem)] == [Reason.BAD_LETTERS]
    assert len(found) == 30


def test_letters_that_were_lost_before_are_not_stored(tmp_path: Path) -> None:
    path = written(tmp_path, "utf-8", "60.1,24.9", ["Caf\ufffd M\ufffdller"])

    (found,) = Reading(path)

    assert isinstance(found, Problem)
    assert found.reason is Reason.BAD_LETTERS


def test_features_and_packed_files_are_guessed_too(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [37.61, 55.75]},
        "properties": {"@id": "node/1", "name": "Кофейня", "amenity": "cafe"},
    }
    text = json.dumps({"features": [feature]}, ensure_ascii=False)
    path = tmp_path / "places.geojson.gz"
    path.write_bytes(gzip.compress(text.encode("cp1251")))

    assert names(Reading(path)) == ["Кофейня"]


def test_a_long_line_without_a_letter_is_passed_once(tmp_path: Path) -> None:
    """Programs write whole exports into one line; looked through again from each place it never ends."""
    cafe = {
        "type": "node",
        "id": 1,
        "lat": 60.17,
        "lon": 24.94,
        "tags": {"shop": "tea", "name": "Tea"},
    }
    path = tmp_path / "line.json"
    path.write_text(json.dumps({"note": "-" * 3_000_000, "elements": [cafe]}), encoding="ascii")
    (found,) = Reading(path)
    assert isinstance(found, Candidate)
    assert found.name == "Tea"

"""Spreadsheets as desks write them: each row is read or refused by name, and takes no other along."""

from pathlib import Path

import pytest

from catalog.candidate import Candidate, Problem, Read, Reason
from catalog.reading import read_file

HEAD = "id,name,latitude,longitude,description,service,price,currency,minutes\n"


def read(folder: Path, text: str, encoding: str = "utf-8") -> list[Read]:
    path = folder / "desk.csv"
    path.write_bytes(text.encode(encoding))
    return list(read_file(path))


def names(found: list[Read]) -> list[str]:
    return [each.name for each in found if isinstance(each, Candidate)]


def refused(found: list[Read]) -> list[tuple[str, Reason]]:
    own = [each for each in found if isinstance(each, Problem)]
    parts = [part for each in found if isinstance(each, Candidate) for part in each.problems]
    return [(each.where, each.reason) for each in (*own, *parts)]


def offers(found: list[Read]) -> list[tuple[str, str, int]]:
    return [
        (each.name, service.name, service.price)
        for each in found
        if isinstance(each, Candidate)
        for service in each.offered
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_like(tmp_path: Path, end: str) -> None:
    text = HEAD + "1,A,60.1,24.9,,Cut,35,EUR,45\n\n2,B,60.2,24.9,,Cut,35,EUR,45\n"

    found = read(tmp_path, text.replace("\n", end))

    assert (names(found), refused(found)) == (["A", "B"], [])


@pytest.mark.parametrize("told", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;"])
def test_a_first_line_may_say_what_separates_the_cells(tmp_path: Path, told: str) -> None:
    text = f"{told}\nname;latitude;longitude;description\nA;60,1;24,9;x, y, z, and more, all one\n"

    (found,) = read(tmp_path, text)

    assert isinstance(found, Candidate)
    assert (found.point.latitude, found.description) == (60.1, "x, y, z, and more, all one")


@pytest.mark.parametrize(
    "broken",
    [
        '1,A,60.1,24.9,"Best in town,Cut,35,EUR,45',
        '1,"A,60.1,24.9,Best,Cut,35,EUR,45',
        '1,"A,60.1,24.9,"Best",Cut,35,EUR,45',
        '"1,A,60.1,24.9,Best,Cut,35,EUR,45',
    ],
)
@pytest.mark.parametrize(
    "behind",
    [
        "2,B,60.2,24.9,Good,Cut,36,EUR,45\n3,C,60.3,24.9,Good,Cut,37,EUR,45\n",
        '2,B,60.2,24.9,"Good, really",Cut,36,EUR,45\n3,C,60.3,24.9,"Good",Cut,37,EUR,45\n',
        '2,B,60.2,24.9,"Two\nlines",Cut,36,EUR,45\n3,C,60.3,24.9,,Cut,37,EUR,45\n',
    ],
)
def test_a_quote_that_is_never_closed_costs_its_own_row(
    tmp_path: Path, broken: str, behind: str
) -> None:
    found = read(tmp_path, HEAD + broken + "\n" + behind)

    assert refused(found) == [("2", Reason.BROKEN_ROW)]
    assert offers(found) == [("B", "Cut", 3600), ("C", "Cut", 3700)]


def test_an_open_quote_in_the_last_row_is_reported(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + '1,A,60.1,24.9,,Cut,35,EUR,45\n2,B,60.2,24.9,"Good,Cut,36\n')

    assert (names(found), refused(found)) == (["A"], [("3", Reason.BROKEN_ROW)])


def test_quotes_within_a_text_that_were_not_doubled_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + '1,"Joe" Cafe,60.1,24.9,the "best",Cut,35,EUR,45\n')

    assert (names(found), refused(found)) == (["Joe Cafe"], [])


def test_cells_that_have_shifted_are_refused(tmp_path: Path) -> None:
    text = HEAD + "1,A,60.1,24.9,Hair, nails,Cut,35,EUR,45\n2,B,60.2,24.9,,Cut,36,EUR,45,,,\n"

    found = read(tmp_path, text)

    assert refused(found) == [("2", Reason.TOO_MANY_CELLS)]
    assert offers(found) == [("B", "Cut", 3600)]


def test_rows_of_a_merchant_come_together_from_anywhere(tmp_path: Path) -> None:
    rows = ["1,A,60.1,24.9,,Cut,35,EUR,45", "2,B,60.2,24.9,,Cut,36,EUR,45"]
    rows += [",,,,,,,,", "1,,,,,Beard,20,EUR,30", "2,B,60.2,24.9,,Beard,21,EUR,30"]

    found = read(tmp_path, HEAD + "\n".join(rows))

    assert refused(found) == []
    assert offers(found) == [
        ("A", "Cut", 3500), ("A", "Beard", 2000), ("B", "Cut", 3600), ("B", "Beard", 2100),
    ]  # fmt: skip


def test_without_ids_name_and_place_bring_rows_together(tmp_path: Path) -> None:
    rows = [",A,60.1,24.9,,Cut,35,EUR,45", ",A,60.9,24.9,,Cut,36,EUR,45"]
    rows += [",A,60.1,24.9,,Beard,20,EUR,30"]

    found = read(tmp_path, HEAD + "\n".join(rows))

    assert offers(found) == [("A", "Cut", 3600), ("A", "Cut", 3500), ("A", "Beard", 2000)]


def test_two_services_of_one_name_are_not_one(tmp_path: Path) -> None:
    rows = ["1,A,60.1,24.9,,Cut,35,EUR,30", "1,A,60.1,24.9,,Cut,50,EUR,60"]
    rows += ["1,A,60.1,24.9,,Cut,35,EUR,30"]

    found = read(tmp_path, HEAD + "\n".join(rows))

    assert offers(found) == [("A", "Cut", 3500)]
    assert refused(found) == [("3", Reason.DOUBLE_SERVICE)]


@pytest.mark.parametrize("other", ["1,B,60.1,24.9", "1,A,60.9,24.9"])
def test_one_id_is_not_two_merchants(tmp_path: Path, other: str) -> None:
    found = read(tmp_path, f"{HEAD}1,A,60.1,24.9,,Cut,35,EUR,30\n{other},,Beard,20,EUR,60\n")

    assert offers(found) == [("A", "Cut", 3500)]
    assert refused(found) == [("3", Reason.DOUBLE_ID)]


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "name,latitude,longitude,Name\nA,60.1,24.9,B\n")

    assert refused(found) == [("1", Reason.DOUBLE_COLUMN)]


def test_a_text_of_several_lines_stays_one(tmp_path: Path) -> None:
    text = HEAD + '1,A,60.1,24.9,"Open daily,\nalso on Sundays.\n\n“Best”",Cut,35,EUR,45\n'

    (found,) = read(tmp_path, text)

    assert isinstance(found, Candidate)
    assert found.description == "Open daily, also on Sundays. “Best”"


PEOPLE = "id,name,latitude,longitude,service,price,currency,minutes,people\n"


def people(found: list[Read]) -> list[tuple[str, tuple[str, ...] | None]]:
    everybody = [each for each in found if isinstance(each, Candidate)]
    return [(each.name, each.people) for one in everybody for each in one.offered]


@pytest.mark.parametrize(
    "cell",
    ['"Aarne, Otso"', "Aarne;Otso", " Aarne | Otso ", '"Aarne,, Otso, Aarne"', '"Aarne\nOtso"'],
)
def test_people_are_named_in_one_cell(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, f"{PEOPLE}1,A,60.1,24.9,Cut,35,EUR,45,{cell}\n")

    assert (people(found), refused(found)) == ([("Cut", ("Aarne", "Otso"))], [])


def test_people_are_named_in_a_row_each(tmp_path: Path) -> None:
    rows = "1,A,60.1,24.9,Cut,35,EUR,45,Aarne\n1,A,60.1,24.9,Cut,35,EUR,45,Otso\n"

    assert people(read(tmp_path, PEOPLE + rows)) == [("Cut", ("Aarne", "Otso"))]
    other = read(tmp_path, PEOPLE + rows.replace("35,EUR,45,Otso", "40,EUR,45,Otso"))
    assert (people(other), refused(other)) == (
        [("Cut", ("Aarne",))],
        [("3", Reason.DOUBLE_SERVICE)],
    )


def test_people_without_a_time_to_come_to_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, f"{PEOPLE}1,A,60.1,24.9,Cut,35,EUR,,Aarne\n1,A,60.1,24.9,Wax,9,EUR,,\n")

    assert (people(found), refused(found)) == ([("Wax", ())], [("2", Reason.BAD_PEOPLE)])


def test_a_file_without_the_column_says_nothing_of_people(tmp_path: Path) -> None:
    assert people(read(tmp_path, HEAD + "1,A,60.1,24.9,,Cut,35,EUR,45\n")) == [("Cut", None)]

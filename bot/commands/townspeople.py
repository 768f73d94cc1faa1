"""Who lives in the demo's town beside the three phones: the other shops' keepers, and their guests."""

from sandbox.settings import PersonSettings, Phone, default_people, default_phones

GUEST, MERCHANT, OPERATOR = (each.id for each in default_people())
"""Who holds the three phones."""

COURIER = PersonSettings(2101, "Cem", "Yıldız", "cem_yildiz")
"""Brings orders for the whole market, on a fourth phone."""

PHONES = (*default_phones(), Phone("courier", COURIER.id))

KIMS = 2
"""Shops that are Kim's alone; every keeper has a few."""

KEEPERS = (
    PersonSettings(4001, "Saara", "Niemi", "saara_niemi"),
    PersonSettings(4002, "Elias", "Koskinen", "elias_k"),
    PersonSettings(4003, "Meri", "Aalto", "meri_aalto"),
    PersonSettings(4004, "Otto", "Salminen", "otto_salminen"),
    PersonSettings(4005, "Nadia", "Haddad", "nadia_haddad"),
    PersonSettings(4006, "Ville", "Rautio", "ville_rautio"),
)
GUESTS = tuple(
    PersonSettings(5001 + number, *name.split())
    for number, name in enumerate(
        (
            "Veera Korhonen",
            "Joonas Mäkinen",
            "Iida Nieminen",
            "Leo Heikkinen",
            "Helmi Laaksonen",
            "Anton Petrov",
            "Wei Zhang",
            "Layla Hassan",
            "Emil Lindqvist",
            "Aada Rantanen",
            "Noel Kallio",
            "Sofia Ahonen",
        )
    )
)


def everybody() -> tuple[PersonSettings, ...]:
    """All who have a phone in the demo's sandbox."""
    return (*default_people(), COURIER, *KEEPERS, *GUESTS)

"""The region is that of the nearest town, though few towns are looked at."""

from math import cos, radians

from hypothesis import given
from hypothesis import strategies as st

from catalog.regions import COUNTRY, region_of, towns_of


@given(country=st.sampled_from(["DE", "ES", "IT"]), town=st.integers(0, 10**6), beside=st.data())
def test_no_other_town_is_nearer(country: str, town: int, beside: st.DataObject) -> None:
    towns = [each for several in towns_of(country).values() for each in several]
    north, east, _ = towns[town % len(towns)]
    shift = st.floats(-0.3, 0.3)
    latitude, longitude = north + beside.draw(shift), east + beside.draw(shift)
    narrow = cos(radians(latitude))
    _, nearest = min(
        ((north - latitude) ** 2 + ((east - longitude) * narrow) ** 2, region)
        for north, east, region in towns
    )
    wanted = None if nearest == COUNTRY else nearest
    assert region_of(country, latitude, longitude) == wanted

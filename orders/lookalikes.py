"""Letters of other scripts that read as a sign of a code, as another keyboard types them."""

from types import MappingProxyType

CYRILLIC = dict(zip("АВЕКМНОРСТУХЅІЈҮӀԚԜԌҺЗѴ", "ABEKMH0PCTYXS1JY1QWGH3V", strict=True))
GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧͿ", "ABEZH1KMN0PTYXJ", strict=True))
ARMENIAN = dict(zip("ՕՏԼ", "0S1", strict=True))
LATIN = dict(zip("OILƖ", "0111", strict=True))

LOOKALIKES = MappingProxyType(
    {ord(sign): read for sign, read in (CYRILLIC | GREEK | ARMENIAN | LATIN).items()}
)
"""For capitals; the letters that no code has, O, I and L, are the digits they look like."""

LUNATE = MappingProxyType({ord(sign): "C" for sign in "Ϲϲ"})
"""A sigma that reads as C; in its plain form it would be another letter."""

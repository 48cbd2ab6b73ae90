"""How large a school is, in four bands: schools of one band are told to be of about the same size. Pure."""

from __future__ import annotations

FROM = (250, 500, 1000)  # students; under the first of them a school is in the first band
BANDS = len(FROM) + 1


def band_of(students: int) -> int:
    """Return the band of a school with so many students, 0 for the smallest."""
    return sum(students >= each for each in FROM)


def are_alike(one: int | None, other: int | None) -> bool:
    """Tell whether two schools with so many students are of about the same size; what is not known is not alike."""
    return one is not None and other is not None and band_of(one) == band_of(other)

"""What a cell's place is called."""

from __future__ import annotations

from archive.suppression.places import Place
from config.texts import Texts


def place_name(place: Place, t: Texts) -> str:
    """Return where the people behind a theme work; empty where there is only one place to speak of."""
    if place.level == "district":
        return place.name
    if place.level == "region":
        if place.is_rest:
            return t("{region}: its other districts together", region=place.name)
        return t("{region}: its districts together", region=place.name)
    if place.is_rest:
        return t("The other districts together")
    return t("All districts together") if len(place.districts) > 1 else ""

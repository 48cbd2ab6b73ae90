"""What somebody without a name is called: birds and trees, a name for each voice of a conversation."""

from __future__ import annotations

from config.texts import N_, Texts

NAMES = (
    N_("Acacia"), N_("Alder"), N_("Almond"), N_("Apple"), N_("Ash"), N_("Aspen"), N_("Bamboo"), N_("Beech"),
    N_("Birch"), N_("Cedar"), N_("Cherry"), N_("Chestnut"), N_("Clover"), N_("Condor"), N_("Crane"), N_("Curlew"),
    N_("Cypress"), N_("Dove"), N_("Eagle"), N_("Egret"), N_("Elder"), N_("Elm"), N_("Falcon"), N_("Fern"),
    N_("Finch"), N_("Hawk"), N_("Hawthorn"), N_("Hazel"), N_("Heather"), N_("Heron"), N_("Hoopoe"), N_("Ibis"),
    N_("Ivy"), N_("Juniper"), N_("Kestrel"), N_("Kingfisher"), N_("Larch"), N_("Lark"), N_("Laurel"), N_("Linden"),
    N_("Magnolia"), N_("Maple"), N_("Martin"), N_("Mimosa"), N_("Nightingale"), N_("Oriole"), N_("Osprey"),
    N_("Owl"), N_("Pelican"), N_("Plover"), N_("Poplar"), N_("Puffin"), N_("Quail"), N_("Robin"), N_("Rowan"),
    N_("Sparrow"), N_("Stork"), N_("Swallow"), N_("Swift"), N_("Sycamore"), N_("Thrush"), N_("Walnut"), N_("Willow"),
    N_("Wren"),
)  # fmt: skip


def shown_name(name: str, number: int, t: Texts) -> str:
    """Return a pseudonym as it is read; the second of a name in one conversation carries a 2."""
    return t(name) if number == 1 else f"{t(name)} {number}"

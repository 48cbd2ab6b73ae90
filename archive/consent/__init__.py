"""Consent: offering, saying yes to exact words, reviewing, taking back, and reading what may leave."""

from __future__ import annotations

from archive.consent.counting import count_me, count_me_out
from archive.consent.giving import (
    agree,
    change_words,
    describe,
    drop,
    offer,
    take_up,
    typed,
    withdraw,
)
from archive.consent.masking import masked_for, offer_of
from archive.consent.model import Contribution, Counted, Held, Offer, Proposal, Statement
from archive.consent.panel import ReviewPanel
from archive.consent.reading import (
    counted,
    mark_published,
    publishable,
    purposes_of,
    recalls,
    still_publishable,
    take_names_off,
)
from archive.consent.reviewing import accept, ask_reviews, decline, give_back, propose, waiting_for

__all__ = [
    "Contribution",
    "Counted",
    "Held",
    "Offer",
    "Proposal",
    "ReviewPanel",
    "Statement",
    "accept",
    "agree",
    "ask_reviews",
    "change_words",
    "count_me",
    "count_me_out",
    "counted",
    "decline",
    "describe",
    "drop",
    "give_back",
    "mark_published",
    "masked_for",
    "offer",
    "offer_of",
    "propose",
    "publishable",
    "purposes_of",
    "recalls",
    "still_publishable",
    "take_names_off",
    "take_up",
    "typed",
    "waiting_for",
    "withdraw",
]

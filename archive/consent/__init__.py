"""Consent: offering, saying yes to exact words, reviewing, taking back, and reading what may leave."""

from __future__ import annotations

from archive.consent.giving import agree, change_words, count_me, count_me_out, describe, drop, offer, typed, withdraw
from archive.consent.masking import masked_for, offer_of
from archive.consent.model import Contribution, Counted, Offer, Statement
from archive.consent.panel import ReviewPanel
from archive.consent.reading import counted, mark_published, publishable, recalls, still_publishable
from archive.consent.reviewing import accept, ask_reviews, decline, give_back, waiting_for

__all__ = [
    "Contribution",
    "Counted",
    "Offer",
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
    "publishable",
    "recalls",
    "still_publishable",
    "typed",
    "waiting_for",
    "withdraw",
]

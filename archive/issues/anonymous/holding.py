"""What whoever holds a receipt can do: see what became of it, change the words, take them back."""

from __future__ import annotations

from archive.issues.anonymous.rules import MonthIsOver, WordsAreShared
from archive.issues.anonymous.store import AnonymousStore, Held
from archive.issues.rules import Draft, check_draft
from archive.issues.store import IssueStore
from archive.issues.themes import ThemeStore
from bot.anonymity.receipts import read_receipt, receipt_hash
from bot.database.transaction import Tx


async def held_by(tx: Tx, written: str) -> tuple[str, Held] | None:
    """Return a receipt and what it stands for; None where it fits nothing (any more)."""
    receipt = read_receipt(written)
    held = await AnonymousStore(tx).by_receipt(receipt_hash(receipt)) if receipt is not None else None
    return (receipt, held) if receipt is not None and held is not None else None


async def check_may_change(tx: Tx, held: Held, person_id: int) -> None:
    """Check that a person may change the words: they wrote them, and nobody else stands behind them.

    A receipt that was found takes words back, but puts none into somebody's mouth. Raises `MonthIsOver` or
    `WordsAreShared`.
    """
    if held.support_id is not None or held.month is None:
        raise MonthIsOver
    if tx.tags(held.month, [person_id]).get(person_id) != held.tag:
        raise MonthIsOver
    if await IssueStore(tx).voices_on(held.issue_id):
        raise WordsAreShared


async def change_words(tx: Tx, held: Held, person_id: int, draft: Draft, topics: frozenset[str]) -> None:
    """Put new words in place of an issue's; raises what `check_may_change` and `check_draft` raise."""
    checked = check_draft(draft, topics)
    await check_may_change(tx, held, person_id)
    await AnonymousStore(tx).change(held.issue_id, checked.text)
    await ThemeStore(tx).untitle_of_issue(held.issue_id)  # the old words may stand in it


async def take_back(tx: Tx, held: Held) -> None:
    """Take back what a receipt stands for, at once: an issue with all voices on it, or one's own voice on one."""
    if held.support_id is not None:
        await AnonymousStore(tx).take_back(held.support_id)
        return
    await ThemeStore(tx).untitle_of_issue(held.issue_id)
    await IssueStore(tx).withdraw(held.issue_id)
    tx.forget_alone(held.issue_id)  # before the commit: should that fail, words nobody wants are gone all the same

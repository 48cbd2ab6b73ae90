"""/digest recipients: who receives the digest, whom they asked to help, and taking their links back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from archive.bounces.arrivals import not_arrived
from archive.bounces.reasons import say
from archive.delivery.invitations import InvitationStore
from archive.delivery.model import Recipient
from archive.delivery.removing import revoke_links
from archive.delivery.store import RecipientStore
from bot.cards import Address, Card, Choice, Select
from bot.database.ids import read_id
from bot.errors import Gone
from bot.ui.actions import Actions
from bot.ui.visit import Visit
from cogs.digest.render import plain
from config.texts import Texts

MOST_SHOWN = 25  # Discord: the choices of a select
LONGEST_LABEL = 100

actions = Actions("digest")


async def show_recipients(visit: Visit) -> None:
    """List the recipients' offices and names to a steward; mail addresses stay out of Discord."""
    await visit.steward()
    async with visit.network.read() as tx:
        found = await RecipientStore(tx).all()
        asked = Counter(each.recipient_id for each in await InvitationStore(tx).all())
        failures = await not_arrived(tx)
    await visit.reply(recipients_card(visit.t, found, asked, failures))


@actions.on("revoke")
async def revoke(visit: Visit, _target: str) -> None:
    """Take back every link of the chosen recipient."""
    person = await visit.steward()
    recipient_id = read_id(visit.values[0] if visit.values else "")
    async with visit.network.write() as tx:
        recipient = await RecipientStore(tx).get(recipient_id)
        if recipient is None or recipient.state == "removed":
            raise Gone
        count = await revoke_links(tx, recipient, by=person.id, now=visit.now)
    await visit.reply(revoked(visit.t, recipient, count))


def recipients_card(
    t: Texts, found: Sequence[Recipient], asked: Mapping[int, int], failures: Mapping[int, str]
) -> Card:
    """Return who receives the digest and whom it did not reach, with a list to take links back."""
    if not found:
        return Card(
            title=t("Who receives the digest"),
            text=t("Nobody yet. The host can add policymakers with staffroom recipients import."),
        )
    shown = found[:MOST_SHOWN]
    lines = [_line(t, each, asked.get(each.id, 0), failures.get(each.id, "")) for each in shown]
    if len(found) > MOST_SHOWN:
        lines.append(t("and {count} more", count=len(found) - MOST_SHOWN))
    choices = tuple(Choice(f"{each.office}: {each.name}"[:LONGEST_LABEL], str(each.id)) for each in shown)
    select = Select(t("Take back somebody's links"), Address("digest", "revoke"), choices)
    return Card(title=t("Who receives the digest"), text="\n".join(lines), selects=(select,))


def _line(t: Texts, each: Recipient, asked: int, failure: str) -> str:
    facts = [f"{plain(each.office)}: {plain(each.name)}"]
    if each.state != "active":
        facts.append(t("left the list"))
    if asked:
        facts.append(t.many("asked one colleague to help", "asked {count} colleagues to help", asked))
    line = " · ".join(facts)
    return f"{line}\n↳ {t('The newest mail did not arrive.')} {say(failure, t)}" if failure else line


def revoked(t: Texts, recipient: Recipient, count: int) -> str:
    """Return what a steward reads after taking links back."""
    if not count:
        return t("{office} has no open link, so nothing was changed.", office=plain(recipient.office))
    return t.many(
        "The open link of {office} is taken back, in every browser too. The next mail to them brings a new one.",
        "{count} open links of {office} are taken back, in every browser too. The next mail to them brings a new one.",
        count,
        office=plain(recipient.office),
    )

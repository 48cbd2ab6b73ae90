"""What setup says: what it found, how far it is, what it did."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards import Card
from cogs.setup.apply import Outcome
from cogs.setup.findings import Findings, Off
from cogs.setup.needs import named
from config.texts import N_, Texts

OFF: dict[Off, str] = {
    "mail": N_(
        "Mail is off (STAFFROOM_SMTP_URL, STAFFROOM_MAIL_FROM, STAFFROOM_REPLY_TO): codes and digests stay here."
    ),
    "pages": N_("The recipients' pages: policymakers can't respond to a digest (STAFFROOM_PUBLIC_URL)."),
}


def found_card(network: str, findings: Findings, t: Texts) -> Card:
    """Return what was found, with what to do about it."""
    fields = [(t("Can read everything here, always"), _readers(findings, t)), (t("My role"), _reach(findings, t))]
    if findings.self_assignable:
        roles = _roles(findings.self_assignable)
        fields.append(
            (t("Roles that people can give themselves"), t("{roles}: none of them opens a room.", roles=roles))
        )
    if findings.switched_off:
        fields.append((t("Switched off"), "\n".join(t(OFF[each]) for each in findings.switched_off)))
    return Card(title=t("What I found on this server"), text=t("For {network}.", network=network), fields=tuple(fields))


def progress_card(found: Card, done: int, steps: int, name: str, t: Texts) -> Card:
    """Return what was found, and how far the work is."""
    bar = "▰" * (10 * done // steps) + "▱" * (10 - 10 * done // steps)
    line = t("{bar} {done} of {steps}: {name}", bar=bar, done=done, steps=steps, name=name)
    return Card(title=found.title, text=found.text, fields=(*found.fields, (t("Setting up"), line)))


def done_card(found: Card, outcome: Outcome, t: Texts) -> Card:
    """Return what was found, and what was done."""
    lines = [
        t("Made: {names}.", names=", ".join(outcome.made)) if outcome.made else "",
        t("Put right: {names}.", names=", ".join(outcome.repaired)) if outcome.repaired else "",
    ]
    said = "\n".join(line for line in lines if line) or t("Everything was as it should be; nothing was changed.")
    return Card(
        title=t("This server is set up"),
        text=found.text,
        fields=(*found.fields, (t("Done"), said), (t("Next"), t(NEXT))),
    )


NEXT = N_(
    "Import the roster with `staffroom roster import`, then hand out codes with `staffroom roster codes`. "
    "Run /setup again whenever something here was moved or deleted."
)


def _readers(findings: Findings, t: Texts) -> str:
    lines = [t("<@{owner}>, who owns this server", owner=findings.owner_id)]
    if findings.administrators:
        lines.append(t("Administrators: {people}", people=_people(findings.administrators)))
    if findings.administrator_bots:
        bots = _people(findings.administrator_bots)
        lines.append(t("Bots with Administrator: {bots}. Take it from them if they can do without.", bots=bots))
    return "\n".join(lines)


def _reach(findings: Findings, t: Texts) -> str:
    if findings.missing:
        return t("Lacks permissions: {names}.", names=named(findings.missing, t))
    if findings.out_of_reach:
        roles = _roles(findings.out_of_reach)
        return t("Stands below {roles}, so I can't give or take them. Move my role above them.", roles=roles)
    return t("Has what it needs, and stands above every role it manages.")


def _self_assignable(findings: Findings, t: Texts) -> str:
    lines = []
    if findings.self_admitting:
        roles = _roles(findings.self_admitting)
        lines.append(t("{roles} open spaces. Take them out of the server's onboarding questions.", roles=roles))
    if findings.self_assignable:
        lines.append(t("{roles} open none of the spaces here.", roles=_roles(findings.self_assignable)))
    return "\n".join(lines)


def _people(ids: Iterable[int]) -> str:
    return ", ".join(f"<@{each}>" for each in ids)


def _roles(ids: Iterable[int]) -> str:
    return ", ".join(f"<@&{each}>" for each in ids)

"""The wizard from the first card to the summary, in the simulated Discord."""

from __future__ import annotations

from bot.people.school import school_calendar
from bot.people.stewards import StewardStore
from bot.people.store import PeopleStore
from bot.visibility.permissions.model import MANAGE_ROLES
from cogs.setup.needs import REQUIRED
from tests.cogs.setup.replies import told
from tests.cogs.setup.test_flow import bot_holds
from tests.cogs.setup.wizard.playing import choose, labels, open_setup, press, title
from tests.kit.forms import boxes
from tests.kit.town import Town

SITES = b"name,district,region,level,opened_on,time_zone,initiatives\nElm,North,North,high,,America/Chicago,\n"
HEAD = b"name,email,position,site,supervisor_emails,started_on,languages,topics\n"
NIA = b"Nia Okoro,nia@example.org,coordinator,Elm,pat@example.org,2025-09-01,en,\n"
SAM = b"Sam Hill,sam@example.org,programme manager,,,2020-09-01,en,\n"
WRONG = b"Lea,lea@example,captain,Oak,,1.9.2025,en,\n"


def files(people: bytes) -> dict[str, tuple[str, bytes]]:
    return {"sites": ("sites.csv", SITES), "people": ("people.csv", HEAD + people)}


async def logged(town: Town) -> list[str]:
    async with town.network.read() as tx:
        return [act.act for act in reversed(await StewardStore(tx).latest(50))]


async def test_an_owner_goes_from_the_first_card_to_the_roster_and_names_a_steward(bare_town: Town) -> None:
    town, owner = bare_town, bare_town.owner
    bot_holds(town, REQUIRED & ~MANAGE_ROLES)
    card = await open_setup(town, owner)
    assert labels(card) == ["Begin", "Use what is proposed"]
    card = await press(owner, card, "Begin")
    assert "I still need these permissions: Manage Roles. Open Server Settings, Roles, my role" in told(card)
    assert labels(card) == ["Check again", "Later"]
    bot_holds(town, REQUIRED)
    card = await press(owner, card, "Check again")
    card = await press(owner, card, "Keep this")
    assert title(card) == "Step 2 of 10: The server's language"
    await town.restart()
    card = await press(owner, card, "Keep this")
    assert title(card) == "Step 3 of 10: Who is on the roster"

    faulty = told(await open_setup(town, owner, **files(NIA + WRONG)))
    assert faulty.startswith("4 things to correct first")
    assert "people, line 3: “captain” in position is not one this network knows" in faulty
    assert "people, line 3: “1.9.2025” in started\\_on is not a date; write it like 2026-08-31" in faulty
    different = await open_setup(town, owner, **files(NIA + SAM))
    assert "Sites: 1 new, 0 changed.\nPeople: 2 new, 0 changed.\nOne supervisor is not on the roster" in told(different)
    card = await press(owner, different, "Save this roster")
    assert "The roster is saved." in told(card)
    assert "One site, 2 people; one supervises somebody." in told(card)
    assert "The roster says exactly this already" in told(await open_setup(town, owner, **files(NIA + SAM)))

    card = await press(owner, card, "Keep this")
    assert title(card) == "Step 4 of 10: Stewards and moderators"
    form = await press(owner, card, "Change who")
    refused = await owner.submit_modal(form, {"stewards": "nobody@example.org"})
    assert "Nobody active on the roster has the address nobody@example.org" in told(refused)
    form = await press(owner, refused, "Try again with these words")
    assert boxes(form) == {"stewards": "nobody@example.org"}
    card = await owner.submit_modal(form, {"stewards": "Sam@example.org"})
    assert "Sam Hill\nStill to join with their code: Sam Hill." in told(card)
    assert await logged(town) == [
        "The server's owner brought the roster up to date in /setup: {about}.",
        "The server's owner made {about} a steward.",
    ]


async def test_a_steward_goes_on_where_the_owner_stopped_and_both_at_once_overwrite_nothing(town: Town) -> None:
    owner, sam = town.owner, await town.join("Sam Hill", "programme manager", None, steward=True)
    card = await choose(sam, await open_setup(town, sam), "calendar", "setup:open")
    theirs = await choose(owner, await open_setup(town, owner), "calendar", "setup:open")
    form = await press(sam, card, "Change days off and zone")
    spring = {"days_off": "Spring: 2026-03-30 to 2026-04-03", "weekdays": "Mon, Tue", "zone": "middle of Ohio"}
    unknown = await sam.submit_modal(form, spring)
    assert "“middle of Ohio” isn't a time zone I know. Nothing was changed." in told(unknown)
    form = await press(sam, unknown, "Try again with these words")
    assert boxes(form) == spring
    card = await sam.submit_modal(form, {**spring, "zone": "america/new york"})
    assert "Saved." in told(card)
    assert "Time zone: America/New_York, as it was set here." in told(card)
    [network] = await town.house.networks.all()
    async with network.read() as tx:
        assert (await school_calendar(tx, network.community)).zone.key == "America/New_York"
    assert "School is held on Mon, Tue.\nSpring: 30 Mar 2026 to 3 Apr 2026" in told(card)

    late = await press(owner, theirs, "Change days off and zone")
    assert "This was changed meanwhile, by another steward" in told(late)
    assert "Spring: 30 Mar 2026" in told(late)
    form = await press(owner, late, "Change days off and zone")
    assert boxes(form)["days_off"] == "Spring: 2026-03-30 to 2026-04-03"
    await press(sam, card, "Undo")
    refused = await owner.submit_modal(form, {"days_off": "Fall: 2026-10-05", "weekdays": "Mon"})
    assert "This was changed meanwhile" in told(refused)
    again = await press(owner, refused, "Try again with these words")
    card = await owner.submit_modal(again, boxes(again))
    assert "School is held on Mon." in told(card)
    assert "until the roster says where your sites are" in told(card), "a zone that was taken out is the sites' again"

    card = await choose(sam, await open_setup(town, sam), "mentoring", "setup:open")
    card = await choose(sam, card, "0", "setup:cadence:weeks_between_rounds")
    assert "Only when a steward types /mentor round." in told(card)

    card = await choose(sam, await open_setup(town, sam), "topics", "setup:open")
    form = await press(sam, card, "Change the lists")
    named = boxes(form) | {"topics": boxes(form)["topics"].replace("family: Family engagement", "family: Families")}
    assert "Families" in told(await sam.submit_modal(form, named))
    refused = await press(sam, await choose(sam, await open_setup(town, sam), "stewards", "setup:open"), "Change who")
    assert "Only the server's owner names stewards" in told(refused)
    assert (await logged(town))[-5:] == [
        "{actor} changed the school calendar in /setup.",
        "{actor} changed the school calendar in /setup.",
        "The server's owner changed the school calendar in /setup.",
        "{actor} changed how often mentors are matched, in /setup.",
        "{actor} changed the topics or the ways of leading in /setup.",
    ]


async def test_nobody_brings_a_roster_that_changes_their_own_row(town: Town) -> None:
    sam = await town.join("Sam Hill", "programme manager", None, steward=True, email="sam@example.org")
    refused = told(await open_setup(town, sam, **files(SAM.replace(b"programme manager", b"coordinator"))))
    assert "Nobody changes their own place here" in refused
    assert "A roster is two files" in told(await open_setup(town, sam, sites=("sites.csv", SITES)))
    async with town.network.read() as tx:
        person = await PeopleStore(tx).by_email("sam@example.org")
    assert person is not None
    assert person.position == "programme manager"


async def test_rooms_are_made_a_test_mail_is_sent_and_the_summary_says_what_comes_next(bare_town: Town) -> None:
    town, owner = bare_town, bare_town.owner
    card = await press(owner, await open_setup(town, owner), "Begin")
    for _ in range(7):
        card = await press(owner, card, "Later")
    assert title(card) == "Step 8 of 10: Rooms, forum and voice channels"
    form = await press(owner, card, "Change the name and the line")
    refused = await owner.submit_modal(form, boxes(form) | {"room": "Küche"})
    assert "A room can't be called “Küche”" in told(refused)
    form = await press(owner, refused, "Try again with these words")
    card = await owner.submit_modal(form, boxes(form) | {"room": "Staff Kitchen"})
    assert "Practitioners: staff-kitchen" in told(card)
    card = await press(owner, card, "Make the rooms")
    assert title(card) == "Step 9 of 10: Mail"
    assert "Made: Members, " in told(card)
    assert "staff-kitchen" in town.guild.channels

    form = await press(owner, card, "Send me a test")
    assert "is not a mail address" in told(await owner.submit_modal(form, {"address": "dana"}))
    form = await press(owner, card, "Send me a test")
    card = await owner.submit_modal(form, {"address": "Dana@example.org"})
    assert "The mail server took the test mail." in told(card)
    assert [letter["To"] for letter in town.mailbox] == ["dana@example.org"]

    card = await press(owner, card, "Keep this")
    card = await press(owner, card, "Later")
    assert title(card) == "Our network, so far"
    assert "Done: 1. What I may do on this server\n8. Rooms, forum and voice channels\n9. Mail" in told(card)
    assert "4. Stewards and moderators: There is no steward yet." in told(card)
    assert "What to do next: • Bring the roster: type /setup and attach your two files" in told(card)
    assert title(await open_setup(town, owner)) == "Our network, so far"

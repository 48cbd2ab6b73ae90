"""Mutants that no test can notice, each with the reason. A survivor that is not listed here counts."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from tests.soak.mutating.mutants import Mutant, Source
from tests.soak.mutating.targets import ROOT

# what stands there, what stands there instead, and where several are alike in the file: which of them, from 1
Change = tuple[str, str] | tuple[str, str, int]

# file → the line → the changes that are none, and why
EQUIVALENT: dict[str, dict[str, tuple[set[Change], str]]] = {
    "bot/matching/circles.py": {
        '[[not person.languages or name in person.languages for name in [*named, ""]] for person in people]': (
            {("''", "'XX'")},
            "any word does that is nobody's language",
        ),
        "able += [replace(one, days_waiting=0) for one in others if one.person_id not in new]": (
            {("0", "-1")},
            "fewer days than the newcomers have, however many fewer",
        ),
    },
    "bot/matching/dense.py": {
        "costs[:, len(mentors) :] = np.where(task.must, np.inf, 0.0)[:, None]": (
            {("0.0", "1.0"), ("0.0", "-1.0")},
            "every stand-in is somebody's in every assignment: what all of them cost adds the same to each",
        ),
        "return costs, np.append(mentors, np.full(nobody, -1))": (
            {("1", "2")},
            "any number below 0 means nobody, and goes no further",
        ),
    },
    "bot/matching/edges.py": {
        "MOST_OF_ONE = 64  # pairs of one mentee that are taken up at a time, where many are alike": (
            {("64", "63"), ("64", "65")},
            "how many are taken up at a time changes how often it is looked",
        ),
        "if not (best > floor[rows]).any():": (
            {("best > floor[rows]", "best >= floor[rows]")},
            "a short cut: what is not above the floor is not found below either",
        ),
        "if counts.max(initial=0) <= MOST_OF_ONE:": (
            {("0", "-1"), ("counts.max(initial=0) <= MOST_OF_ONE", "counts.max(initial=0) < MOST_OF_ONE")},
            "a short cut: of exactly so many, all are kept below",
        ),
    },
    "bot/matching/exact.py": {
        "FAR = 2**60  # further than any price: no bound": (
            {("60", "61"), ("60", "59")},
            "further than any price all the same",
        ),
        "bonus = np.where(task.must, np.ptp(edges.scores) + 1, 0)": (
            {("0", "1"), ("0", "-1")},
            "the bonus of those who need not be served is never read",
        ),
        "bonus[without] *= 4  # once all who must be served are, their bonuses favour none of the ways to do so": (
            {("4", "3"), ("4", "5")},
            "as the comment says: how fast the bonus grows changes how often it is tried",
        ),
        "for _ in range(len(prices) + 1):": (
            {("1", "0"), ("1", "2"), ("len(prices) + 1", "len(prices) - 1")},
            "one time fewer than there are mentors is enough (Bellman and Ford); when nothing changes, it ends",
        ),
        "break": (
            {("break", "continue", 1), ("break", "continue", 2)},
            "nothing is left to change: going on changes nothing",
        ),
    },
    "bot/matching/features.py": {
        "counts = np.abs(mentees).max(axis=0, initial=0) > 0": (
            {("0", "1", 2), ("0", "-1", 2), ("0", "-1", 3)},
            "a column of zeros, kept or not, adds nothing; there is none without people",
        ),
        "return sorted(asked & offered)": (
            {("asked & offered", "asked | offered")},
            "a word of one side alone is a column of zeros on the other",
        ),
        "share = [units(weight, 1 / max(1, count)) for count in range(max(counts, default=0) + 1)]": (
            {("0", "-1"), ("1", "2", 3)},
            "of nobody's words no share is looked up, nor one for more words than anybody named",
        ),
    },
    "bot/matching/fit.py": {
        "WEEK_QUARTERS = 7 * 24 * 4": (
            {("7", "8"), ("24", "25"), ("4", "5")},
            "a wider table has empty columns",
        ),
        "place = {site: number for number, site in enumerate(sorted(known), start=1)}": (
            {("1", "2")},
            "any numbers do that are above 0 and differ",
        ),
        "if elsewhere and places.any():": (
            {("elsewhere and places.any()", "elsewhere or places.any()")},
            "a short cut: without a weight or a site nothing is added",
        ),
        "return np.full(len(ids), -1)": ({("1", "2")}, "any number below 0 means that there is none"),
        'with _alone().limit(limits=1, user_api="blas"):': (
            {("1", "0"), ("1", "2")},
            "how many threads multiply changes the time it takes",
        ),
        "BLOCK = 64  # rows at a time: a block of 10,000 columns stays in the processor's cache": (
            {("64", "63"), ("64", "65")},
            "how many rows at a time changes the time it takes",
        ),
    },
    "bot/matching/part.py": {
        "padded = np.full((len(places), max(map(len, places), default=0)), NO_PLACE, dtype=np.int64)": (
            {("0", "1")},
            "a part without mentors has nothing to solve",
        ),
    },
    "bot/matching/prices.py": {
        'waiting = mentors if task.is_closed else -1  # "nobody", whom some must choose in a closed part': (
            {("1", "0"), ("1", "2"), ("-1", "1")},
            "where nobody may wait it is not looked at",
        ),
        "room = np.append(task.room, mentees - task.room.sum() if task.is_closed else 0)": (
            {("0", "1"), ("0", "-1")},
            "where nobody may wait there is no telling how many do",
        ),
        "STEP = 2e-2  # a bid is raised by this part of the range of scores, so that ties do not go on for ever": (
            {("0.02", "-0.98")},
            "a step of 1 then: better prices after more rounds",
        ),
        "BLOCK = 64": ({("64", "63"), ("64", "65")}, "how many rows at a time changes the time it takes"),
        "if len(free) <= STILL_FREE * mentees:": (
            {("len(free) <= STILL_FREE * mentees", "len(free) < STILL_FREE * mentees")},
            "a first guess may be a bid better or worse",
        ),
        "MOST_ROUNDS = 400": ({("400", "399"), ("400", "401")}, "a first guess may be a bid better or worse"),
    },
    "bot/matching/reasons.py": {
        "years = (mentor.days_in_role or 0) // YEAR": (
            {("0", "1"), ("0", "-1")},
            "a day or none is less than a year",
        ),
        "if years >= 1 and (mentor.days_in_role or 0) > (mentee.days_in_role or 0):": (
            {("0", "1", 1), ("0", "-1", 1), ("0", "1", 2), ("0", "-1", 2)},
            "whoever has a year is further ahead than that",
        ),
    },
    "bot/matching/sites.py": {
        "new.append(_wish(site, age, today, capacity=1))": (
            {("1", "0"), ("1", "2")},
            "how many a mentee could take is not looked at",
        ),
    },
    "bot/matching/solve.py": {
        "if table.size and 4 * len(days_waiting) * LARGEST_SCORE >= EXACT:": (
            {("4 * len(days_waiting) * LARGEST_SCORE >= EXACT", "4 * len(days_waiting) * LARGEST_SCORE > EXACT")},
            "the largest score is odd: no number of people makes it a power of two",
        ),
    },
    "bot/matching/sparse.py": {
        "floor = np.where(task.must | (not task.is_closed), nothing, -margin - 1)": (
            {("1", "0"), ("1", "2"), ("-margin - 1", "-margin + 1")},
            "a guess of what to look at first: what is missing is found when the answer is held against every pair",
        ),
        "return int(np.partition(behind, kth := min(FIRST_PAIRS * len(sample), behind.size) - 1)[kth])": (
            {("1", "2")},
            "the same: a guess of how far to look",
        ),
        "FIRST_PAIRS = 16  # for each mentee, on average": ({("16", "15"), ("16", "17")}, "the same"),
        "KEPT = 4  # after the first time, pairs within a quarter of that distance are enough": (
            {("4", "3"), ("4", "5")},
            "the same: what was let go and matters is found again",
        ),
        "SAMPLE = 200  # mentees by whom it is guessed how far to look for so many": (
            {("200", "199"), ("200", "201")},
            "the same",
        ),
    },
    "bot/matching/words.py": {
        't, level = told.t, told.t.named("".join(facts.get("level", ())))': (
            {("''", "'XX'")},
            "one word or none has nothing in between",
        ),
        'return "".join(words)': ({("''", "'XX'")}, "one word or none has nothing in between"),
    },
    "bot/outbox/connections.py": {
        'must_upgrade = not over_tls and parts.password is not None and not _is_here(parts.hostname or "")': (
            {("''", "'XX'")},
            "neither is this machine",
        ),
        "await self.quit(timeout=5)": ({("5", "4"), ("5", "6")}, "for how long a goodbye is waited for"),
        'self._hanging_up = asyncio.create_task(self._hang_up_idle(), name="mail connections")': (
            {("'mail connections'", "'XXmail connections'")},
            "read by people, in a list of what runs",
        ),
    },
    "bot/outbox/courier.py": {
        "self._goes_on = False": ({("False", "True", 1)}, "it is looked at after the start alone, which sets it"),
    },
    "bot/outbox/effects.py": {
        "super().__init__(seconds)": (
            {("super().__init__(seconds)", "pass")},
            "an exception keeps its arguments before it is asked to",
        ),
        "super().__init__(reason)": (
            {("super().__init__(reason)", "pass", 1), ("super().__init__(reason)", "pass", 2)},
            "the same",
        ),
    },
    "bot/outbox/lanes.py": {
        'lanes = [Lane("courier", Reach(once, is_others=True, most=AT_ONCE))]': (
            {("'courier'", "'XXcourier'")},
            "read by people, in a list of what runs",
        ),
        'lanes.append(Lane("courier of mail", Reach(once, is_others=False, most=MOST_CONNECTIONS), is_leaders=True))': (
            {("'courier of mail'", "'XXcourier of mail'")},
            "the same",
        ),
    },
    "bot/outbox/ledger.py": {
        "mine = (tx.mine(outbox), outbox.c.seq > 0)  # below stand those of `carry_out_untraced`": (
            {("0", "-1"), ("outbox.c.seq > 0", "outbox.c.seq >= 0")},
            "no row has the number 0, nor one between it and those far below",
        ),
        "theirs = (tx.mine(outbox), outbox.c.seq >= max(place, 1), outbox.c.state.in_(ENDED))": (
            {("1", "0")},
            "no row has the number 0",
        ),
        "begun = case((outbox.c.seq > 0, func.coalesce(outbox.c.tried_at, outbox.c.due_at)))": (
            {("0", "-1"), ("outbox.c.seq > 0", "outbox.c.seq >= 0")},
            "the same",
        ),
        "async def try_again(self, newest: int, *, oldest: int = 1, now: datetime) -> int:": ({("1", "0")}, "the same"),
        "async def let_go(self, newest: int, *, oldest: int = 1) -> int:": ({("1", "0")}, "the same"),
    },
    "bot/outbox/outbox.py": {
        "last = await self._tx.scalar(select(func.max(outbox.c.seq)).where(self._tx.mine(outbox), outbox.c.seq > 0))": (
            {("0", "-1"), ("outbox.c.seq > 0", "outbox.c.seq >= 0")},
            "no row has the number 0, nor one between it and those far below",
        ),
    },
    "bot/outbox/spool.py": {
        'part = self._aside / f"{secrets.token_hex(8)}.part"': (
            {("8", "7"), ("8", "9"), ("'.part'", "'XX.part'")},
            "any name does that nothing else has",
        ),
        'probe = self._aside / f"{secrets.token_hex(8)}.part"': (
            {("8", "7"), ("8", "9"), ("'.part'", "'XX.part'")},
            "the same",
        ),
    },
    "bot/visibility/admission/access.py": {
        'object.__setattr__(self, "_rooms", {room.channel_id: room for room in self.rooms if room.channel_id})': (
            {("for room in self.rooms if room.channel_id", "for room in self.rooms")},
            "nobody asks which room has no channel",
        ),
    },
    "bot/visibility/keeping/exposures.py": {
        'await Outbox(tx).carry_out("rooms.look", facts, destination="rooms:look", now=now)': (
            {("'rooms:look'", "'XXrooms:look'")},
            "any name does that nothing else has: only these looks wait for each other",
        ),
        "on_cards = [each for each in ended if each.card_id is not None]": (
            {("for each in ended if each.card_id is not None", "for each in ended")},
            "what has no card was deleted the line before",
        ),
    },
    "bot/visibility/keeping/ledger.py": {
        "if len(of_channels) < len(of_accounts):": (
            {("len(of_channels) < len(of_accounts)", "len(of_channels) <= len(of_accounts)")},
            "as many statements either way",
        ),
    },
    "bot/visibility/keeping/room_upkeep.py": {
        "has = {each.target_id for each in overwrites_of(channel) if each.of_member} - {guild.me.id}": (
            {("for each in overwrites_of(channel) if each.of_member", "for each in overwrites_of(channel)")},
            "a short cut: what does not differ is not written",
        ),
    },
    "bot/visibility/permissions/audit.py": {
        "named = {each.target_id for channel in channels for each in channel.overwrites if not each.of_member}": (
            {("for each in channel.overwrites if not each.of_member", "for each in channel.overwrites")},
            "Discord numbers everything once: one more role, which nobody has",
        ),
        "everything = len(columns) * 4 > self.sets.count": (
            {("4", "3"), ("4", "5")},
            "from how many on all are computed anew changes the time it takes",
        ),
    },
    "bot/visibility/permissions/gains.py": {
        "for place, role_id in enumerate(guild.order, start=1):": (
            {("1", "2"), ("1", "0")},
            "which is above which is all that is asked, and @everyone is the lowest anyway",
        ),
    },
    "bot/visibility/permissions/kept.py": {
        "if len(left) > FEW or len(was.channels.keys() ^ now.channels.keys()) > FEW // 8:": (
            {
                ("8", "7"),
                ("8", "9"),
                ("FEW // 8", "FEW * 8"),
                (
                    "if len(left) > FEW or len(was.channels.keys() ^ now.chann...",
                    "if not (len(left) > FEW or len(was.channels.keys() ^ now....",
                ),
                ("len(left) > FEW", "len(left) >= FEW"),
                ("len(left) > FEW", "len(left) <= FEW"),
                ("was.channels.keys() ^ now.channels.keys()", "was.channels.keys() | now.channels.keys()"),
                (
                    "len(was.channels.keys() ^ now.channels.keys()) > FEW // 8",
                    "len(was.channels.keys() ^ now.channels.keys()) >= FEW // 8",
                ),
                (
                    "len(was.channels.keys() ^ now.channels.keys()) > FEW // 8",
                    "len(was.channels.keys() ^ now.channels.keys()) <= FEW // 8",
                ),
            },
            "from how many on a new audit is cheaper: both ways end with the same one",
        ),
        "return {member_id for member_id, before, roles in pairs if before != roles}": (
            {("for member_id, before, roles in pairs if before != roles", "for member_id, before, roles in pairs")},
            "a short cut: whose roles are the same is taken in again, and named without need",
        ),
        "FEW = 32  # who left, or new and deleted channels, taken in one by one; for more a new audit is cheaper": (
            {("32", "31"), ("32", "33")},
            "the same",
        ),
    },
    "bot/visibility/permissions/reasons.py": {
        "targets = {overwrite.target_id for overwrite in allowing if not overwrite.of_member}": (
            {("for overwrite in allowing if not overwrite.of_member", "for overwrite in allowing")},
            "Discord numbers everything once: no account has a role's number",
        ),
    },
}


def is_equivalent(mutant: Mutant) -> bool:
    """Tell whether a mutant behaves as the code does."""
    return mutant.number in {number for numbers in meant(mutant.file).values() for number in numbers}


@cache
def meant(file: str) -> dict[tuple[str, Change], list[int]]:
    """Return the numbers of a file's mutants that each change stands for, by its line: it is to stand for one."""
    lines, alike = (ROOT / file).read_text(encoding="utf-8").splitlines(), defaultdict[tuple[str, ...], list[int]](list)
    for each in Source(ROOT / file, file).mutants() if file in EQUIVALENT else ():
        alike[lines[each.line - 1].strip(), each.before, each.after].append(each.number)
    return {
        (line, change): [
            number for place, number in enumerate(alike[line, *change[:2]], 1) if change[2:] in {(), (place,)}
        ]
        for line, (changes, _why) in EQUIVALENT.get(file, {}).items()
        for change in changes
    }

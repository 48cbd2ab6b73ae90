"""What the principals' forum asks about every fortnight: situations that leaders of community schools meet.

A network may write its own in its definition (`[[forum.situations]]`), which then take the place of these. Each stops
where somebody has to act; none says what would have been right.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from config.part import Part
from config.texts import N_


class Situation(Part):
    """One situation, to be asked about once in a while."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
    topic: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,19}$")]  # of the vocabulary; else the vocabulary's last
    title: Annotated[str, Field(min_length=5, max_length=100)]  # Discord: a post's title
    text: Annotated[str, Field(min_length=20, max_length=1500)]


def _situation(key: str, topic: str, title: str, text: str) -> Situation:
    return Situation(key=key, topic=topic, title=title, text=text)


SITUATIONS = (
    _situation(
        "two_bosses",
        "skills",
        N_("Your coordinator gets two different instructions"),
        N_(
            "You asked your coordinator to be at lunch duty; the lead agency asked them to be at a partner's meeting "
            "at the same hour. They come to you, visibly torn, ten minutes before both begin."
        ),
    ),
    _situation(
        "room_keys",
        "partners",
        N_("A teacher finds the classroom changed after the evening program"),
        N_(
            "A teacher opens the room in the morning: chairs moved, supplies used up, a poster torn. It's the third "
            "time. The evening partner says that nobody told them what was off limits. Both are waiting for you."
        ),
    ),
    _situation(
        "silent_council",
        "voice",
        N_("Families sit on the council, and never speak"),
        N_(
            "Four parents come to every meeting of the council. In a year none of them has put anything on its agenda. "
            "Afterwards, in the parking lot, they have plenty to say."
        ),
    ),
    _situation(
        "veteran_no",
        "model",
        N_("A respected teacher says: this isn't what school is for"),
        N_(
            "In the staff meeting a teacher of twenty years says that clinics and food shelves take time away from "
            "reading. Half of the room nods. You had planned to announce the next partnership that day."
        ),
    ),
    _situation(
        "grant_ends",
        "funding",
        N_("The grant ends in June, the families have got used to it"),
        N_(
            "The evening clinic and two mentors are paid from a grant that runs out at the end of the year. Nobody has "
            "told the families yet. Your district says that it might find something."
        ),
    ),
    _situation(
        "new_after_beloved",
        "staffing",
        N_("You follow somebody whom everybody loved"),
        N_(
            "It's your first month. Whatever you suggest, somebody says how your predecessor did it. Two of their "
            "habits are the reason why the after-school program loses money."
        ),
    ),
    _situation(
        "deficit_talk",
        "assets",
        N_("“These parents just don't care”"),
        N_(
            "A colleague says it in the team meeting, about families who missed a conference at two in the afternoon. "
            "Some laugh, some look at you. The one colleague who grew up in the neighborhood looks at the table."
        ),
    ),
    _situation(
        "data_wall",
        "data",
        N_("Attendance figures that make somebody look bad"),
        N_(
            "You want the team to look at chronic absence by grade. One grade stands out, and everybody knows whose it "
            "is. Last time figures were shown, people spent the hour explaining them away."
        ),
    ),
    _situation(
        "only_english",
        "equity",
        N_("A service that only some families can use"),
        N_(
            "Your counseling partner is good, and works in English only. A third of your families don't. The partner "
            "says that bilingual staff can't be found; the waiting list is short because those families don't call."
        ),
    ),
    _situation(
        "clinic_class",
        "health",
        N_("The clinic takes students out of math"),
        N_(
            "Appointments fall in the mornings because that's when the nurse practitioner is there. The math teachers "
            "have begun to say no at the door. A mother complains that her son's appointment was missed."
        ),
    ),
    _situation(
        "burnt_out",
        "staffing",
        N_("Your best coordinator says that they can't go on"),
        N_(
            "They run everything, know everybody, and answer messages at eleven at night. On Friday they say that they "
            "are looking for something else. You have no deputy for them, and no money to offer."
        ),
    ),
    _situation(
        "loud_partner",
        "partners",
        N_("A partner speaks for your school in the newspaper"),
        N_(
            "An article praises the partner's work at your school and quotes its director on what your students lack. "
            "Teachers are hurt, the district is pleased, the director wants to know how you liked it."
        ),
    ),
    _situation(
        "who_decides",
        "voice",
        N_("The team decided something you would not have"),
        N_(
            "You handed the family center's hours to the team, and meant it. They decided for mornings only. You are "
            "fairly sure that the families who need it most work in the mornings."
        ),
    ),
    _situation(
        "after_crisis",
        "health",
        N_("The day after something terrible happened nearby"),
        N_(
            "There was violence in the street of your school at night. By seven in the morning families, teachers and "
            "three partners have written to you. Everybody offers something, nobody knows what the others do."
        ),
    ),
    _situation(
        "clubs_and_scores",
        "expanded",
        N_("The district wants test practice in the hours of the clubs"),
        N_(
            "Clubs are full and the scores are not good. The district suggests to use two afternoons for practice. "
            "Your after-school lead says that students will stop coming altogether."
        ),
    ),
    _situation(
        "home_visits",
        "family",
        N_("Home visits: half of the staff want them, half don't"),
        N_(
            "After a training some teachers would begin tomorrow. Others say that it isn't their work, or that they "
            "would not feel safe. Families were asked too, and their answers were just as mixed."
        ),
    ),
)

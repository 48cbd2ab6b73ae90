"""What stands in messages beside names: numbers, addresses, dates, sites, in the ways in which people type them."""

from __future__ import annotations

from random import Random

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SHORT = ["Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]
_MESES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_STREETS = [
    "Alder",
    "Magnolia",
    "Telegraph",
    "Wilshire",
    "Seminary",
    "Rosecrans",
    "Dogwood",
    "Winchester",
    "Tremont",
    "Halsted",
    "Ridgeline",
    "Peachtree",
]
_CALLES = ("Hidalgo", "Niños Héroes", "las Flores", "Morelos", "Benito Juárez", "Pino Suárez")
_SUFFIXES = [
    "St",
    "St.",
    "Street",
    "Ave",
    "Ave.",
    "Avenue",
    "Blvd",
    "Road",
    "Rd",
    "Lane",
    "Ln",
    "Drive",
    "Dr",
    "Court",
    "Ct",
    "Way",
    "Place",
    "Pl",
    "Circle",
    "Terrace",
]
_OTHER_SITES = (
    "Ridgemont High",
    "Vista del Sol Elementary",
    "Willow Glen Middle School",
    "PS 118",
    "Escuela Benito Juarez",
    "Ebenezer Baptist Church",
    "St. Brendan's",
    "Kaiser Permanente",
    "Eastmont Mall",
    "Maplewood Apartments",
    "Clinica Santa Maria",
    "Wangari Maathai Academy",
    "Frederick Douglass K-8",
    "Mercy General Hospital",
)
_MAIL_NAMES = [
    "jvaldez",
    "mrs.kim2",
    "nnguyen14",
    "tonya_b",
    "coach.ray",
    "a.petrov",
    "familia.soto",
    "kbrown-lee",
    "info",
    "rosie88",
]
_DOMAINS = [
    "ousd-example.org",
    "gmail.example",
    "example.com",
    "school.example.edu",
    "mail.example.net",
    "k12.example.us",
]
LEAST = 5  # letters of a name that is misspelled: with fewer it is another name


def phone(random: Random) -> str:
    area, last = random.choice((510, 415, 213, 773, 917)), f"{random.randrange(100, 200):04d}"
    forms = (
        "({a}) 555-{l}",
        "{a}-555-{l}",
        "{a}.555.{l}",
        "{a} 555 {l}",
        "{a}555{l}",
        "+1 {a} 555 {l}",
        "1-{a}-555-{l}",
        "555-{l}",
        "({a})555-{l}",
        "+1{a}555{l}",
        "{a}/555-{l}",
        "{a} 555-{l}",
        "555 {l}",
        "{a}-555-{l} ext 12",
    )
    return random.choice(forms).format(a=area, l=last)


def mail(random: Random) -> str:
    name, domain = random.choice(_MAIL_NAMES), random.choice(_DOMAINS)
    forms = ("{n}@{d}", "{n}@{d}", "{n}@{d}", "{u}@{d}", "{n}+school@{d}", "{n} at {d}", "{n} [at] {d}")
    return random.choice(forms).format(n=name, u=name.upper(), d=domain)


def address(random: Random) -> str:
    number, street = random.randrange(3, 9900), random.choice(_STREETS)
    suffix = random.choice(_SUFFIXES)
    nth = random.choice(("3rd", "14th", "22nd", "98th", "E 12th", "41st"))
    forms = (
        f"{number} {street} {suffix}",
        f"{number} {street} {suffix}, Apt {random.randrange(1, 30)}",
        f"{number} {nth} {random.choice(('St', 'Ave', 'Street'))}",
        f"{number} {street} {suffix} #{random.randrange(2, 40)}B",
        f"{number} N {street} {suffix}",
        f"calle {random.choice(_CALLES)} {number}",
        f"{nth[-4:].strip()} and {street}",
        f"{number} West {street} {suffix}",
        f"{number} {street} {suffix} unit {random.randrange(1, 9)}",
        f"Avenida {random.choice(_CALLES)} #{number}",
        f"P.O. Box {number}",
        f"{number} {street} {suffix}, 946{random.randrange(10, 22)}",
    )
    return random.choice(forms)


def date(random: Random) -> str:
    month, day, year = random.choice(_MONTHS), random.randrange(1, 29), random.choice((2009, 2014, 2025, 2026))
    at = _MONTHS.index(month) + 1
    nth = f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10 if day // 10 != 1 else 0, 'th') }"
    forms = (
        f"{month} {day}",
        f"{month} {nth}",
        f"{month} {day}, {year}",
        f"{at}/{day}",
        f"{at}/{day}/{year}",
        f"{at}-{day}-{year}",
        f"{at}/{day}/{year % 100:02d}",
        f"{random.choice(_SHORT)} {day}",
        f"{random.choice(_SHORT)}. {day}",
        f"the {nth} of {month}",
        f"{year}-{at:02d}-{day:02d}",
        f"{random.choice(_DAYS)}, {month} {day}",
        f"{day} de {random.choice(_MESES)}",
        f"{day} de {random.choice(_MESES)} de {year}",
        f"{day} {month} {year}",
        f"{random.choice(_DAYS)} the {nth}",
        f"{random.choice(_SHORT)} {nth}",
        f"{month} {year}",
    )
    return random.choice(forms)


def number(random: Random) -> str:
    digits = random.randrange(100_000, 9_999_999)
    forms = (
        f"{digits}",
        f"S{digits}",
        f"#{digits}",
        f"CPS-2026-{digits % 100_000:05d}",
        f"SPED-{digits % 10_000:04d}",
        f"A{digits % 1000:03d}-{digits % 997:03d}",
        f"{digits % 900 + 100}-{digits % 90 + 10}-{digits % 9000 + 1000}",
        f"MC{digits}X",
    )
    return random.choice(forms)


def url(random: Random) -> str:
    tail = random.randrange(100, 999)
    forms = (
        "https://forms.example.org/f/{}",
        "www.school-{}.example.com",
        "http://bit.example/{}",
        "docs.example.com/d/{}/edit",
    )
    return random.choice(forms).format(tail)


def handle(random: Random) -> str:
    tail = random.randrange(10, 99)
    return random.choice(
        ("@coach_{}", "@ms.rivera{}", "<@1234567890123{}>", "@lupe{}", "maria_g{}", "@profe-luis{}")
    ).format(tail)


def site(random: Random, known: tuple[str, ...]) -> str:
    """Return a site's name: of the roster, in full or short, or one that nobody wrote down."""
    if random.random() < 0.5:
        return random.choice(_OTHER_SITES)
    return random.choice(known)


def misspelled(name: str, random: Random) -> str:
    """Return a name with one slip in it: a letter dropped, doubled, swapped or changed."""
    if len(name) < LEAST:
        return name
    at = random.randrange(1, len(name) - 1)
    changes = (
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        name[:at] + random.choice("aeioyhnls") + name[at + 1 :],
    )
    return random.choice(changes)

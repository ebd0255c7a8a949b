"""Customer records: one for each person and, for some, a second one
with the errors that made it look like somebody new."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.addresses import Addresses, write_addresses
from grid_data.demo_city.calendar import NEVER, Days, Texts
from grid_data.demo_city.chance import digits, distinct, mobiles, pick
from grid_data.demo_city.names import COMPANY_STEMS, COMPANY_TRADES, GIVEN_YOUNG_WOMEN, ID_PREFIX
from grid_data.demo_city.people import Agents, Families, People
from grid_data.demo_city.places import Communities
from grid_data.demo_city.policies import Policies

_SOUNDS_ALIKE: Final = str.maketrans("丽杰伟娟霞静萍强军颖芳敏", "莉洁玮鹃侠靖平墙君影方民")
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_DEPARTMENTS: Final = ("人力资源部", "办公室", "财务部", "工会")


@dataclass(frozen=True)
class Records:
    """Rows of customers.csv that stand for people. `first_seen` is the day on which the record was opened."""

    code: Texts
    person: NDArray[np.int64]
    second: NDArray[np.bool_]
    name: Texts
    woman: NDArray[np.bool_]
    born: Days
    id_type: Texts
    id_number: Texts
    phone: Texts
    address: Texts
    community: NDArray[np.int64]
    """The community that the address names; -1 where it names none."""
    moved: NDArray[np.bool_]
    first_seen: Days

    def __len__(self) -> int:
        return len(self.code)


@dataclass(frozen=True)
class Links:
    """Under which record each policy is filed, as holder and as insured."""

    holder: NDArray[np.int64]
    insured: NDArray[np.int64]


@dataclass(frozen=True)
class Companies:
    """Group customers, a row for each department."""

    code: Texts
    company: NDArray[np.int64]
    name: Texts
    credit_code: Texts
    phone: Texts
    address: Texts
    opened: Days


def file_people(
    people: People, families: Families, policies: Policies, agents: Agents, places: Communities, roads: Texts,
    second: int, later: int, today: int, rng: np.random.Generator,
) -> tuple[Records, Links]:  # fmt: skip
    """Records of all people, `second` further ones, and `later` second ones that are opened after `today`."""
    person, extra = _who(people, policies, second + later, rng)
    n = len(person)
    opened_later = np.arange(n) >= n - later
    links = _link(person, extra & ~opened_later, opened_later, policies, len(people))
    card = _documents(people, person, extra, rng)
    addresses, community, moved = _homes(people, families, places, roads, person, extra, rng)
    records = Records(
        code=digits(distinct(rng, 10**5, 9 * 10**6, n), 10),
        person=person,
        second=extra,
        name=_names(people, person, extra, rng),
        woman=people.woman[person] ^ _chance(rng, extra, 0.015, 0.002),
        born=_births(people, person, extra, rng),
        id_type=card[0],
        id_number=card[1],
        phone=_phones(people, person, extra, policies, agents, rng),
        address=addresses.text,
        community=np.where(addresses.named, community, -1),
        moved=moved,
        first_seen=_first_seen(people, person, opened_later, links, policies, today, rng),
    )
    return records, links


def _who(
    people: People, policies: Policies, more: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The person of each record and which are second ones: persons
    with several policies are filed twice more often."""
    n = len(people)
    touched = np.bincount(policies.holder, minlength=n) + np.bincount(policies.insured, minlength=n)
    weight = np.where((touched > 0) & ~people.late, 1 + 2.0 * (touched > 1), 0.0)
    again = rng.choice(n, more, p=weight / weight.sum())
    return np.concatenate([np.arange(n), again]), np.arange(n + more) >= n


def _chance(
    rng: np.random.Generator, second: NDArray[np.bool_], of_second: float, of_first: float = 0.0
) -> NDArray[np.bool_]:
    """Whether an error happens, which is likelier on a second record: it's what made it one."""
    hit: NDArray[np.bool_] = rng.random(len(second)) < np.where(second, of_second, of_first)
    return hit


def _link(
    person: NDArray[np.int64],
    second: NDArray[np.bool_],
    later: NDArray[np.bool_],
    policies: Policies,
    people: int,
) -> Links:
    """A person's policies go to that person's records in turn;
    what is insured starts with the second record."""
    rows = np.flatnonzero(~later)
    order = rows[np.argsort(person[rows], kind="stable")]
    first = np.searchsorted(person[order], np.arange(people))
    many = np.bincount(person[rows], minlength=people)

    def dealt(who: NDArray[np.int64], start: int) -> NDArray[np.int64]:
        by_person = np.argsort(who, kind="stable")
        turn = np.empty(len(who), dtype=np.int64)
        turn[by_person] = np.arange(len(who)) - np.searchsorted(who[by_person], who[by_person])
        return order[first[who] + (turn + start) % many[who]]

    return Links(dealt(policies.holder, 0), dealt(policies.insured, 1))


def _names(
    people: People, person: NDArray[np.int64], second: NDArray[np.bool_], rng: np.random.Generator
) -> Texts:
    surname, given = people.surname[person], people.given[person].copy()
    for at in np.flatnonzero(_chance(rng, second, 0.03)):
        alike = given[at].translate(_SOUNDS_ALIKE)
        given[at] = (
            alike if alike != given[at] else GIVEN_YOUNG_WOMEN[at % len(GIVEN_YOUNG_WOMEN)] + given[at][1:]
        )
    gap = np.where(_chance(rng, second, 0.02, 0.004), " ", "")
    name: Texts = surname + gap + given
    return name


def _births(
    people: People, person: NDArray[np.int64], second: NDArray[np.bool_], rng: np.random.Generator
) -> Days:
    """Birthdays: a few by the lunar calendar, a few only known by the year."""
    born = people.born[person]
    lunar = born + rng.integers(20, 50, len(born))
    january = born.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    born = np.where(_chance(rng, second, 0.02), lunar, born)
    return np.where(_chance(rng, second, 0.01, 0.001), january, born)


def _documents(
    people: People, person: NDArray[np.int64], second: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Texts, Texts]:
    """Type and number of the document: mostly identity cards, some in
    their old form, some mistyped, some missing."""
    n = len(person)
    kind, number = np.full(n, "身份证", dtype=object), people.identity[person].copy()
    other = _chance(rng, second, 0.06, 0.02)
    kind[other] = pick(rng, ["护照", "港澳居民来往内地通行证", "军官证", "出生证"], other.sum(), [5, 2, 2, 1])
    number[other] = pick(rng, "EGHM", other.sum()) + digits(rng.integers(0, 10**8, other.sum()), 8)
    before_new_cards = people.born[person] < np.datetime64("1999-10-01", "D").astype(int)
    old = _chance(rng, second, 0.11, 0.012) & ~other & before_new_cards
    number[old] = [text[:6] + text[8:17] for text in number[old]]
    wrong = _chance(rng, second, 0.04, 0.004) & ~other & ~old
    place, step = rng.integers(6, 17, n), rng.integers(1, 10, n)
    for at in np.flatnonzero(wrong):
        text, k = number[at], place[at]
        number[at] = text[:k] + str((int(text[k]) + step[at]) % 10) + text[k + 1 :]
    lower = _chance(rng, second, 0.4, 0.05) & ~other & ~wrong
    number[lower] = [text.lower() for text in number[lower]]
    kind[_chance(rng, second, 0.03, 0.005) & ~other] = "户口簿"
    number[_chance(rng, second, 0.02, 0.006)] = ""
    return kind, number


def _phones(
    people: People, person: NDArray[np.int64], second: NDArray[np.bool_], policies: Policies, agents: Agents,
    rng: np.random.Generator,
) -> Texts:  # fmt: skip
    """Phones: second records often have a newer one; some agents put
    their own, a few of them on dozens of customers."""
    n = len(person)
    phone = np.where(_chance(rng, second, 0.5), mobiles(rng, n), people.phone[person])
    seller = np.full(len(people), -1)
    seller[policies.holder[::-1]] = policies.seller[::-1]
    busy = rng.integers(0, max(1, len(agents) // 200), n)
    agent = np.where(rng.random(n) < 0.5, busy, seller[person])
    own = _chance(rng, second, 0.03, 0.018) & (agent >= 0)
    phone = np.where(own, agents.phone[agent], phone)
    return np.where(_chance(rng, second, 0.03, 0.03), "", phone)


def _homes(
    people: People, families: Families, places: Communities, roads: Texts, person: NDArray[np.int64],
    second: NDArray[np.bool_], rng: np.random.Generator,
) -> tuple[Addresses, NDArray[np.int64], NDArray[np.bool_]]:  # fmt: skip
    """The family's address in some spelling, or an earlier one elsewhere."""
    family, n = people.family[person], len(person)
    moved = _chance(rng, second, 0.25, 0.05)
    community = np.where(moved, rng.integers(0, len(places), n), families.community[family])
    elsewhere = 1 + (rng.random(n) * np.minimum(places.buildings[community], 160)).astype(np.int64)
    building = np.where(moved, elsewhere, families.building[family])
    room = np.where(moved, rng.integers(1, 7, n) * 100 + rng.integers(1, 5, n), families.room[family])
    return write_addresses(places, community, building, room, roads, rng), community, moved


def _first_seen(
    people: People, person: NDArray[np.int64], later: NDArray[np.bool_], links: Links, policies: Policies,
    today: int, rng: np.random.Generator,
) -> Days:  # fmt: skip
    """The day of the first policy under the record; for those without
    one, some day in the past; never after it's known."""
    n = len(person)
    opened = np.full(n, NEVER)
    np.minimum.at(opened, links.holder, policies.issued)
    np.minimum.at(opened, links.insured, policies.issued)
    opened = np.where(opened >= NEVER, today - rng.integers(400, 7000, n), opened)
    opened = np.maximum(opened, people.born[person] + 20)
    known = ~people.late[person] & ~later
    opened = np.where(known, np.minimum(opened, today), np.maximum(opened, today + 1))
    return np.where(later, today + 1 + rng.integers(0, 59, n), opened)


def file_companies(
    n: int, places: Communities, roads: Texts, today: int, rng: np.random.Generator
) -> Companies:
    """`n` companies with one to four departments each. Their credit
    codes have a valid check character (GB 32100)."""
    stem = pick(rng, COMPANY_STEMS, n) + pick(rng, COMPANY_TRADES, n) + digits(rng.integers(1, 99, n), 2)
    count = rng.choice([1, 2, 3, 4], n, p=[0.5, 0.3, 0.15, 0.05])
    company = np.repeat(np.arange(n), count)
    turn = np.arange(len(company)) - np.repeat(np.cumsum(count) - count, count)
    department = np.where(count[company] == 1, "", np.array(_DEPARTMENTS, dtype=object)[turn])
    body = f"91{ID_PREFIX}99" + digits(rng.integers(0, 10**9, n), 9)
    credit = np.array([text + _credit_check(text) for text in body], dtype=object)
    community = rng.integers(0, len(places), n)
    addresses = write_addresses(
        places, community, rng.integers(1, 9, n), rng.integers(1, 9, n) * 100 + 1, roads, rng
    )
    k = len(company)
    return Companies(
        code="9" + digits(distinct(rng, 0, 9 * 10**6, k), 9),
        company=company,
        name=(stem + "有限公司")[company] + department,
        credit_code=credit[company],
        phone=mobiles(rng, k),
        address=addresses.text[company],
        opened=today - rng.integers(200, 6000, k),
    )


def _credit_check(text: str) -> str:
    total = sum(_CREDIT_ALPHABET.index(letter) * pow(3, at, 31) for at, letter in enumerate(text))
    return _CREDIT_ALPHABET[-total % 31]

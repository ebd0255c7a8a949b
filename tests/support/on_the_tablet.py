"""Who and what a tablet's operations are about."""

from support.field_work import persons_of, rows


def holder(url: str, cell_id: int) -> int:
    """A person of a cell who holds a policy."""
    return holders(url, cell_id)[0]


def holders(url: str, cell_id: int) -> list[int]:
    """The persons of a cell who hold policies."""
    found = {
        person
        for (person,) in rows(
            url,
            """SELECT s.person_id FROM census.customer_standing s JOIN book.policy p ON p.holder_id = s.customer_id""",
        )
    }
    return [person for person in persons_of(url, cell_id) if person in found]

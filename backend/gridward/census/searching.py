"""Looking for customers by what somebody types: a number, a name, or the initials of one."""

from dataclasses import dataclass

from gridward.platform.crypto import cipher


@dataclass(frozen=True)
class SearchTerms:
    """What a text means; both None for an empty one, which is no condition."""

    number: str | None = None
    """A LIKE pattern for business numbers."""
    tokens: list[int] | None = None
    """Keyed hashes that `book.customer.name_tokens` must hold, all of them."""


def search_terms(wanted: str | None) -> SearchTerms:
    """What has a digit is looked for inside numbers, letters among initials, characters pair by pair in names."""
    plain = "".join((wanted or "").lower().split())
    if not plain:
        return SearchTerms()
    if plain.isascii() and any(one.isdigit() for one in plain):
        return SearchTerms(number=f"%{''.join(filter(str.isalnum, plain)).upper()}%")
    if plain.isascii():
        return SearchTerms(tokens=[cipher().token(f"~{plain}", "name")])
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)] or [plain]
    return SearchTerms(tokens=[cipher().token(pair, "name") for pair in pairs])

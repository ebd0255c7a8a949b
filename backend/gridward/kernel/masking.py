"""Personal data as a list may show it. What is short is hidden more, never less."""

_STAR = "*"


def mask_name(name: str) -> str:
    """`陈岚琳` becomes `陈**`; a company keeps its first two and last two characters."""
    if len(name) <= 4:
        return name[:1] + _STAR * max(len(name) - 1, 0)
    return name[:2] + _STAR * 3 + name[-2:]


def mask_mobile(number: str) -> str:
    """`13812345678` becomes `138****5678`."""
    return number[:3] + _STAR * 4 + number[-4:] if len(number) == 11 else _most(number, 2)


def mask_id_number(number: str) -> str:
    """A resident's number shows the province and the last two characters."""
    return number[:2] + _STAR * (len(number) - 4) + number[-2:] if len(number) >= 15 else _most(number, 2)


def mask_address(address: str) -> str:
    """The first six characters, which name the city and at most the district."""
    return address[:6] + _STAR * 4 if len(address) > 6 else _STAR * 4


def _most(text: str, shown: int) -> str:
    shown = min(shown, len(text) // 4)
    return text[:shown] + _STAR * (len(text) - shown)

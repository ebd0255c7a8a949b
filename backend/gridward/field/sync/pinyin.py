"""Names as they are typed on a Latin keyboard."""

import unicodedata
from functools import lru_cache


def spellings(name: str) -> list[str]:
    """A name in full pinyin without spaces, and its initials; what is not Chinese stays as it is, in small letters."""
    plain = "".join(unicodedata.normalize("NFKC", name).lower().split())
    syllables = [_syllable(character) for character in plain]
    return ["".join(syllables), "".join(syllable[0] for syllable in syllables)]


@lru_cache(20_000)
def _syllable(character: str) -> str:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - a quarter of a second that only names need

    return str(pinyin(character, style=Style.NORMAL, errors=lambda other: other)[0][0])

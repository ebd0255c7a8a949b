"""Names as they are typed on a Latin keyboard."""

import unicodedata
from functools import lru_cache

_SURNAMES = {
    "尉迟": ["yu", "chi"],
    "万俟": ["mo", "qi"],
    "单于": ["chan", "yu"],
    "长孙": ["zhang", "sun"],
    "澹台": ["tan", "tai"],
    "曾": ["zeng"],
    "单": ["shan"],
    "解": ["xie"],
    "仇": ["qiu"],
    "查": ["zha"],
    "区": ["ou"],
    "盖": ["ge"],
    "朴": ["piao"],
    "翟": ["zhai"],
    "缪": ["miao"],
    "覃": ["qin"],
    "乐": ["yue"],
    "员": ["yun"],
    "召": ["shao"],
    "黑": ["he"],
    "秘": ["bi"],
    "折": ["she"],
    "祭": ["zhai"],
    "洗": ["xian"],
    "种": ["chong"],
    "重": ["chong"],
    "繁": ["po"],
    "都": ["du"],
    "句": ["gou"],
    "藏": ["zang"],
    "阚": ["kan"],
}
"""Characters that are said otherwise as a surname than in other words."""


def spellings(name: str) -> list[str]:
    """A name in full pinyin without spaces, and its initials; what is not Chinese stays as it is, in small letters.

    Where its surname is said otherwise than in other words, the same follows as the characters are said elsewhere: not
    everybody knows, and not each name is of a person.
    """
    plain = "".join(unicodedata.normalize("NFKC", name).lower().split())
    usual = [_syllable(character) for character in plain]
    surname = _surname(plain)
    return [
        *_typed(surname + usual[len(surname) :]),
        *(_typed(usual) if surname != usual[: len(surname)] else ()),
    ]


def _surname(plain: str) -> list[str]:
    return _SURNAMES.get(plain[:2]) or _SURNAMES.get(plain[:1]) or []


def _typed(syllables: list[str]) -> tuple[str, str]:
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


@lru_cache(20_000)
def _syllable(character: str) -> str:
    from pypinyin import Style, pinyin  # noqa: PLC0415 - a quarter of a second that only names need

    return str(pinyin(character, style=Style.NORMAL, errors=lambda other: other)[0][0])

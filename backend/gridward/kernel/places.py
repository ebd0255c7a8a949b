"""Names of places as they are compared: one width, no brackets, no spaces."""

import re
import unicodedata

_BRACKETS = re.compile(r"[(\[{【〔<《].*?[)\]}】〕>》]")
_NOISE = re.compile(r"[\s·.,，。、;；:：'\"“”‘’`~!！?？#*&/\\|_—–-]+")


def normal_text(text: str) -> str:
    """Half width, lower case, without spaces and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


def normal_name(name: str) -> str:
    """A place's name without what stands in brackets; the whole name where nothing else would remain."""
    plain = unicodedata.normalize("NFKC", name)
    return normal_text(_BRACKETS.sub("", plain)) or normal_text(plain)

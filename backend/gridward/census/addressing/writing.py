"""How addresses are written: what stands before the community's name, what may follow it, and what is mistaken for what."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_SPACES = re.compile(r"[\s·,，。、;；'\"“”‘’~!！?？*]+")
_PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|"
    "贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾"
)
_PROVINCE = re.compile(rf"({_PROVINCES})(省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)")
_CITY = re.compile(r"(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区))?([\u4e00-\u9fff]{2,5}?)市")
_OWN_SHARE, _OTHER_SHARE = 0.05, 0.5
_NUMBER = re.compile(r"[\d#]")
_ALIKE = str.maketrans("院圆华工兴理弯欣明底", "苑园花公新里湾馨名邸")
"""Characters that are heard or typed for each other in names of places; both sides are compared after this."""
_FOLLOWS = re.compile(
    r"$|[\d#-]|[一二三四五六七八九十百零〇东西南北]+[\d号弄幢栋座室楼单排门]|[号弄幢栋座室楼]|[a-z]\d"
)
_PART = re.compile(r"\([^)]*[\d期区苑东西南北一二三四五六七八九十][^)]*\)")
_NEVER_SLIPS = frozenset("一二三四五六七八九十东西南北上下前后?")
"""Characters that tell neighbours apart: one for another is another community, no slip."""
_BEFORE = "镇乡村街道路弄号区县市里)"
SUFFIXES = ("小区", "花园", "家园", "花苑", "公寓", "新村", "大厦", "苑", "园", "里", "城", "庭", "坊", "邸")


def normal_address(address: str) -> str:
    """Half width, lower case, without spaces and marks; dashes and brackets stay, because numbers need them."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", address).lower())


@lru_cache(50_000)
def alike(text: str) -> str:
    """The text with each often mistaken character replaced by the one that it is mistaken for."""
    return text.translate(_ALIKE)


def other_province(address: str, own: str) -> bool:
    """Whether a normal address begins with a province (or city of that rank) other than `own`."""
    found = _PROVINCE.match(address)
    return found is not None and found[1] != own


def written_city(addresses: Sequence[str], own: str) -> str:
    """The city's name, without its rank, as normal addresses write it.

    It is `own`, unless hardly any address begins with that while most begin with one other: then whoever added the city
    gave it a name of his own (Shanghai for 上海).
    """
    begins = Counter(found[1] for address in addresses if (found := _CITY.match(address)))
    if not begins or sum(address.startswith(own) for address in addresses) > _OWN_SHARE * len(addresses):
        return own
    name, times = begins.most_common(1)[0]
    return name if times > _OTHER_SHARE * len(addresses) else own


def skip_city(address: str, city: str, short: str) -> int:
    """Where a normal address goes on after the city, which may be named twice or without its rank."""
    start = 0
    while True:
        for name in (city, f"{short}市", short):
            if name and address.startswith(name, start):
                start += len(name)
                break
        else:
            return start


def only_nearby(address: str) -> bool:
    """Whether an address names a quarter and no place in it: `南桥附近`."""
    return address.endswith(("附近", "一带", "旁"))


def may_slip(character: str) -> bool:
    """Whether a character may be a mistaken one."""
    return character not in _NEVER_SLIPS


def may_follow(address: str, end: int) -> bool:
    """Whether what stands at `end` may follow a community's name: a number, a building, the end.

    Brackets may follow, unless they name a part: 金地(二期) is not 金地(三期), nor the 金地 that a gazetteer may have.
    """
    if address.startswith("(", end):
        return _PART.match(address, end) is None
    return _FOLLOWS.match(address, end) is not None


def may_precede(address: str, start: int, free: set[int]) -> bool:
    """Whether a community's name may begin at `start`: where the prefix ends, or after a town or a road."""
    return start in free or (start > 0 and address[start - 1] in _BEFORE)


def head(address: str, start: int) -> str:
    """What stands between the prefix and the first number: most often the community's name."""
    found = _NUMBER.search(address, start)
    return address[start : found.start()] if found else address[start:]

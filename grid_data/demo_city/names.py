"""Words of which the demo city's names are made. Each syllable
carries its Latin spelling, so that both names agree."""

from dataclasses import dataclass
from typing import Final

import numpy as np


@dataclass(frozen=True)
class Name:
    """A name in Chinese and in Latin letters."""

    zh: str
    en: str


CITY: Final = Name("汀澜市", "Tinglan")
CITY_SHORT: Final = "汀澜"
COMMON_LANGUAGE: Final = "普通话"
DIALECT: Final = "汀澜话"
DIAL_CODE: Final = "0590"
"""An area code that no place has; local numbers begin with 9, which no subscriber's does."""
POSTCODE_PREFIX: Final = "399"
ID_PREFIX: Final = "3399"
"""Province and city part of local identity numbers: no city has the number 99."""

RIVER: Final = Name("漱玉江", "Shuyu River")
CREEK: Final = Name("砚溪", "Yan Creek")
CANAL: Final = Name("北塘渠", "Beitang Canal")
LAKE: Final = Name("镜石湖", "Jingshi Lake")
SEA: Final = Name("望汐湾", "Wangxi Bay")
ISLET: Final = Name("鹭眠洲", "Lumian Islet")
ISLAND: Final = Name("衔月岛", "Xianyue Island")
FOREST: Final = Name("栎山森林公园", "Lishan Forest Park")

MERGED_DISTRICT: Final = "荻洲区"
"""Merged into the old town in 2016; addresses and the gazetteer still use its name."""
DISTRICTS: Final[tuple[Name, ...]] = (
    Name("汀湄区", "Tingmei"),
    Name("砚桥区", "Yanqiao"),
    Name("松霁区", "Songji"),
    Name("汐云区", "Xiyun"),
    Name("麓野区", "Luye"),
    Name("栖栎区", "Qili"),
    Name("望屿区", "Wangyu"),
    Name("澄沙新区", "Chengsha"),
)


def branch(district: int) -> str:
    """The insurer's branch office in a district."""
    return f"{CITY_SHORT}分公司{DISTRICTS[district].zh}支公司"


_FIRST: Final = (
    "青Qing 云Yun 松Song 竹Zhu 梧Wu 兰Lan 栖Qi 澜Lan 霁Ji 砚Yan 墨Mo 棠Tang 枫Feng 柏Bai 桐Tong "
    "荷He 芦Lu 荻Di 汀Ting 浦Pu 溪Xi 星Xing 月Yue 晨Chen 映Ying 听Ting 望Wang 临Lin 锦Jin 瑞Rui "
    "和He 安An 景Jing 书Shu 琴Qin 织Zhi 鹭Lu 雁Yan 鹤He 鲤Li 石Shi 玉Yu 金Jin 银Yin 丹Dan "
    "碧Bi 紫Zi 素Su 春Chun 秋Qiu 长Chang 清Qing"
)
_SECOND: Final = (
    "石Shi 桥Qiao 影Ying 泉Quan 岭Ling 坡Po 湖Hu 潭Tan 渡Du 港Gang 洲Zhou 屿Yu 堤Di 岸An 林Lin "
    "圃Pu 园Yuan 亭Ting 台Tai 阁Ge 塔Ta 舟Zhou 帆Fan 笛Di 歌Ge 雨Yu 雪Xue 霞Xia 虹Hong 露Lu "
    "风Feng 波Bo 涛Tao 沙Sha 谷Gu 原Yuan 野Ye 禾He 麦Mai 穗Sui 茗Ming 橘Ju 杉Shan 榆Yu 槐Huai "
    "枝Zhi 叶Ye 川Chuan 泽Ze 汐Xi 涧Jian 庭Ting"
)


def _syllable(word: str) -> Name:
    return Name(word[0], word[1:])


def word_pool(rng: np.random.Generator) -> list[Name]:
    """Every pair of syllables once, in random order: about 5,600 words to name roads and communities with."""
    first = [_syllable(word) for word in _FIRST.split()]
    second = [_syllable(word) for word in _SECOND.split()]
    both = [pair for a in first for b in second for pair in ((a, b), (b, a)) if a.zh != b.zh]
    pairs = list(dict.fromkeys(Name(a.zh + b.zh, a.en + b.en.lower()) for a, b in both))
    return [pairs[at] for at in rng.permutation(len(pairs))]


SURNAMES: Final = (
    *"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔",
    *"谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤",
    *("欧阳", "上官", "司徒", "诸葛", "慕容"),
)
COMPOUND_SURNAMES: Final = frozenset(name for name in SURNAMES if len(name) > 1)
GIVEN_ELDER_MEN: Final = "国建华明德志文福荣生根林宝金永祥庆友良康兴海龙忠义仁和平卫东"
GIVEN_YOUNG_MEN: Final = "伟强磊军洋勇杰涛超刚辉鹏飞鑫波斌宇浩凯健俊帆旭宁亮阳博峰云天晨轩子涵然泽睿"
GIVEN_ELDER_WOMEN: Final = "秀英兰珍凤玉桂芳梅香花琴娣妹宝惠菊芬云仙莲娥翠巧月华美丽萍"
GIVEN_YOUNG_WOMEN: Final = "芳娜敏静艳娟霞燕玲萍红雪慧莹婷倩颖洁欣怡佳蓉岚琳诗雅文梓萱雨桐思妍"
OUTSIDE_GBK: Final = "䶮㛃𬭎"
"""Given names that GBK lacks: in a GBK delivery they arrive as a question mark."""

COMPANY_STEMS: Final = ("汀禾", "澜川", "瑞屿", "恒栎", "星汐", "博砚", "晨汀", "远帆")
COMPANY_TRADES: Final = ("机械", "贸易", "物流", "餐饮", "电子", "建筑", "纺织", "信息技术")
OTHER_PROVINCES: Final = (
    "江苏省南通市青石渡镇",
    "浙江省嘉兴市荻桥镇",
    "安徽省六安市松影镇",
    "江西省上饶市鹭原乡",
    "河南省信阳市禾野乡",
    "湖北省黄冈市竹潭镇",
)
"""Real provinces and cities, invented towns."""

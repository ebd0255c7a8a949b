"""How the core system words channels and failed debits, and what it means by them."""

CHANNELS = {
    "银行转账": "debit",
    "微信缴费": "online",
    "网银/APP": "online",
    "柜面现金": "cash",
    "柜面(复效)": "reinstated",
    "自动垫交": "loan",
    "自动垫缴": "loan",
}
"""Ways of paying; any other is not looked at."""
FAILURES = {
    "余额不足": "no_funds",
    "账户注销": "closed",
    "授权失效": "unauthorised",
    "客户拒缴": "refused",
    "客户要求暂停": "stopped",
}
"""Why a debit failed; any other word counts as no failure."""
REACHED = "接通"
"""How a result begins where the customer himself was spoken to."""

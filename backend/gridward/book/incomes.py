"""What the insurer's bands of income stand for."""

INCOMES = {
    "5万以下": 40_000,
    "5-10万": 75_000,
    "10-20万": 150_000,
    "20-30万": 250_000,
    "30-50万": 400_000,
    "50万以上": 700_000,
}
"""The middle of each income band, yuan a year; of the open ones an assumed one."""

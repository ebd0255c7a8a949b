"""The kinds of jobs."""

TICKS = ("nightly", "expire_requests", "look_for_messages", "look_for_debits")
"""Jobs of no city that come by the clock and order others, or look for something in all cities."""

ORDERS = ("import_delivery", "build_plan", "take_debits")
"""What somebody asked for: its own row says how it ended."""

KINDS = (*ORDERS, "run_day", "judge_dues", "train_risk", "prepare_snapshots", "deliver_messages", *TICKS)

DEAD_AFTER_S = 30
"""A worker that has not been heard of for so long has died: workers say every ten seconds that they live."""

"""A delivered extract: premiums of a year, as they looked on days before and after they fell due; with its truth, of the
year to come."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gridward.book.public import INCOMES, LOAN_CHANNELS, MONTHS_BETWEEN
from gridward.kernel.errors import Invalid
from gridward.renewal.bench.case import Case, Rows, examine
from gridward.renewal.bench.tables import numbers, read_table, words
from gridward.renewal.bench.year import Year
from gridward.renewal.card_columns import of_history
from gridward.renewal.risk.history import (
    FEATURES,
    GRACE_DAYS,
    MANY,
    Book,
    Dues,
    Instalments,
    Policies,
    Spoken,
    households,
)
from gridward.renewal.risk.windows import LAG_DAYS, closed, on_the_day
from gridward.renewal.risk.words import CHANNELS, FAILURES, REACHED

_PAY_MODES = {"年缴": "yearly", "半年缴": "half_yearly", "季缴": "quarterly", "月缴": "monthly"}
_YEAR = 365
_LEARN_DAYS = 912
"""So far back from the newest known premium the model learns: older ones have too little on file before them."""
_ROLES = ("投保人客户号", "被保险人客户号")
_TRUTH = "truth_dues_next12m.csv"
_TRUTH_LEFT = "truth_policies.csv"


def read(folder: Path, truth: Path | None) -> Case:
    """With the truth's folder the year after the extract is judged, without it the last year that is known.

    Each premium is seen on the morning of its due date, if it is not paid by then. What comes between the day of the extract
    and that day is the truth's: which premiums were paid until then, and which agents left. Raises `bench.*`.
    """
    day = _day_of(folder)
    policies, numbered = _policies(folder)
    book = Book(policies, _instalments(folder, numbered), _spoken(folder, policies, numbered))
    known = day - GRACE_DAYS - LAG_DAYS
    if truth is None:
        judged_from = known - _YEAR
        judged = Year(book, np.flatnonzero(_past(book, day, judged_from, known)))
        known = judged_from - GRACE_DAYS - LAG_DAYS
    else:
        judged, judged_from = _coming(book, truth, numbered, day), day
    rows = _past(book, day, known - _LEARN_DAYS, known)
    first, last = (np.datetime64(one, "D") for one in (known, judged_from))
    seen = judged.seen(0)
    taught, place = on_the_day(book.instalments, rows)
    return examine(
        Case(
            f"by time: premiums due until {first} to learn from, of the year after {last} to be judged by, "
            "each seen on the morning of its due date if it is unpaid",
            FEATURES,
            _rows(book, taught, book.instalments.lapsed[place]),
            _rows(judged.book, seen.dues, seen.lapsed),
            ceiling=seen.truth,
            learn=lambda recipe: judged.learned(book, rows, recipe),
        )
    )


def _past(book: Book, day: int, after: int, until: int) -> NDArray[np.bool_]:
    """(i,), premiums due after a day and until another, whose outcome is known."""
    rows = book.instalments
    return np.asarray(closed(rows, day) & (rows.due > after) & (rows.due <= until))


def _coming(book: Book, truth: Path, numbered: "pd.Series[int]", day: int) -> Year:
    """The year after the extract, in the book as it will be then."""
    table = _truth(truth, numbered)
    later = _lived_on(book, truth, numbered)
    rows = later.instalments
    policy = numbered.reindex(table["policy_no"]).to_numpy().astype(np.int64)
    wanted = policy * MANY + numbers(table["instalment"]).astype(np.int64)
    place = np.searchsorted(rows.policy * MANY + rows.number, wanted)
    return Year(later, place, numbers(table["p_unpaid"]), float(day))


def _lived_on(book: Book, truth: Path, numbered: "pd.Series[int]") -> Book:
    """The book as it will be a year later; of a premium the truth does not tell how it was paid: as the one before it."""
    table = _truth(truth, numbered)
    due = _days(table["due"])
    came = pd.DataFrame(
        {
            "policy": numbered.reindex(table["policy_no"]).to_numpy(),
            "number": numbers(table["instalment"]),
            "due": due,
            "paid": due + numbers(table["days_after_due"]),
            "by_loan": (table["outcome"] == "premium_loan").to_numpy(),
            "channel": "",
            "failure": "",
        }
    )
    known = pd.DataFrame({str(name): getattr(book.instalments, str(name)) for name in came.columns})
    parts: list[pd.DataFrame] = [known, came]
    rows = pd.concat(parts)
    rows = rows.drop_duplicates(["policy", "number"]).sort_values(["policy", "number"])
    channel = rows["channel"].replace("", np.nan).groupby(rows["policy"]).ffill().fillna("")
    channel = rows["channel"].mask((rows["channel"] == "") & ~rows["paid"].isna(), channel)
    left = read_table(truth / _TRUTH_LEFT, ("policy_no", "agent_left"), "extract (truth)")
    left_on = pd.Series(_days(left["agent_left"]), left["policy_no"]).reindex(numbered.index).to_numpy()
    return Book(
        replace(book.policies, agent_left=left_on.astype(np.float64)),
        Instalments(
            rows["policy"].to_numpy(dtype=np.int64),
            rows["number"].to_numpy(dtype=np.int64),
            rows["due"].to_numpy(dtype=np.float64),
            rows["paid"].to_numpy(dtype=np.float64),
            rows["by_loan"].to_numpy(dtype=bool),
            (channel == "cash").to_numpy(),
            channel.to_numpy(dtype=np.str_),
            rows["failure"].to_numpy(dtype=np.str_),
        ),
        book.spoken,
    )


def _truth(folder: Path, numbered: "pd.Series[int]") -> pd.DataFrame:
    needed = ("policy_no", "instalment", "due", "p_unpaid", "paid_in_grace", "days_after_due", "outcome")
    table = read_table(folder / _TRUTH, needed, "extract (truth)")
    return table[table["policy_no"].isin(numbered.index)]


def _rows(book: Book, dues: Dues, lapsed: NDArray[np.bool_]) -> Rows:
    columns = book.columns(dues)
    tenure = np.clip(columns["tenure_months"] / 12, 0, 60).astype(np.int64)
    return Rows(columns, of_history(columns), tenure, lapsed, dues.due.astype(np.int64))


def _day_of(folder: Path) -> int:
    try:
        text = json.loads((folder / "manifest.json").read_text("utf-8"))["as_of"]
        return int(np.datetime64(text, "D").astype(np.int64))
    except (OSError, ValueError, KeyError) as error:
        raise Invalid(
            "bench.other_file",
            f"{folder} is no folder of an extract: its manifest.json with the day as_of cannot be read.",
            "Give the folder that make_extract wrote, with its manifest.",
        ) from error


def _policies(folder: Path) -> tuple[Policies, "pd.Series[int]"]:
    table = read_table(
        folder / "policies.csv",
        (
            "保单号",
            "投保人客户号",
            "被保险人客户号",
            "生效日期",
            "缴费方式",
            "缴费年期",
            "期缴保费",
            "险种大类",
            "首期业务员工号",
        ),
        "extract",
    )
    table = table[table["缴费方式"].isin(_PAY_MODES)].drop_duplicates("保单号").reset_index(drop=True)
    agents = read_table(folder / "agents.csv", ("工号", "离司日期"), "extract").drop_duplicates("工号")
    left = pd.Series(_days(agents["离司日期"]), agents["工号"])
    customers = read_table(
        folder / "customers.csv", ("客户号", "姓名", "性别", "出生日期", "年收入档"), "extract"
    )
    customers = customers.drop_duplicates("客户号").set_index("客户号")
    persons = _persons(customers, table)
    customers = customers.reindex(table["投保人客户号"])
    modes = table["缴费方式"].map(_PAY_MODES)
    numbered = pd.Series(np.arange(len(table)), table["保单号"])
    return (
        Policies(
            holder=persons[0],
            household=households(*persons),
            effective=_days(table["生效日期"]),
            months_between=modes.map(MONTHS_BETWEEN).to_numpy().astype(np.float64),
            pay_years=numbers(table["缴费年期"]),
            premium=numbers(table["期缴保费"]),
            product=words(table["险种大类"]),
            pay_mode=modes.to_numpy(dtype=np.str_),
            agent_left=left.reindex(table["首期业务员工号"]).to_numpy().astype(np.float64),
            born=_days(customers["出生日期"].fillna("").reset_index(drop=True)),
            income=customers["年收入档"].map(INCOMES).to_numpy().astype(np.float64),
        ),
        numbered,
    )


def _persons(customers: pd.DataFrame, table: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of who holds and who is insured under each policy: rows of one name, sex and birthday are one person."""
    born = pd.Series(_days(customers["出生日期"]), customers.index).astype(str)
    key = customers["姓名"] + "|" + customers["性别"] + "|" + born
    pairs = [key.reindex(table[name]).fillna(table[name].set_axis(table[name])) for name in _ROLES]
    numbers_of = pd.factorize(pd.concat(pairs))[0].astype(np.int64)
    return numbers_of[: len(table)], numbers_of[len(table) :]


def _instalments(folder: Path, numbered: "pd.Series[int]") -> Instalments:
    table = read_table(
        folder / "premiums.csv",
        ("保单号", "期次", "应缴日期", "实缴日期", "缴费渠道", "失败原因"),
        "extract",
    )
    table = table.assign(policy=numbered.reindex(table["保单号"]).to_numpy(), number=numbers(table["期次"]))
    table = table.dropna(subset=["policy", "number"]).sort_values(["policy", "number"]).reset_index(drop=True)
    channel = table["缴费渠道"].map(CHANNELS).fillna("").to_numpy(dtype=np.str_)
    return Instalments(
        table["policy"].to_numpy(dtype=np.int64),
        table["number"].to_numpy(dtype=np.int64),
        _days(table["应缴日期"]),
        _days(table["实缴日期"]),
        table["缴费渠道"].isin(LOAN_CHANNELS).to_numpy(),
        channel == "cash",
        channel,
        table["失败原因"].map(FAILURES).fillna("").to_numpy(dtype=np.str_),
    )


def _spoken(folder: Path, policies: Policies, numbered: "pd.Series[int]") -> Spoken:
    contacts = read_table(folder / "contacts.csv", ("客户号", "时间", "结果"), "extract")
    contacts = contacts[contacts["结果"].str.startswith(REACHED)]
    table = read_table(folder / "policies.csv", ("保单号", "投保人客户号"), "extract").drop_duplicates(
        "保单号"
    )
    number = pd.Series(policies.holder, numbered.index, name="number").reset_index()
    holders = table.merge(number, left_on="保单号", right_on=number.columns[0])
    by_customer = holders.drop_duplicates("投保人客户号").set_index("投保人客户号")["number"]
    found = by_customer.reindex(contacts["客户号"]).to_numpy(dtype=np.float64)
    day = _days(contacts["时间"].str[:10])
    some = ~np.isnan(found) & ~np.isnan(day)
    return Spoken(found[some].astype(np.int64), day[some])


def _days(column: "pd.Series[str]") -> NDArray[np.float64]:
    """Days since 1970; NaN for what is no day."""
    plain = column.str.replace(r"[年月/]", "-", regex=True).str.replace("日", "").str.strip()
    dashed = plain.str.replace(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3", regex=True)
    found = pd.to_datetime(dashed, format="%Y-%m-%d", errors="coerce").to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(found), np.nan, found.astype(np.int64))

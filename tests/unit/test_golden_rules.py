"""The rules that tablets have too: server and tablet find the same in the golden cases."""

import json
from typing import Any

import pytest

from support.golden_rules import FOLDER, RULES, rules_in_use


@pytest.mark.parametrize("name", RULES)
def test_the_server_finds_what_the_golden_cases_say(name: str) -> None:
    golden: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    assert golden["rules"] == rules_in_use(name), "rules have changed: write the golden cases anew"
    found = [RULES[name][2](case["given"]) for case in golden["cases"]]
    assert found == [case["found"] for case in golden["cases"]]
    # A file of cases in which nothing is ever found would hold nobody to anything.
    assert len({json.dumps(one) for one in found}) > 5

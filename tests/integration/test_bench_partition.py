"""A partition on hosts of their own and one by a proxy: nothing is lost or twice, and all tablets have the same again."""

import pytest

from gridward.cli.partition.namespaces import are_allowed
from gridward.cli.partition.network import How
from gridward.cli.partition.running import Course, run_partitions
from gridward.cli.partition_bench import chosen


@pytest.mark.parametrize("how", How)
def test_tablets_that_were_cut_off_lose_nothing_and_are_one_again(database_url: str, how: How) -> None:
    if how is How.NAMESPACES and not are_allowed():
        pytest.skip("network namespaces take root and `ip`")
    parted = []
    run = run_partitions(database_url, Course(1, 1.0, 40, how), parted.append)
    assert parted == [1]
    assert (run.lost, run.duplicated) == (0, 0), run
    assert run.operations > 0
    # In two intervals where nothing else is at work: `gridward bench partition` holds that.
    assert run.worst_convergence_intervals < 60, run


def test_without_namespaces_it_is_done_by_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert (chosen(None), chosen(How.NAMESPACES)) == (How.PROXY, How.NAMESPACES)

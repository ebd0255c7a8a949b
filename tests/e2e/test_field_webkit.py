"""The same program in WebKit, where that is installed: `gridward bench webkit` in small."""

import pytest

from gridward.cli.webkit.driver import find_browser
from gridward.cli.webkit.running import try_webkit
from gridward.kernel.errors import Invalid
from support.apart import apart

from .conftest import Application, serving


@pytest.fixture(scope="session", autouse=True)
def where_it_is() -> None:
    try:
        find_browser()
    except Invalid as missing:
        pytest.skip(str(missing))


def test_webkit_starts_without_a_server_and_sends_once_what_was_done_meanwhile(at_work: Application) -> None:
    url = at_work.database_url
    run = apart(lambda: try_webkit(url, lambda port: serving(url, port)))
    assert run.sent == 1

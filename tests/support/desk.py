"""Somebody at a desk, in the browser."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

PASSWORD = "correct horse battery"
# Long, for a machine on which much else runs; what comes at once is not waited for.
PATIENCE_MS = 60_000


@dataclass(frozen=True)
class Desk:
    """A page and the address of the application."""

    page: Page
    address: str

    def open(self, path: str) -> Page:
        """Go to a page of the application."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def enter(self, password: str, login: str = "ops") -> None:
        """Fill in the sign-in and send it."""
        self.page.get_by_label("用户名").fill(login)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()

    def sign_in(self, login: str = "ops") -> None:
        """Sign in and arrive at the first page."""
        self.open("/sign-in")
        self.enter(PASSWORD, login)
        expect(self.page.get_by_role("button", name="账号")).to_be_visible()

    def map_is_drawn(self) -> None:
        """Turn to the map, and wait until it has nothing left to draw."""
        self.page.locator(".map").hover()
        self.page.mouse.move(0, 0)
        expect(self.page.locator("[data-idle=true]")).to_be_visible()

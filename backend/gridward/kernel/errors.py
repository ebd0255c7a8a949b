"""Errors as values of the domain: a stable code, a sentence for the person, a hint that says what to do."""

from typing import ClassVar


class GridwardError(Exception):
    """Something that a person can be told.

    `code` is stable and dotted (`grid.too_many_cells`): the front end translates it, with `params` for its figures.
    `detail` is one English sentence and `hint` says what to do next; both are what the command line prints.
    """

    status: ClassVar[int] = 400
    """The HTTP status with which the API answers."""

    def __init__(self, code: str, detail: str, hint: str = "", **params: object) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.hint = hint
        self.params = params

    def __str__(self) -> str:
        return f"{self.detail} {self.hint}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword arguments do not survive pickling by themselves, and cities are built in other processes.
        return (_restore, (type(self), self.code, self.detail, self.hint, self.params))


def _restore(
    kind: type[GridwardError], code: str, detail: str, hint: str, params: dict[str, object]
) -> GridwardError:
    return kind(code, detail, hint, **params)


class NotFound(GridwardError):
    """What was asked for does not exist, or not for this person."""

    status = 404


class Conflict(GridwardError):
    """The request no longer fits what is stored."""

    status = 409


class Forbidden(GridwardError):
    """This person may not do that."""

    status = 403


class Unauthenticated(GridwardError):
    """Nobody is signed in."""

    status = 401


class TooLarge(GridwardError):
    """More than is taken at once."""

    status = 413


class TooMany(GridwardError):
    """Too many tries; `params["retry_after_s"]` says for how long to wait."""

    status = 429


class Invalid(GridwardError):
    """The input is readable, but not acceptable."""

    status = 422


class Unavailable(GridwardError):
    """Something that the program needs is out of reach for the moment."""

    status = 503

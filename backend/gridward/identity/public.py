"""What identity offers."""

from gridward.identity.access import (
    CurrentActor,
    Read,
    ReadSession,
    Write,
    act_as,
    allowed,
    current_actor,
    everything,
)
from gridward.identity.cookies import COOKIE
from gridward.identity.device_routes import state_for_tablet
from gridward.identity.devices import DeviceState, decide_device, find_device, no_device, note_wiped
from gridward.identity.map_access import Maps
from gridward.identity.map_keys import MapReader, make_map_key
from gridward.identity.passwords import invent_password
from gridward.identity.queries import list_accounts, profile
from gridward.identity.service import (
    NewAccount,
    add_account,
    display_name,
    display_names,
    open_session,
    put_account,
    set_active,
    set_password,
    who_is,
)

__all__ = [
    "COOKIE",
    "CurrentActor",
    "DeviceState",
    "MapReader",
    "Maps",
    "NewAccount",
    "Read",
    "ReadSession",
    "Write",
    "act_as",
    "add_account",
    "allowed",
    "current_actor",
    "decide_device",
    "display_name",
    "display_names",
    "everything",
    "find_device",
    "invent_password",
    "list_accounts",
    "make_map_key",
    "no_device",
    "note_wiped",
    "open_session",
    "profile",
    "put_account",
    "set_active",
    "set_password",
    "state_for_tablet",
    "who_is",
]

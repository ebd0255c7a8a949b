"""Points cards over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from gridward.city.public import city_id
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.renewal.cards import store
from gridward.renewal.cards.activating import activate
from gridward.renewal.cards.effects import effects_of
from gridward.renewal.cards.files import read_toml, write_toml
from gridward.renewal.cards.schemas import (
    ActivateIn,
    CardFile,
    CardIn,
    CardList,
    CopyIn,
    Effects,
    FileIn,
    OneCard,
)

router = APIRouter(tags=["risk"])

Reader = Annotated[Actor, Depends(allowed(Action.SEE_RISK))]
Editor = Annotated[Actor, Depends(allowed(Action.EDIT_RISK))]
Version = Annotated[str, Path(max_length=20)]


@router.get("/cities/{code}/cards", response_model=CardList)
async def cards(code: str, actor: Reader, session: Read) -> dict[str, Any]:
    """The cards of a city, and which was in force when."""
    return await store.list_cards(session, await city_id(session, actor.scope, code))


@router.post("/cities/{code}/cards", response_model=OneCard, status_code=201)
async def copy_card(code: str, body: CopyIn, actor: Editor, session: Write) -> dict[str, Any]:
    """Copy a card into a draft."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    source = await store.get_card(session, city, body.copy_of)
    version = await store.add_card(session, city, body.name, source.content, source.version, actor.account_id)
    return await store.show_card(session, city, version)


@router.post("/cities/{code}/cards/file", response_model=OneCard, status_code=201)
async def import_card(code: str, body: FileIn, actor: Editor, session: Write) -> dict[str, Any]:
    """Make a draft of a TOML file."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    version = await store.add_card(session, city, body.name, read_toml(body.toml), None, actor.account_id)
    return await store.show_card(session, city, version)


@router.get("/cities/{code}/cards/{card}", response_model=OneCard)
async def one_card(code: str, card: Version, actor: Reader, session: Read) -> dict[str, Any]:
    """A card with what it holds and what is wrong with it."""
    return await store.show_card(session, await city_id(session, actor.scope, code), card)


@router.put("/cities/{code}/cards/{card}", response_model=OneCard)
async def change_card(
    code: str, card: Version, body: CardIn, actor: Editor, session: Write
) -> dict[str, Any]:
    """Change a draft."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    await store.change_card(session, city, card, body.name, body.content, body.revision, actor.account_id)
    return await store.show_card(session, city, card)


@router.delete("/cities/{code}/cards/{card}", status_code=204)
async def delete_card(code: str, card: Version, actor: Editor, session: Write) -> None:
    """Delete a draft."""
    await act_as(session, actor)
    await store.delete_card(session, await city_id(session, actor.scope, code), card)


@router.get("/cities/{code}/cards/{card}/file", response_model=CardFile)
async def card_file(code: str, card: Version, actor: Reader, session: Read) -> CardFile:
    """A card as a TOML file."""
    found = await store.get_card(session, await city_id(session, actor.scope, code), card)
    return CardFile(name=f"points-card-{code}-{card}.toml", toml=write_toml(found.content, found.version))


@router.get("/cities/{code}/cards/{card}/effects", response_model=Effects)
async def card_effects(code: str, card: Version, actor: Reader, session: Read) -> dict[str, Any]:
    """What a card would change on the due list as it is."""
    return await effects_of(session, await city_id(session, actor.scope, code), card)


@router.post("/cities/{code}/cards/{card}/activate", response_model=CardList)
async def activate_card(
    code: str, card: Version, body: ActivateIn, actor: Editor, session: Write
) -> dict[str, Any]:
    """Put a card in force; an earlier one comes back the same way."""
    await act_as(session, actor)
    city = await city_id(session, actor.scope, code)
    await activate(session, city, card, body.reason, body.revision, body.in_force, actor.account_id)
    return await store.list_cards(session, city)

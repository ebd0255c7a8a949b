"""Attachments over HTTP: sent by who works in the field, seen with the customer's page."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from gridward.field.attachments.models import Attachment
from gridward.field.attachments.reading import list_attachments, read_attachment, read_thumbnail
from gridward.field.attachments.receiving import MOST_PIECE, begin, complete, find_own, take_piece
from gridward.field.attachments.schemas import AttachmentIn, AttachmentOut, NamedAttachments
from gridward.field.attachments.thumbnails import KIND
from gridward.identity.contract import Action, Actor
from gridward.identity.public import Read, Write, act_as, allowed
from gridward.kernel.errors import TooLarge
from gridward.platform.body_limit import bounded_route

router = APIRouter()

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]
Reader = Annotated[Actor, Depends(allowed(Action.SEE_CUSTOMER))]
Revealer = Annotated[Actor, Depends(allowed(Action.REVEAL))]
CustomerId = Annotated[int, Path(ge=1, le=2**63 - 1)]
Digest = Annotated[str, Path(max_length=64)]
_BODY = {"requestBody": {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}}


def _too_large() -> TooLarge:
    most = MOST_PIECE >> 10
    return TooLarge(
        "attachment.piece_too_large", f"A piece has at most {most} KB.", "Send smaller ones.", limit_kb=most
    )


bounded = APIRouter(route_class=bounded_route(MOST_PIECE, _too_large))


@router.post("/field/attachments", response_model=AttachmentOut)
async def begin_attachment(body: AttachmentIn, actor: Specialist, session: Write) -> dict[str, Any]:
    """Begin an attachment, or hear where to go on with it. Raises `attachment.too_large`."""
    await act_as(session, actor)
    return _shown(await begin(session, actor.account_id, body.sha256, body.size, body.kind))


@router.get("/field/attachments/{sha256}", response_model=AttachmentOut)
async def attachment_state(sha256: Digest, actor: Specialist, session: Read) -> dict[str, Any]:
    """How far one of one's own is. Raises `attachment.not_begun`."""
    return _shown(await find_own(session, actor.account_id, sha256))


@bounded.put("/field/attachments/{sha256}", response_model=AttachmentOut, openapi_extra=_BODY)
async def put_piece(
    sha256: Digest,
    request: Request,
    actor: Specialist,
    session: Write,
    offset: Annotated[int, Query(ge=0, le=2**40)] = 0,
) -> dict[str, Any]:
    """Send the piece that begins at a byte. The same again changes nothing.

    Raises `attachment.piece_too_large`, `attachment.not_begun`, `attachment.offset` and `attachment.piece`.
    """
    await act_as(session, actor)
    return _shown(await take_piece(session, actor.account_id, sha256, offset, await request.body()))


@router.post("/field/attachments/{sha256}/complete", response_model=AttachmentOut)
async def complete_attachment(sha256: Digest, actor: Specialist, session: Write) -> dict[str, Any]:
    """Have one that is whole checked. Raises `attachment.not_begun` and `attachment.incomplete`."""
    await act_as(session, actor)
    return _shown(await complete(session, actor.account_id, sha256))


@router.get("/customers/{customer_id}/attachments", response_model=NamedAttachments)
async def customer_attachments(customer_id: CustomerId, actor: Reader, session: Read) -> dict[str, Any]:
    """What the customer's requests and visits name, the newest first, also what has not come."""
    return {"items": await list_attachments(session, actor.scope, customer_id)}


@router.get("/customers/{customer_id}/attachments/{sha256}", response_class=Response)
async def customer_attachment(
    customer_id: CustomerId, sha256: Digest, actor: Revealer, session: Write
) -> Response:
    """One of them. That it was read is recorded. Raises `attachment.not_found`."""
    await act_as(session, actor)
    kind, content = await read_attachment(session, actor.scope, customer_id, sha256)
    name = f"{sha256[:12]}.{kind.partition('/')[2]}"
    # A browser keeps it, and runs nothing that may be in it.
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=kind, headers=headers)


@router.get("/customers/{customer_id}/attachments/{sha256}/thumbnail", response_class=Response)
async def customer_thumbnail(
    customer_id: CustomerId, sha256: Digest, actor: Revealer, session: Read
) -> Response:
    """A small picture of one, too small to read by. Raises `attachment.not_found`."""
    made = await read_thumbnail(session, actor.scope, customer_id, sha256)
    return Response(made, media_type=KIND, headers={"Cache-Control": "private, max-age=3600"})


def _shown(attachment: Attachment) -> dict[str, Any]:
    return {
        "sha256": attachment.sha256,
        "size": attachment.size_bytes,
        "received": attachment.size_bytes if attachment.state == "complete" else attachment.received,
        "state": attachment.state,
        "problem": attachment.problem,
    }


router.include_router(bounded)

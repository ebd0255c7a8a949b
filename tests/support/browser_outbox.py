"""What a browser keeps of what somebody writes: what it says, and what can be read of it without its key."""

from playwright.sync_api import Page

_ROWS = """const asked = (request) => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
    })
    const db = await asked(indexedDB.open('gridward.outbox'))
    const rows = Object.fromEntries(await Promise.all(['waiting', 'received', 'entries', 'keys'].map(
        async (name) => [name, await asked(db.transaction(name).objectStore(name).getAll())])))
    db.close()
    const text = (bytes) => new TextDecoder().decode(bytes)"""
_TYPED = f"""async () => {{
    {_ROWS}
    const keys = new Map(rows.keys.map(({{ account, key }}) => [account, key]))
    const opened = async ({{ account, key, sealed }}) => {{
        const how = {{ name: 'AES-GCM', iv: sealed.iv, additionalData: new TextEncoder().encode(`${{account}}/${{key}}`) }}
        return text(await crypto.subtle.decrypt(how, keys.get(account), sealed.data))
    }}
    const texts = await Promise.all(rows.entries.filter(({{ sealed }}) => sealed).map(opened))
    return texts.join()
}}"""
_LIES = f"""async () => {{
    {_ROWS}
    const kept = [rows, {{ ...localStorage }}, {{ ...sessionStorage }}]
    return JSON.stringify(kept, (_, value) => (value instanceof ArrayBuffer ? text(value) : value))
}}"""


def until_typed(page: Page, text: str) -> None:
    """Wait until a text that was typed is on the disk."""
    page.wait_for_function(f"async (text) => (await ({_TYPED})()).includes(text)", arg=text)


def until_forgotten(page: Page, text: str) -> None:
    """Wait until a text that was typed is on the disk no more."""
    page.wait_for_function(f"async (text) => !(await ({_TYPED})()).includes(text)", arg=text)


def in_the_clear(page: Page) -> str:
    """All that can be read of operations, drafts and what lies beside them by whoever has the disk and no key."""
    lies: str = page.evaluate(_LIES)
    return lies

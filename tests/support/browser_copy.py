"""What a tablet's browser has of its cells, beside what the server has."""

from typing import Any

from playwright.sync_api import Page

_CELLS = """const cells = async () => {
    const asked = (request) => new Promise((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
    })
    if (!(await indexedDB.databases()).some((one) => one.name === 'gridward.copy')) return []
    const db = await asked(indexedDB.open('gridward.copy'))
    try {
        return await asked(db.transaction('cells').objectStore('cells').getAll())
    } finally {
        db.close()
    }
}
const until = async (holds) => {
    const late = Date.now() + 30_000
    while (!holds(await cells())) {
        if (Date.now() > late) throw new Error(`the copy has ${JSON.stringify(await cells())}`)
        await new Promise((soon) => setTimeout(soon, 100))
    }
}"""
_COPIED = f"""async ([cell, cursor]) => {{
    {_CELLS}
    await until((kept) => kept.some((one) => one.cell_id === cell && one.cursor >= cursor))
}}"""
_ALONE = f"""async (cell) => {{
    {_CELLS}
    await until((kept) => kept.length === 1 && kept[0].cell_id === cell)
}}"""


def get(page: Page, path: str) -> Any:
    """What an address of the API answers to whoever is signed in."""
    answer = page.request.get(f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/api/v1{path}")
    assert answer.ok, answer.text()
    return answer.json()


def copied_up_to_now(page: Page, cell: int) -> None:
    """Wait until the tablet has what the server has of a cell."""
    (known,) = (one for one in get(page, "/sync/cells")["cells"] if one["cell_id"] == cell)
    page.evaluate(_COPIED, [cell, known["cursor"]])


def keeps_alone(page: Page, cell: int) -> None:
    """Wait until the tablet has something of a cell, and of no other."""
    page.evaluate(_ALONE, cell)

// Signing in over HTTP, as the front end does.

const API = '/api/v1'

/** The cookie of a new session, and a reader of the API with it. */
export async function signIn(url, login, password) {
  const answer = await fetch(url + API + '/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  if (!answer.ok) throw new Error(`${login} cannot sign in at ${url}: ${answer.status}`)
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  const read = async (path) => {
    const found = await fetch(url + API + path, { headers: { Cookie: cookie } })
    if (!found.ok) throw new Error(`${path} answered ${found.status}`)
    return found.json()
  }
  return { cookie, read }
}

// What is measured: each page with who looks at it, on which kind of device, and the scores that it must reach.

export const LIMITS = {
  desktop: { performance: 95, accessibility: 100 },
  mobile: { performance: 85, accessibility: 100 },
}

/** `path` gets a reader of the API in that person's name, for pages of somebody who is there. */
export const PAGES = [
  { name: 'queue', login: 'seat', device: 'desktop', path: () => '/queue' },
  { name: 'requests', login: 'seat', device: 'desktop', path: () => '/requests' },
  { name: 'census', login: 'ops', device: 'desktop', path: () => '/census' },
  { name: 'grid', login: 'ops', device: 'desktop', path: () => '/grid' },
  { name: 'staffing', login: 'ops', device: 'desktop', path: () => '/staffing' },
  { name: 'cockpit', login: 'ops', device: 'desktop', path: () => '/cockpit' },
  { name: 'sign-in', login: null, device: 'mobile', path: () => '/sign-in' },
  { name: 'today', login: 'specialist', device: 'mobile', path: () => '/today' },
  { name: 'customer', login: 'specialist', device: 'mobile', path: firstCustomer },
  { name: 'cell', login: 'specialist', device: 'mobile', path: () => '/cell' },
]

async function firstCustomer(read) {
  const today = await read('/field/today')
  const first = today.items.find((item) => item.customer_id)
  if (!first) throw new Error('The specialist has nobody to visit today: is this a demo?')
  return `/customers/${first.customer_id}`
}

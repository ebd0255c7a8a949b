/** Line icons on a 20-pixel grid. They are decoration: the words beside them say what is meant. */

const PATHS = {
  census: 'M3 16V9m4.5 7V4m5 12v-5M17 16V7',
  grid: 'M3 4.5 8 3l4 1.5L17 3v12.5L12 17l-4-1.5L3 17zM8 3v12.5M12 4.5V17M3 10l5-1 4 1 5-1',
  user: 'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10m-6 7c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5',
  city: 'M3 17h14M5 17V7l5-3v13m0-9 5 2v7M7 9h1m-1 3h1m4 0h1m-1 2.5h1',
  sun: 'M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6M10 2v2m0 12v2M2 10h2m12 0h2M4.3 4.3l1.4 1.4m8.6 8.6 1.4 1.4m0-11.4-1.4 1.4M5.7 14.3l-1.4 1.4',
  moon: 'M16 12a6.5 6.5 0 0 1-8-8 6.5 6.5 0 1 0 8 8',
  upload: 'M10 13V4m0 0L6.5 7.5M10 4l3.5 3.5M4 13v3h12v-3',
  download: 'M10 4v9m0 0-3.5-3.5M10 13l3.5-3.5M4 13v3h12v-3',
  search: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10m4-1.5 4 4',
  warning: 'M10 3 18 16.5H2zM10 8v4m0 2.5v.01',
  done: 'm4 10.5 4 4 8-9',
  close: 'm5 5 10 10M15 5 5 15',
  down: 'm5 8 5 5 5-5',
  up: 'm5 12 5-5 5 5',
  plus: 'M10 4v12M4 10h12',
  pin: 'M10 17.5s5.5-4.7 5.5-9A5.5 5.5 0 0 0 4.5 8.5c0 4.3 5.5 9 5.5 9m0-7a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  bin: 'M4 6h12M8 6V4h4v2m-6.5 0 .8 10.5h7.4L14.5 6M8.5 9v5m3-5v5',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4M7.5 10h5m-5 3h5',
  today: 'M4 5h12v12H4zM4 8.5h12M7.5 3v3m5-3v3m-5 6.5 1.8 1.8 3.4-3.6',
  cell: 'M10 2.5 16.5 6v8L10 17.5 3.5 14V6zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  headset: 'M4 11v-1a6 6 0 0 1 12 0v1M4 11h2.5v4H5a1 1 0 0 1-1-1zm12 0h-2.5v4H15a1 1 0 0 0 1-1zm-1 4c0 1.5-1.5 2.5-4 2.5',
  door: 'M3 9.5 10 4l7 5.5M5 8.5V16h10V8.5M10 13.5v-4m0 0-2 2m2-2 2 2',
  people: 'M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M2.5 16c.5-2.8 2.5-4.2 5-4.2s4.5 1.4 5 4.2M13 4.2a2.6 2.6 0 0 1 0 5m1.5 2.8c1.8.4 3 1.7 3.3 4',
  gauge: 'M3.5 15a7.5 7.5 0 1 1 13 0m-6.5-2.5L13.5 8M10 13.7a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4',
  phone: 'M6.2 3.5H4.5a1 1 0 0 0-1 1 12 12 0 0 0 12 12 1 1 0 0 0 1-1v-2l-3.2-1.2-1.5 1.5a9 9 0 0 1-4.6-4.6l1.5-1.5z',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14m0-11v4l2.5 2',
  eye: 'M2.5 10S5.3 5 10 5s7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5m7.5 2.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14m0-8v4.5m0-7v.01',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9m-3 3.5v1.5',
  print: 'M6 8V3h8v5M6 14H4V8h12v6h-2M6 12h8v5H6z',
  back: 'm12 5-5 5 5 5',
  star: 'm10 3 2.1 4.4 4.9.7-3.5 3.4.8 4.8-4.3-2.3-4.3 2.3.8-4.8L3 8.1l4.9-.7z',
  minus: 'M4 10h12',
  tablet: 'M5 2.5h10v15H5zM9 15h2',
  camera: 'M3 6.5h3L7.5 4h5L14 6.5h3v10H3zM10 14a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 10 14',
  message: 'M3 4.5h14v9H9.5L6 16.5v-3H3zM6.5 8h7m-7 2.8h4.5',
  shield: 'M10 2.5 16 5v5c0 4-2.6 6.4-6 7.5-3.4-1.1-6-3.5-6-7.5V5z',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return <LineIcon path={PATHS[name]} size={size} />
}

export function LineIcon({ path, size = 20 }: { path: string; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

/** The product's mark: a customer in his cell. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 2 28 9v14l-12 7L4 23V9z" fill="none" stroke="var(--accent)" strokeWidth="2.5" strokeLinejoin="round" />
      <path d="M4 9l12 7 12-7M16 16v14" fill="none" stroke="var(--accent)" strokeWidth="1.5" opacity=".55" />
      <circle cx="16" cy="16" r="4" fill="var(--accent)" />
    </svg>
  )
}

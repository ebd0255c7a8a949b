/** Line icons of hand editing, on the same grid as all others. */
export const EDIT_ICONS = {
  pointer: 'm5 3 10 7-4.5 1L8 16z',
  brush: 'M16.5 3.5 9 11m-2 1c-2 0-3 1.5-3 4.5 3 0 5-.8 5-2.8A2 2 0 0 0 7 12m2-1 1.5 1.5',
  lasso: 'M6 13.5C4 12.5 3 11 3 9.2 3 6.3 6 4 10 4s7 2.3 7 5.2-3 5.3-7 5.3c-1 0-2-.1-2.8-.4M6 13.5a1.6 1.6 0 1 0 1.5 2.7c.3-.9-.5-2.2-1.5-2.7m0 3c0 1-.6 1.7-1.5 2',
  merge: 'M3 4h5v12H3zm9 0h5v12h-5zM6 10h8m-2-2 2 2-2 2',
  split: 'M4 4h12v12H4zM13 2 7 18',
  parts: 'M3.5 3.5h13v13h-13zM10 3.5v13M3.5 10h13',
  draw: 'M10 4v12M4 10h12',
  border: 'm4 6 6-2 6 4-2 8-9-1zM4 6v.01M10 4v.01M16 8v.01M14 16v.01M5 15v.01',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9m-3 3.5v1.5',
  unlock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 5.8-1M10 12.5v1.5',
  pencil: 'M4 16v-3l9-9 3 3-9 9zm7-10 3 3',
  undo: 'M7 4 3.5 7.5 7 11M3.5 7.5H12a4.5 4.5 0 0 1 0 9H8',
  redo: 'm13 4 3.5 3.5L13 11m3.5-3.5H8a4.5 4.5 0 0 0 0 9h4',
} as const

export type EditIcon = keyof typeof EDIT_ICONS

/** The map's colours in both themes. MapLibre cannot read CSS variables, so they stand here. */
import type { Theme } from '../ui/theme'

export interface Palette {
  outside: string
  land: string
  park: string
  water: string
  street: string
  road: string
  trunk: string
  boundary: string
  label: string
  waterLabel: string
  halo: string
  cellLine: string
  chosen: string
  place: string
  /** What a plan's cells are not to cross. */
  barrier: string
}

const LIGHT: Palette = {
  outside: '#e6e9e8',
  land: '#f7f6f1',
  park: '#d9ead0',
  water: '#b5d3e8',
  street: '#ffffff',
  road: '#fbf3dd',
  trunk: '#f3cf8e',
  boundary: '#8d86a3',
  label: '#3c4643',
  waterLabel: '#2b5f86',
  halo: '#ffffff',
  cellLine: '#24312c',
  chosen: '#0b57d0',
  place: '#0b57d0',
  barrier: '#9b1f85',
}

const DARK: Palette = {
  outside: '#0d1110',
  land: '#1c2320',
  park: '#1f3327',
  water: '#14303f',
  street: '#2b3531',
  road: '#35403b',
  trunk: '#5c5138',
  boundary: '#8a84a0',
  label: '#d5ddd9',
  waterLabel: '#8cbede',
  halo: '#101513',
  cellLine: '#dfe7e3',
  chosen: '#8ab4ff',
  place: '#8ab4ff',
  barrier: '#f08bdc',
}

export function paletteOf(theme: Theme): Palette {
  return theme === 'dark' ? DARK : LIGHT
}

/** The rows behind a figure: which columns they have, how a page of them is read, what narrows them. */
import type { RowsSearch } from '../../../address/desk'
import type { paths } from '../../../api/schema'
import type { RowColumn } from '../../../ui/csv'

export interface Page<Row> {
  items: Row[]
  next: string | null
}

export interface RowChoice {
  key: 'state' | 'tier' | 'counted' | 'verdict' | 'workplace' | 'standing' | 'figure' | 'order'
  label: string
  options: { value: string; label: string }[]
}

export interface RowTable<Row> {
  title: string
  columns: RowColumn<Row>[]
  read: (cursor: string | null, limit: number) => Promise<Page<Row>>
  rowKey: (row: Row) => string
  /** What the search field finds. */
  finds: string
  choices: RowChoice[]
}

type Figures = '/api/v1/cities/{code}/cockpit/'
type Of = 'dues' | 'people' | 'policies' | 'collection' | 'persistency/policies' | 'tasks' | 'requests'

/** What an address asks for is text; whether it is one of the server's words, the server decides. */
export type Wanted<K extends Of> = NonNullable<paths[`${Figures}${K}`]['get']['parameters']['query']>

/** Those of an address's keys that are given, under the names that the server knows. */
export function given<K extends Of>(search: RowsSearch, names: Partial<Record<keyof RowsSearch, string>>): Wanted<K> {
  const pairs = Object.entries(names).flatMap(([key, name]) => {
    const value = search[key as keyof RowsSearch]
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(pairs) as unknown as Wanted<K>
}

type Owned = Pick<Wanted<'dues'>, 'by' | 'owner'>

/** Whose rows; in an address `-` stands for what nobody owned. */
export const ownedBy = ({ by, owner }: RowsSearch): Owned =>
  ({ ...(by && { by }), ...(owner && { owner: owner === '-' ? '' : owner }) }) as Owned

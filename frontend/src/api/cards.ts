/** Points cards: what their page reads and sends. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type CardList = Schemas['CardList']
export type CardRow = Schemas['CardOut']
export type Card = Schemas['OneCard']
export type CardContent = Card['content']
export type Fault = Schemas['FaultOut']
export type Effects = Schemas['Effects']
export type Example = Schemas['Example']
export type Judged = Schemas['Judged']

export const cardsQuery = (code: string) =>
  queryOptions({
    queryKey: ['cards', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/cards', { params: { path: { code } } })),
  })

export const cardQuery = (code: string, card: string) =>
  queryOptions({
    queryKey: ['cards', code, card],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/cards/{card}', { params: { path: { code, card } } })),
  })

/** The revision is part of the key: another one has other effects. */
export const effectsQuery = (code: string, card: string, revision: number, inForce: string) =>
  queryOptions({
    queryKey: ['cards', code, card, 'effects', revision, inForce],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/cards/{card}/effects', { params: { path: { code, card } } })),
  })

export const copyCard = (code: string, copyOf: string, name: string) =>
  answered(api.POST('/api/v1/cities/{code}/cards', { params: { path: { code } }, body: { copy_of: copyOf, name } }))

export const importCard = (code: string, toml: string, name: string) =>
  answered(api.POST('/api/v1/cities/{code}/cards/file', { params: { path: { code } }, body: { toml, name } }))

export const changeCard = (code: string, card: string, body: Schemas['CardIn']) =>
  answered(api.PUT('/api/v1/cities/{code}/cards/{card}', { params: { path: { code, card } }, body }))

export const deleteCard = (code: string, card: string) => answered(api.DELETE('/api/v1/cities/{code}/cards/{card}', { params: { path: { code, card } } }))

export const cardFile = (code: string, card: string) => answered(api.GET('/api/v1/cities/{code}/cards/{card}/file', { params: { path: { code, card } } }))

export const activateCard = (code: string, card: string, body: Schemas['ActivateIn']) =>
  answered(api.POST('/api/v1/cities/{code}/cards/{card}/activate', { params: { path: { code, card } }, body }))

/** Leading the seats: what waits, who is where, items moved, calls scored. */
import { queryOptions } from '@tanstack/react-query'
import { answered, api, type Schemas } from './client'

export type SeatBoard = Schemas['SeatBoard']
export type SeatLine = Schemas['SeatLine']
export type SeatState = Schemas['SeatState']
export type WaitingItem = Schemas['WaitingItem']
export type ServiceLevel = Schemas['ServiceLevel']
export type MoveOrder = Schemas['SeatMoveIn']
export type MovePreview = Schemas['MovePreview']
export type Move = Schemas['SeatMoveOut']
export type CallReview = Schemas['CallReviewOut']

export const seatBoardQuery = (code: string) =>
  queryOptions({
    queryKey: ['seat-board', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/seats', { params: { path: { code } } })),
  })

export const seatMovesQuery = (code: string) =>
  queryOptions({
    queryKey: ['seat-moves', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/seats/moves', { params: { path: { code } } })),
  })

export const previewMove = (code: string, body: MoveOrder) => answered(api.POST('/api/v1/cities/{code}/seats/moves/preview', { params: { path: { code } }, body }))

export const moveItems = (code: string, body: MoveOrder) => answered(api.POST('/api/v1/cities/{code}/seats/moves', { params: { path: { code } }, body }))

export const undoMove = (move: string) => answered(api.POST('/api/v1/seat-moves/{move_id}/undo', { params: { path: { move_id: move } } }))

export const callReviewsQuery = (code: string) =>
  queryOptions({
    queryKey: ['call-reviews', code],
    queryFn: () => answered(api.GET('/api/v1/cities/{code}/seats/reviews', { params: { path: { code } } })),
  })

export const callReviewQuery = (review: string) =>
  queryOptions({
    queryKey: ['call-review', review],
    queryFn: () => answered(api.GET('/api/v1/call-reviews/{review_id}', { params: { path: { review_id: review } } })),
  })

export const drawCalls = (code: string, day: string, each: number) => answered(api.POST('/api/v1/cities/{code}/seats/draws', { params: { path: { code } }, body: { day, each } }))

export const scoreCall = (review: string, body: Schemas['ScoreIn']) => answered(api.PUT('/api/v1/call-reviews/{review_id}', { params: { path: { review_id: review } }, body }))

export const seatStateQuery = queryOptions({ queryKey: ['seat-state'], queryFn: () => answered(api.GET('/api/v1/seat/state')) })

export const putSeatState = (state: SeatState) => answered(api.PUT('/api/v1/seat/state', { body: { state } }))

export const ownReviewsQuery = queryOptions({ queryKey: ['own-reviews'], queryFn: () => answered(api.GET('/api/v1/seat/reviews')) })

export const seeReview = (review: string) => answered(api.PUT('/api/v1/seat/reviews/{review_id}/seen', { params: { path: { review_id: review } } }))

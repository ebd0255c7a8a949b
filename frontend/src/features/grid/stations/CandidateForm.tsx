import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Form } from 'react-aria-components'
import { addCandidate, editCandidate, removeCandidate } from '../../../api/candidates'
import type { Frame } from '../../../api/drawn'
import type { City } from '../../../api/queries'
import { frameChoices } from '../../../i18n/drawn'
import { Button } from '../../../ui/Button'
import { Choice, Field } from '../../../ui/Field'
import { ErrorNotice } from '../../../ui/Notice'
import { tell } from '../../../ui/toast'
import type { Edited } from './editing'

interface Props {
  city: City
  edited: Edited
  onClose: () => void
}

const figure = (text: string) => (text.trim() === '' ? null : Number(text))
const isFigure = (text: string) => text.trim() === '' || Number(text) >= 0

/** A new candidate, as it was clicked on the map or by its coordinates; or one that gets another name, room or cost. */
export function CandidateForm({ city, edited, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { candidate } = edited
  const [name, setName] = useState(candidate?.name ?? '')
  const [lon, setLon] = useState(edited.lon)
  const [lat, setLat] = useState(edited.lat)
  const [frame, setFrame] = useState<Frame>('WGS-84')
  const [room, setRoom] = useState(candidate?.capacity?.toString() ?? '')
  const [cost, setCost] = useState(candidate?.cost_is_delivered ? String(candidate.monthly_cost) : '')
  const figures = { name, capacity: figure(room), monthly_cost: figure(cost) }
  const done = async (said: string) => {
    await queries.invalidateQueries({ queryKey: ['plan-stations'] })
    tell(said)
    onClose()
  }
  const save = useMutation({
    mutationFn: () =>
      candidate ? editCandidate(city.code, candidate.station_no, figures) : addCandidate(city.code, { ...figures, lon: Number(lon), lat: Number(lat), frame }),
    onSuccess: () => done(candidate ? t`已修改 ${name}。` : t`已添加 ${name}。`),
  })
  const remove = useMutation({
    mutationFn: (number: string) => removeCandidate(city.code, number),
    onSuccess: () => done(t`已移除 ${name}。`),
  })
  const isPlaced = candidate !== undefined || (lon.trim() !== '' && lat.trim() !== '' && Number.isFinite(Number(lon)) && Number.isFinite(Number(lat)))
  const isGood = name.trim() !== '' && isPlaced && isFigure(room) && isFigure(cost)
  const error = save.error ?? remove.error
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood) save.mutate()
      }}
    >
      <Field label={t`名称`} value={name} onChange={setName} autoFocus isRequired />
      {!candidate && (
        <>
          <Field label={t`经度`} value={lon} onChange={setLon} inputMode="decimal" isRequired />
          <Field label={t`纬度`} value={lat} onChange={setLat} inputMode="decimal" isRequired />
          <Choice label={t`坐标系`} value={frame} options={frameChoices()} onChange={(value) => setFrame(value as Frame)} />
        </>
      )}
      <Field label={t`可容纳专员（人）`} hint={t`不填就不限。`} value={room} onChange={setRoom} inputMode="numeric" />
      <Field label={t`每月成本（元）`} hint={t`不填就按规则估算。`} value={cost} onChange={setCost} inputMode="decimal" />
      {error && <ErrorNotice error={error} />}
      <div className="row dialog-foot">
        {candidate && (
          <Button look="danger" isPending={remove.isPending} onPress={() => remove.mutate(candidate.station_no)}>
            <Trans>移除候选</Trans>
          </Button>
        )}
        <span className="row-end" />
        <Button onPress={onClose}>
          <Trans>取消</Trans>
        </Button>
        <Button type="submit" look="primary" isPending={save.isPending} isDisabled={!isGood}>
          <Trans>保存</Trans>
        </Button>
      </div>
    </Form>
  )
}

import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { communitiesQuery, todoDetailQuery, type City, type Suggestion } from '../../api/queries'
import { percent } from '../../i18n/format'
import { reasonWord } from '../../i18n/words'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { PlaceMap } from './PlaceMap'
import { usePlacing, type Wanted } from './placing'

interface Props {
  city: City
  customer: number | undefined
  onPlaced: () => void
}

export function TodoDetail({ city, customer, onPlaced }: Props) {
  const { t } = useLingui()
  const mayPlace = useMay('place')
  if (!mayPlace) {
    return (
      <div className="todo-side card">
        <Empty icon="lock" title={t`由运营人员定位`}>
          <p className="soft">
            <Trans>您可以查看清单，完整地址只对定位的人显示。</Trans>
          </p>
        </Empty>
      </div>
    )
  }
  if (customer === undefined) {
    return (
      <div className="todo-side card">
        <Empty icon="pin" title={t`请选择一条地址`}>
          <p className="soft">
            <Trans>查看完整地址会留下记录。</Trans>
          </p>
        </Empty>
      </div>
    )
  }
  return <Chosen key={customer} city={city} customer={customer} onPlaced={onPlaced} />
}

type Candidate = Omit<Suggestion, 'score'> & { score?: number }

function Chosen({ city, customer, onPlaced }: Props & { customer: number }) {
  const { t } = useLingui()
  const [q, setQ] = useState('')
  const [point, setPoint] = useState<{ lon: number; lat: number }>()
  const detail = useQuery(todoDetailQuery(customer))
  const found = useQuery(communitiesQuery(city.code, q))
  const placing = usePlacing(city.code, customer, onPlaced)
  const candidates = useMemo<Candidate[]>(
    () => (q.trim() ? (found.data?.items ?? []) : (detail.data?.suggestions ?? [])),
    [q, found.data, detail.data],
  )
  if (detail.error) return <ErrorNotice error={detail.error} />
  const put = (wanted: Wanted) => placing.mutate(wanted)
  return (
    <div className="todo-side">
      <section className="card stack" aria-busy={detail.isPending}>
        <div>
          <div className="soft">
            {detail.data?.name_masked} {detail.data?.customer_no} · {reasonWord(detail.data?.reason ?? '')}
          </div>
          <div className="address">{detail.data?.address || t`(没有地址)`}</div>
        </div>
        <Field label={t`搜索小区`} type="search" inputMode="search" value={q} onChange={setQ} />
        {placing.error && <ErrorNotice error={placing.error} />}
        {candidates.length > 0 && <Candidates candidates={candidates} isDisabled={placing.isPending} onChoose={(community_id) => put({ community_id })} />}
        {(q.trim() ? found.isSuccess : detail.isSuccess) && candidates.length === 0 && (
          <p className="soft">
            <Trans>没有相近的小区，可以直接在地图上点选位置。</Trans>
          </p>
        )}
        {point && (
          <div className="row">
            <span>
              <Trans>
                地图上选中的位置：{point.lon.toFixed(5)}, {point.lat.toFixed(5)}
              </Trans>
            </span>
            <span className="row-end" />
            <Button look="primary" isDisabled={placing.isPending} onPress={() => put(point)}>
              <Trans>定位到此处</Trans>
            </Button>
          </div>
        )}
      </section>
      <div className="todo-map">
        <PlaceMap city={city} candidates={candidates} point={point} onPoint={setPoint} onCommunity={(community_id) => put({ community_id })} />
      </div>
    </div>
  )
}

interface CandidatesProps {
  candidates: Candidate[]
  isDisabled: boolean
  onChoose: (community: number) => void
}

function Candidates({ candidates, isDisabled, onChoose }: CandidatesProps) {
  const { t } = useLingui()
  return (
    <ol className="suggestions" aria-label={t`可能的小区`}>
      {candidates.map((one, index) => (
        <li key={one.community_id} className="suggestion">
          <span className="suggestion-mark" aria-hidden="true">
            {index + 1}
          </span>
          <span>
            {one.name} <span className="soft">{one.district}</span>
            {one.score !== undefined && (
              <span className="soft">
                {' '}
                <Trans>相似 {percent(one.score, 1, 0)}</Trans>
              </span>
            )}
          </span>
          <span className="row-end" />
          <Button isDisabled={isDisabled} aria-label={t`定位到 ${one.name}`} onPress={() => onChoose(one.community_id)}>
            <Trans>定位</Trans>
          </Button>
        </li>
      ))}
    </ol>
  )
}

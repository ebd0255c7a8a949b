import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { keptQuery } from '../../api/field'
import type { Found, Kept } from '../../api/copy'
import { count } from '../../i18n/format'
import { Empty } from '../../ui/Empty'
import { Field } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { Waiting } from '../../ui/Waiting'
import { byWord } from './words'
import '../../styles/field.css'
import './search.css'

/** More of them than this are not looked through: who searches types on. */
const SHOWN = 50
/** What was typed holds names and numbers: it is kept in memory until somebody signs out, and never stands in an address. */
const TYPED = ['search-typed']

export function SearchPage() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [typed, setTyped] = useState(() => queries.getQueryData<string>(TYPED) ?? '')
  const { data, error, isPending } = useQuery(keptQuery)
  const type = (text: string) => {
    queries.setQueryDefaults(TYPED, { gcTime: Infinity })
    queries.setQueryData(TYPED, text)
    setTyped(text)
  }
  return (
    <search ref={useArrows()} className="page-body field-page search">
      <h1>
        <Trans>找客户</Trans>
      </h1>
      <Field label={t`姓名、拼音、首字母、手机尾号或保单号`} type="search" inputMode="search" value={typed} onChange={type} autoFocus autoComplete="off" />
      {error && <ErrorNotice error={error} />}
      {isPending && <Waiting />}
      {data && !data.kept && (
        <Empty icon="clock" title={t`客户资料还没有下载到本机`}>
          <p className="soft">
            <Trans>联网后自动下载，之后没有网络也能查找。</Trans>
          </p>
        </Empty>
      )}
      {data?.kept && <Hits typed={typed} kept={data.kept} />}
    </search>
  )
}

function Hits({ typed, kept }: { typed: string; kept: Kept }) {
  const { t } = useLingui()
  if (typed.trim() === '') {
    return (
      <Empty icon="search" title={t`边输入边查找`}>
        <p className="soft">
          <Trans>例如 王小明、wangxiaoming、wxm、手机尾号 8000，或保单号。没有网络也可以。</Trans>
        </p>
      </Empty>
    )
  }
  const found = kept.search(typed)
  if (found.length === 0) {
    return (
      <Empty icon="search" title={t`没有找到`}>
        <p className="soft">
          <Trans>只在您今天的网格里查找。数字请至少输入三位。</Trans>
        </p>
      </Empty>
    )
  }
  return (
    <>
      <output className="soft">{found.length > SHOWN ? t`共 ${count(found.length)} 位，这里是前 ${SHOWN} 位，请继续输入` : t`共 ${count(found.length)} 位`}</output>
      <ul className="search-hits" aria-label={t`找到的客户`}>
        {found.slice(0, SHOWN).map((hit) => (
          <li key={hit.customer_id}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Hit({ hit }: { hit: Found }) {
  const { t } = useLingui()
  return (
    <Link to="/customers/$customerId" params={{ customerId: String(hit.customer_id) }} className="customer-row">
      <span className="row">
        <strong>{hit.name_masked}</strong>
        <span className="number">{hit.mobile_masked}</span>
        <span className="row-end badge">
          {byWord(hit.by)}
          {hit.number && ` ${hit.number}`}
        </span>
      </span>
      <span className="soft">{[hit.community ?? hit.address_masked, hit.open_tasks > 0 && t`${count(hit.open_tasks)} 项待办`].filter(Boolean).join(' · ')}</span>
    </Link>
  )
}

/** The arrows lead from the field through what was found, and back. */
function useArrows() {
  const page = useRef<HTMLElement>(null)
  useEffect(() => {
    const { current } = page
    const move = (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const stops = [...(current?.querySelectorAll<HTMLElement>('input, .customer-row') ?? [])]
      const at = stops.findIndex((stop) => stop === document.activeElement)
      const next = step === undefined || at < 0 ? undefined : stops[at + step]
      if (!next) return
      event.preventDefault()
      next.focus()
    }
    current?.addEventListener('keydown', move)
    return () => current?.removeEventListener('keydown', move)
  }, [])
  return page
}

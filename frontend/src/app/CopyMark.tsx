import { useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { meQuery } from '../api/queries'
import { dateTime, momentShort } from '../i18n/format'
import { useMay } from '../session/may'
import { drawn } from '../ui/drawn'
import { useKeptSince } from '../ui/kept'
import { keepBasemaps } from './basemaps'
import { useKeeping } from './keeping'

/** Keeps the copy of somebody who works a cell, and says of when it is where it is shown in place of the server's answer. */
export function CopyMark() {
  return useMay('work') ? <Mark /> : null
}

function Mark() {
  const { t } = useLingui()
  const { data: me } = useSuspenseQuery(meQuery)
  const since = useKeptSince()
  useKeeping(me.account_id)
  useEffect(() => void drawn.then(() => keepBasemaps(me.cities)), [me.cities])
  return (
    <output>
      {since && (
        <span className="badge badge-warn">
          <span className="bar-long">{t`离线，资料截至 ${dateTime(since)}`}</span>
          <span className="bar-short" aria-hidden="true">
            {t`离线 ${momentShort(since)}`}
          </span>
        </span>
      )}
    </output>
  )
}

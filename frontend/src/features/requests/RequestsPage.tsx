import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { REQUEST_STATES, requestsSearch, type RequestsSearch } from '../../address/desk'
import { requestsQuery } from '../../api/desk'
import { requestStateWord } from '../../i18n/work'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { Button } from '../../ui/Button'
import { Empty } from '../../ui/Empty'
import { Choice } from '../../ui/Field'
import { ErrorNotice } from '../../ui/Notice'
import { SearchField } from '../../ui/SearchField'
import { Waiting } from '../../ui/Waiting'
import { useSeatNews } from './live'
import { RequestTable } from './RequestTable'
import './requests.css'

/** Who gets no news from the server asks for them. */
const AGAIN_MS = 30_000

/** Visits that were asked for: a seat's own, or all of the stations and cities that somebody sees. */
export function RequestsPage() {
  const { t } = useLingui()
  const city = useCity()?.code ?? ''
  const search = useSearch({ from: '/shell/requests' })
  const navigate = useNavigate({ from: '/requests' })
  const isSeat = useMay('call')
  const requests = useInfiniteQuery({ ...requestsQuery(city, search.state), refetchInterval: isSeat ? false : AGAIN_MS })
  useSeatNews(city)
  const all = requests.data?.pages.flatMap((page) => page.items) ?? []
  const q = search.q?.toLowerCase() ?? ''
  const rows = all.filter((row) => q === '' || [row.name_masked, row.cell_name, row.policy_no, row.specialist].some((text) => text?.toLowerCase().includes(q)))
  const isFiltered = Object.keys(search).length > 0
  // The route reads the address again, and lets only states through.
  const set = (key: keyof RequestsSearch, value: string) =>
    void navigate({ search: (before) => requestsSearch({ ...before, [key]: value }), replace: true })
  return (
    <div className="page-body">
      <h1>
        <Trans>转上门</Trans>
      </h1>
      <p className="soft">
        {isSeat ? <Trans>您请专员上门的客户，直到办完。退回或超时的会带着原因回到待呼名单。</Trans> : <Trans>坐席请专员上门的客户。超过接单时限没有人接的，会回到坐席的待呼名单。</Trans>}
      </p>
      <div className="desk-filters">
        <SearchField placeholder={t`客户、网格、专员或保单号`} value={search.q ?? ''} onChange={(value) => set('q', value)} />
        <Choice
          label={t`状态`}
          value={search.state ?? ''}
          options={[{ value: '', label: t`全部` }, ...REQUEST_STATES.map((state) => ({ value: state, label: requestStateWord(state) }))]}
          onChange={(value) => set('state', value)}
        />
      </div>
      {requests.error && <ErrorNotice error={requests.error} />}
      {requests.isPending && <Waiting />}
      {rows.length > 0 && <RequestTable rows={rows} />}
      {requests.hasNextPage && (
        <div>
          <Button onPress={() => void requests.fetchNextPage()} isPending={requests.isFetchingNextPage}>
            <Trans>显示更多</Trans>
          </Button>
        </div>
      )}
      {requests.isSuccess && rows.length === 0 && (
        <Empty icon={isFiltered ? 'search' : 'door'} title={isFiltered ? t`没有符合条件的请求` : t`还没有转上门`}>
          {isFiltered ? (
            <Button onPress={() => void navigate({ search: {}, replace: true })}>
              <Trans>清除条件</Trans>
            </Button>
          ) : (
            <p className="soft">
              <Trans>坐席在外呼时勾选「转上门」，请求就会出现在这里和专员的今日工作里。</Trans>
            </p>
          )}
        </Empty>
      )}
    </div>
  )
}

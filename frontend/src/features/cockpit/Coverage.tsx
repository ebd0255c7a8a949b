import { Trans, useLingui } from '@lingui/react/macro'
import type { RowsSearch } from '../../address/desk'
import type { Cockpit } from '../../api/desk'
import { count, percent } from '../../i18n/format'
import { Define } from './Define'
import { RowsLink } from './RowsLink'

type Share = Cockpit['coverage']['orphans_in_cells']

export function Coverage({ coverage }: { coverage: Cockpit['coverage'] }) {
  const { t } = useLingui()
  return (
    <section className="card stack">
      <div className="row">
        <h2>
          <Trans>覆盖</Trans>
        </h2>
        <Define what={t`覆盖`}>
          <p>
            <Trans>保单覆盖：有效保单中，有在职人员服务的张数。客户覆盖：全部有效保单都有在职人员服务的人数。</Trans>
          </p>
          <p>
            <Trans>网格覆盖：存续客户中，所在网格今天有专员或代管的人数。已建联：其中专员或坐席已与本人联系上的人数。</Trans>
          </p>
        </Define>
      </div>
      <div className="shares">
        <ShareFigure label={t`保单覆盖`} share={coverage.policies_by_agent} unit={t`张`} rows={{ of: 'policies', standing: 'served' }} rest={{ of: 'policies', standing: 'orphan' }} />
        <ShareFigure label={t`客户覆盖`} share={coverage.customers_by_agent} unit={t`人`} rows={{ of: 'people', figure: 'customers_by_agent' }} rest={{ of: 'people', figure: 'customers' }} restLabel={t`全部`} />
        <ShareFigure
          label={t`存续客户网格覆盖`}
          share={coverage.orphans_in_cells}
          unit={t`人`}
          rows={{ of: 'people', figure: 'orphans_in_cells' }}
          rest={{ of: 'people', figure: 'orphans_without_worker' }}
        />
        <ShareFigure
          label={t`存续客户已建联`}
          share={coverage.orphans_contacted}
          unit={t`人`}
          rows={{ of: 'people', figure: 'orphans_contacted' }}
          rest={{ of: 'people', figure: 'orphans_not_contacted' }}
        />
      </div>
    </section>
  )
}

interface ShareProps {
  label: string
  share: Share
  unit: string
  rows: RowsSearch
  rest: RowsSearch
  restLabel?: string
}

function ShareFigure({ label, share, unit, rows, rest, restLabel }: ShareProps) {
  const { t } = useLingui()
  const others = restLabel ?? t`余 ${count(share.total - share.count)}`
  return (
    <div className="share-figure">
      <span className="soft">{label}</span>
      <RowsLink rows={rows} className="share-value" label={t`${label} ${percent(share.count, share.total)}：看明细`}>
        {percent(share.count, share.total)}
      </RowsLink>
      <span className="share-bar" aria-hidden="true">
        <span style={{ inlineSize: `${share.total > 0 ? (100 * share.count) / share.total : 0}%` }} />
      </span>
      <span className="soft number share-note">
        {count(share.count)} / {count(share.total)} {unit}
        <RowsLink rows={rest} label={`${others}：${label}`}>
          {others}
        </RowsLink>
      </span>
    </div>
  )
}

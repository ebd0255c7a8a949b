import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Census } from '../../api/queries'
import { count, percent } from '../../i18n/format'
import { checkWord, kindWord, precisionWord } from '../../i18n/words'
import { Figure, Figures } from '../../ui/Figures'
import { Shares } from '../../ui/Shares'

interface Props {
  census: Census
}

export function Customers({ census }: Props) {
  const { t } = useLingui()
  return (
    <section className="card">
      <Figures>
        <Figure label={t`客户（人）`} value={count(census.persons)} note={t`${count(census.customers)} 个客户号`} />
        <Figure label={t`重复客户号`} value={count(census.second_records)} note={t`五要素相同`} />
        <Figure label={t`有效保单`} value={count(census.policies_live)} note={t`共 ${count(census.policies)} 张`} />
        <Figure
          label={t`存续单（孤儿单）`}
          value={count(census.policies_by['orphan'] ?? 0)}
          note={t`占有效保单 ${percent(census.policies_by['orphan'] ?? 0, census.policies_live)}`}
        />
        <Figure label={t`在职业务员`} value={count(census.agents_in_service)} note={t`共 ${count(census.agents)} 名`} />
        <Figure
          label={t`待定位地址`}
          value={count(census.todo)}
          note={t`占客户号 ${percent(census.todo, census.customers)}`}
        />
      </Figures>
    </section>
  )
}

const KIND_COLOURS: Record<string, string> = {
  orphan: 'var(--kind-orphan)',
  mixed: 'var(--kind-mixed)',
  served: 'var(--kind-served)',
  dormant: 'var(--kind-dormant)',
  no_policy: 'var(--kind-none)',
}

export function Kinds({ census }: Props) {
  return (
    <section className="card stack">
      <h2>
        <Trans>谁在服务客户</Trans>
      </h2>
      <Shares
        shares={Object.entries(KIND_COLOURS).map(([key, colour]) => ({
          label: kindWord(key),
          value: census.kinds[key] ?? 0,
          colour,
        }))}
      />
      <p className="soft">
        <Trans>存续客户：有效保单都没有在职人员服务。混合客户：只有一部分有人服务。按人计。</Trans>
      </p>
    </section>
  )
}

export function Coverage({ census }: Props) {
  const { t } = useLingui()
  const { policies, customers } = census.coverage
  return (
    <section className="card stack">
      <h2>
        <Trans>服务覆盖率</Trans>
      </h2>
      <Figures>
        <Figure
          label={t`保单覆盖率`}
          value={percent(policies.covered, policies.total)}
          note={t`${count(policies.covered)} / ${count(policies.total)} 张有效保单`}
        />
        <Figure
          label={t`客户覆盖率`}
          value={percent(customers.covered, customers.total)}
          note={t`${count(customers.covered)} / ${count(customers.total)} 位有有效保单的客户`}
        />
      </Figures>
      <p className="soft">
        <Trans>由在职人员服务的有效保单；客户的全部有效保单都有人服务才算覆盖。</Trans>
      </p>
    </section>
  )
}

const PLACE_COLOURS: Record<string, string> = {
  exact: 'var(--place-exact)',
  fuzzy: 'var(--place-fuzzy)',
  manual: 'var(--place-manual)',
  district: 'var(--place-district)',
  none: 'var(--place-none)',
}

const CHECK_COLOURS: Record<string, string> = {
  agrees: 'var(--place-exact)',
  other_district: 'var(--place-district)',
  outside_city: 'var(--place-none)',
  unknown: 'var(--kind-none)',
}

export function Placed({ census }: Props) {
  return (
    <section className="card stack">
      <div className="row">
        <h2>
          <Trans>地址定位</Trans>
        </h2>
        <span className="row-end" />
        {census.todo > 0 && (
          <Link to="/census/todo" className="button">
            <Trans>处理待定位地址</Trans>
          </Link>
        )}
      </div>
      <Shares
        shares={Object.entries(PLACE_COLOURS).map(([key, colour]) => ({
          label: precisionWord(key),
          value: census.placed[key] ?? 0,
          colour,
        }))}
      />
      <h3>
        <Trans>位置与所述区的核对</Trans>
      </h3>
      <Shares
        shares={Object.entries(CHECK_COLOURS).map(([key, colour]) => ({
          label: checkWord(key),
          value: census.position_check[key] ?? 0,
          colour,
        }))}
      />
    </section>
  )
}

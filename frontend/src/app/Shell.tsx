import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet } from '@tanstack/react-router'
import { useMay } from '../features/session/may'
import { Empty } from '../ui/Empty'
import { Icon, Mark } from '../ui/icons'
import { AccountMenu } from './AccountMenu'
import { CityPicker } from './CityPicker'
import { useCity } from './city'
import { LanguageButton, ThemeButton } from './Switches'

export function Shell() {
  const { t } = useLingui()
  const city = useCity()
  return (
    <div className="shell">
      <Rail />
      <header className="bar">
        <CityPicker />
        <span className="row-end" />
        <LanguageButton />
        <ThemeButton />
        <AccountMenu />
      </header>
      <main className="page" id="page" tabIndex={-1}>
        {city ? (
          <Outlet key={city.code} />
        ) : (
          <Empty icon="city" title={t`还没有城市`}>
            <p className="soft">
              <Trans>请管理员用命令 gridward city add 添加城市，或为您的账号开通城市。</Trans>
            </p>
          </Empty>
        )}
      </main>
    </div>
  )
}

function Rail() {
  const { t } = useLingui()
  const seesCensus = useMay('census')
  return (
    <nav className="rail" aria-label={t`主导航`}>
      <div className="rail-mark">
        <Mark />
      </div>
      {seesCensus && (
        <Link to="/census" className="rail-link" activeProps={{ 'aria-current': 'page' }}>
          <Icon name="census" size={24} />
          <Trans>盘客户</Trans>
        </Link>
      )}
      <Link to="/grid" className="rail-link" activeProps={{ 'aria-current': 'page' }}>
        <Icon name="grid" size={24} />
        <Trans>划网格</Trans>
      </Link>
    </nav>
  )
}

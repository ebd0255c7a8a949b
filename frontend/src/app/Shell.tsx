import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { meQuery } from '../api/queries'
import { placeWord } from '../i18n/words'
import { useCity } from '../session/city'
import { drawn } from '../ui/drawn'
import { Empty } from '../ui/Empty'
import { Icon, Mark, type IconName } from '../ui/icons'
import { CityPicker } from './CityPicker'
import { placesOf, type Place } from './places'
import { LanguageButton, ThemeButton } from './Switches'
import { Sync } from './Sync'

// Menus come after the page: what is needed to draw it comes first.
const AccountMenu = lazy(() => drawn.then(() => import('./AccountMenu')).then((file) => ({ default: file.AccountMenu })))

export function Shell() {
  const { t } = useLingui()
  const city = useCity()
  return (
    <div className="shell">
      <Rail />
      <header className="bar">
        <CityPicker />
        <span className="row-end" />
        <Sync />
        <LanguageButton />
        <ThemeButton />
        <Suspense fallback={<AccountPlace />}>
          <AccountMenu />
        </Suspense>
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

/** Where the menu will be, of its size: what stands beside it does not move under a finger. */
function AccountPlace() {
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <span className="button button-quiet" aria-hidden="true">
      <Icon name="user" />
      <span className="account-name">{me.name}</span>
    </span>
  )
}

function Rail() {
  const { t } = useLingui()
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <nav className="rail" aria-label={t`主导航`}>
      <div className="rail-mark">
        <Mark />
      </div>
      {placesOf(me).map((place) => (
        <Link key={place} to={place} className="rail-link" activeProps={CURRENT} activeOptions={ANY_SEARCH}>
          <Icon name={ICONS[place]} size={24} />
          {placeWord(place)}
        </Link>
      ))}
    </nav>
  )
}

const CURRENT = { 'aria-current': 'page' as const }
const ANY_SEARCH = { includeSearch: false }

const ICONS: Record<Place, IconName> = {
  '/today': 'today',
  '/cell': 'cell',
  '/my-events': 'star',
  '/queue': 'headset',
  '/seats': 'phone',
  '/requests': 'door',
  '/attention': 'warning',
  '/census': 'census',
  '/grid': 'grid',
  '/staffing': 'people',
  '/cockpit': 'gauge',
  '/events': 'star',
  '/risk': 'shield',
  '/jobs': 'clock',
}

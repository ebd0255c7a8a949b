import { Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { meQuery } from '../api/queries'
import { withWords } from '../i18n'
import { placeWord } from '../i18n/words'
import { useCity } from '../session/city'
import { useMay } from '../session/may'
import { drawn } from '../ui/drawn'
import { Empty } from '../ui/Empty'
import { Icon, Mark, type IconName } from '../ui/icons'
import { CityPicker } from './CityPicker'
import { CopyMark } from './CopyMark'
import { placesOf, type Place } from './places'
import { LanguageButton, ThemeButton } from './Switches'
import { Sync } from './Sync'

// Menus come after the page: what is needed to draw it comes first.
const Newer = lazy(() => drawn.then(() => import('./Newer')).then((file) => ({ default: file.Newer })))
const loadDoubts = withWords(() => import('../features/sync/Doubts'), 'field')
const Doubts = lazy(() => drawn.then(loadDoubts).then((file) => ({ default: file.Doubts })))
const AccountMenu = lazy(() => drawn.then(() => import('./AccountMenu')).then((file) => ({ default: file.AccountMenu })))

export function Shell() {
  const { t } = useLingui()
  const city = useCity()
  // On a device that has ever been a specialist's the program is kept, whoever uses it now.
  const works = useMay('work')
  const isKept = works || isKeptAlready()
  return (
    <div className="shell">
      <Rail />
      <header className="bar">
        <CityPicker />
        <span className="row-end" />
        <CopyMark />
        <Sync />
        <LanguageButton />
        <ThemeButton />
        <Suspense fallback={<AccountPlace />}>
          <AccountMenu />
        </Suspense>
      </header>
      <main className="page" id="page" tabIndex={-1}>
        {isKept && (
          <Suspense>
            <Newer />
          </Suspense>
        )}
        {works && (
          <Suspense>
            <Doubts />
          </Suspense>
        )}
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

const isKeptAlready = () => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null

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
  '/appointments': 'clock',
  '/search': 'search',
  '/my-events': 'star',
  '/week': 'gauge',
  '/queue': 'headset',
  '/seats': 'phone',
  '/requests': 'door',
  '/attention': 'warning',
  '/messages': 'message',
  '/census': 'census',
  '/grid': 'grid',
  '/staffing': 'people',
  '/cockpit': 'gauge',
  '/sync-health': 'tablet',
  '/events': 'star',
  '/risk': 'shield',
  '/jobs': 'clock',
}

import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { chooseLanguage } from '../api/language'
import { meQuery } from '../api/queries'
import { activate, currentLocale } from '../i18n'
import { Button } from '../ui/Button'
import { applyTheme, useTheme } from '../ui/theme'
import { tell } from '../ui/toast'

/** Switches to the other language, whose name it shows in that language. It is remembered with the account. */
export function LanguageButton() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const other = currentLocale() === 'zh' ? 'en' : 'zh'
  const change = async () => {
    try {
      await activate(other)
    } catch {
      return tell(t`这种语言还没有取到本机，请联网后再切换。`)
    }
    const me = queries.getQueryData(meQuery.queryKey)
    if (!me) return
    queries.setQueryData(meQuery.queryKey, { ...me, locale: other })
    await chooseLanguage(me.account_id, other)
  }
  return (
    <Button look="quiet" onPress={() => void change()}>
      <span lang={other === 'en' ? 'en' : 'zh-CN'}>{other === 'en' ? 'English' : '中文'}</span>
    </Button>
  )
}

export function ThemeButton() {
  const { t } = useLingui()
  const theme = useTheme()
  return (
    <Button
      look="quiet"
      icon={theme === 'dark' ? 'sun' : 'moon'}
      aria-label={theme === 'dark' ? t`切换到浅色` : t`切换到深色`}
      onPress={() => applyTheme(theme === 'dark' ? 'light' : 'dark')}
    />
  )
}

/** The two languages. Chinese is the source; catalogs are loaded when they are needed. */
import { i18n, type Messages } from '@lingui/core'

export type Locale = 'zh' | 'en'

const KEY = 'gridward.locale'
const catalogs: Record<Locale, () => Promise<{ messages: Messages }>> = {
  zh: () => import('./locales/zh/messages.po'),
  en: () => import('./locales/en/messages.po'),
}

export function isLocale(text: string | null): text is Locale {
  return text === 'zh' || text === 'en'
}

/** What somebody chose here before, else what the browser asks for. */
export function preferredLocale(): Locale {
  const kept = localStorage.getItem(KEY)
  if (isLocale(kept)) return kept
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export async function activate(locale: Locale): Promise<void> {
  const { messages } = await catalogs[locale]()
  i18n.loadAndActivate({ locale, messages })
  localStorage.setItem(KEY, locale)
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
}

export function currentLocale(): Locale {
  return isLocale(i18n.locale) ? i18n.locale : 'zh'
}

/** The tag by which dates and numbers are written. */
export function localeTag(): string {
  return currentLocale() === 'zh' ? 'zh-CN' : 'en-GB'
}

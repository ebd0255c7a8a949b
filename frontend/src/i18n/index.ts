/** The two languages. Chinese is the source; the words come in parts, with what says them. */
import { i18n, type Messages } from '@lingui/core'
import type { Part } from './parts'

export type Locale = 'zh' | 'en'

const KEY = 'gridward.locale'
const catalogs = import.meta.glob<{ messages: Messages }>('./locales/*/*.po')
const brought = new Set<Part>(['start'])
const held: Record<Locale, Set<Part>> = { zh: new Set(), en: new Set() }
/** Lingui reads them where they stand: what comes later needs not be told, which would draw all that is on the screen anew. */
const words: Record<Locale, Messages> = { zh: {}, en: {} }
let wanted: Locale = 'zh'

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
  const before = wanted
  wanted = locale
  try {
    await hold(locale)
  } catch (error) {
    wanted = before
    throw error
  }
  i18n.loadAndActivate({ locale, messages: words[locale] })
  localStorage.setItem(KEY, locale)
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
}

/** A way to load a page or a dialog that comes with its parts of the words. `scripts/check-parts.mjs` looks whether they are the right ones. */
export function withWords<T>(load: () => Promise<T>, ...parts: Exclude<Part, 'start'>[]): () => Promise<T> {
  return async () => {
    for (const part of parts) brought.add(part)
    // Who changes the language in this moment may yet stay with the one that he reads.
    const [file] = await Promise.all([load(), hold(wanted), isLocale(i18n.locale) ? hold(i18n.locale) : undefined])
    return file
  }
}

/** The words of the other language, for who may be without a network when he changes to it. */
export function holdBoth(): Promise<unknown> {
  return Promise.all([hold('zh'), hold('en')])
}

async function hold(locale: Locale): Promise<void> {
  const missing = [...brought].filter((part) => !held[locale].has(part))
  const files = await Promise.all(missing.map((part) => catalogs[`./locales/${locale}/${part}.po`]?.()))
  Object.assign(words[locale], ...files.map((file) => file?.messages))
  for (const part of missing) held[locale].add(part)
}

export function currentLocale(): Locale {
  return isLocale(i18n.locale) ? i18n.locale : 'zh'
}

/** The tag by which dates and numbers are written. */
export function localeTag(): string {
  return currentLocale() === 'zh' ? 'zh-CN' : 'en-GB'
}

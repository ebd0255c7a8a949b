import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'
import { PARTS } from './src/i18n/parts.ts'

export default defineConfig({
  sourceLocale: 'zh',
  locales: ['zh', 'en'],
  format: formatter({ lineNumbers: false }),
  catalogs: [
    { path: 'src/i18n/locales/{locale}/start', include: ['src'], exclude: Object.values(PARTS).flat() },
    ...Object.entries(PARTS).map(([part, include]) => ({ path: `src/i18n/locales/{locale}/${part}`, include })),
  ],
})

import { lingui } from '@lingui/vite-plugin'
import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const api = process.env['GRIDWARD_API'] ?? 'http://127.0.0.1:8700'

/** The words of the first language are asked for with the program, not by it. Who reads another one loads them for nothing: 4 KiB. */
const wordsBeside: Plugin = {
  name: 'words-beside',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.values(bundle ?? {})
        .filter((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/locales/zh/start.po'))
        .map(({ fileName }) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` }, injectTo: 'head' })),
  },
}

/**
 * What is loaded together is one file. Left to itself the build makes a file of whatever the same pages share: eleven at the start and
 * two dozen more for a page, of which a browser asks for six at a time.
 */
const TOGETHER = [
  { name: 'start', tags: ['$initial' as const] },
  { name: 'form', test: /src.ui.(Field|SearchField)|react-aria.*(FocusScope|SharedElementTransition|ShadowTreeWalker|useSlot|VisuallyHidden)/, minShareCount: 2 },
  // Words and small parts of most pages.
  {
    name: 'work',
    test: /src.(ui.(Dialog|Split|narrow|Waiting|Paged|Risk|marks|now|Figures|rowKeys|useHere)|i18n.(work|why|book|staff)\.ts|address|api|map.(bounds|MapView)|features.(customer.Calling|visit.unfinished))|useQuery/,
    minShareCount: 2,
  },
  { name: 'problems', test: /src.i18n.(problems|receipts)/ },
  // What is left unfinished on a device.
  { name: 'outbox', test: /node_modules.dexie|src.(db.(open|sealing|safe|trouble)|outbox.(database|shelf|seal-left|taken-back))/ },
  // Beside the pages that show or read codes: else it came with all that share a part of a customer's page.
  { name: 'qr', test: /node_modules.qr|features.events.QrCode/ },
  // What Today knows of appointments; all else of them comes with a customer.
  { name: 'appointments', test: /src.(features.appointments.(Booking|data|busy|appointments)|rules.(appointments|unreachable))/, minShareCount: 2 },
  // Of many dialogs: in a customer's file it would bring that to each of them.
  { name: 'choices', test: /src.ui.(Tiles|tiles)|react-(aria|stately).*(radio|RadioGroup|SelectionIndicator)/, minShareCount: 2 },
  {
    name: 'customer',
    test: /src.(features.(customer|events|review|service|appointments)|i18n.(appointment-words|event-words|review|service)\.ts|ui.(WayToDo|FateNotice))/,
    minShareCount: 2,
  },
]

export default defineConfig({
  plugins: [
    wordsBeside,
    react(),
    // Without macroTransform the build is green and every translated text fails at run time.
    lingui({ failOnMissing: true, macroTransform: true }),
    { ...optimizeLocales.vite({ locales: ['zh-CN', 'en-US'] }), enforce: 'pre' as const },
  ],
  worker: { format: 'es' },
  build: {
    target: ['chrome123', 'safari17.5', 'firefox120'],
    manifest: true,
    // Data addresses would be refused for fonts and workers by the content policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1400,
    rolldownOptions: { output: { codeSplitting: { groups: TOGETHER } } },
  },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  preview: { proxy: { '/api': { target: api, changeOrigin: false } } },
})

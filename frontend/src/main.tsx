import './styles/tokens.css'
import './styles/base.css'
import './styles/ui.css'
import './styles/app.css'
import { startTransition, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, prepare } from './app/App'
import { listenForOffer } from './ui/install'
import { applyTheme, storedTheme } from './ui/theme'

applyTheme(storedTheme())
listenForOffer()
const root = document.getElementById('root')
if (root) {
  // A long list is drawn in small pieces: the page takes touches meanwhile.
  void prepare().then(() =>
    startTransition(() =>
      createRoot(root).render(
        <StrictMode>
          <App />
        </StrictMode>,
      ),
    ),
  )
}

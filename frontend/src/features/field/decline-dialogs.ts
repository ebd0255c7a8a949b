/** Loaded together, by `Declining`. */
export { ReturnDialog } from './ReturnDialog'
export { SkipDialog } from './SkipDialog'

/** What waits, into a file of this device and out of one. */
import { useMutation } from '@tanstack/react-query'
import { fromFile, toFile, type FileTrouble } from '../../outbox/file'
import { useOutbox, useWaiting } from '../../outbox/operations'
import { isDue } from '../../outbox/photo'
import { usePhotos } from '../../photos/hooks'
import { download } from '../../ui/csv'

/** All that is only here: what waits to be sent, and photos that it names. `left`: how much of it is in no file. */
export function useOnlyHere(): { many: number; left: number } {
  const rows = [...useWaiting(), ...usePhotos().all.filter(isDue)]
  return { many: rows.length, left: rows.filter((row) => !row.exported).length }
}

/** Writes all that is only here into a file, and remembers that it is in one. */
export function useExport() {
  const outbox = useOutbox()
  const waiting = useWaiting()
  const { all, photos } = usePhotos()
  return useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      const operations = waiting.map((row) => row.operation)
      const due = await Promise.all(all.filter(isDue).map(async (photo) => ({ photo, content: await (await photos.content(photo)).arrayBuffer() })))
      const many = operations.length + due.length
      download(`gridward-${new Date().toISOString().slice(0, 10)}-${many}.json`, toFile(outbox.account, { operations, photos: due }))
      // What could not be marked is exported once more.
      const marks = [outbox.exported(operations.map((one) => one.op_id)), photos.mark(due.map(({ photo }) => photo.id), { exported: true })]
      await Promise.allSettled(marks)
    },
  })
}

export class FileError extends Error {
  readonly trouble: FileTrouble

  constructor(trouble: FileTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}

/** Takes in such a file; answers how many were not here yet. */
export function useImport() {
  const outbox = useOutbox()
  const { photos } = usePhotos()
  return useMutation({
    networkMode: 'always',
    mutationFn: async (file: File) => {
      const found = fromFile(outbox.account, await file.text())
      if (typeof found === 'string') throw new FileError(found)
      return (await outbox.takeIn(found.operations)) + (await photos.takeIn(found.photos))
    },
  })
}

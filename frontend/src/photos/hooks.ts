/** Photos as the pages see them. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useOutbox } from '../outbox/operations'
import type { Photo } from '../outbox/photo'
import { photosOf } from './of-account'
import type { Photos } from './photos'

export function usePhotos(): { all: Photo[]; photos: Photos } {
  const outbox = useOutbox()
  return { all: useSyncExternalStore(outbox.subscribe, outbox.photos), photos: photosOf(outbox) }
}

/** An address at which this page shows a photo; nothing until it is opened. */
export function usePicture(photo: Photo): string | undefined {
  const { photos } = usePhotos()
  const [address, setAddress] = useState<string>()
  const { id, size } = photo
  useEffect(() => {
    let made: string | undefined
    let isGone = false
    void photos
      .content(photo)
      .then((content) => {
        if (isGone) return
        made = URL.createObjectURL(content)
        setAddress(made)
      })
      .catch(() => undefined)
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
    // The same until it is made smaller.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [photos, id, size])
  return address
}

import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { putSeatState, seatStateQuery, type SeatState } from '../../api/seats'
import { seatStateWord } from '../../i18n/seats'
import { Key } from '../../ui/KeyCap'
import { useKeys } from '../../ui/keys'
import { ErrorNotice } from '../../ui/Notice'

const STATES: SeatState[] = ['ready', 'after_call', 'break']

/** What a seat says of himself: who is not ready is given nobody. B goes on a break and comes back. */
export function StateSwitch() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const { data } = useQuery(seatStateQuery)
  const put = useMutation({ mutationFn: putSeatState, onSuccess: (saved) => queries.setQueryData(seatStateQuery.queryKey, saved) })
  const state = (put.isPending ? put.variables : data?.state) ?? 'ready'
  const change = (wanted: SeatState) => {
    if (wanted !== state && !put.isPending) put.mutate(wanted)
  }
  useKeys({ b: () => change(state === 'ready' ? 'break' : 'ready') })
  return (
    <>
      {put.error && <ErrorNotice error={put.error} />}
      <fieldset className="quick" aria-label={t`我的状态`}>
        {STATES.map((one) => (
          <button key={one} type="button" className="quick-offer" aria-pressed={one === state} onClick={() => change(one)}>
            {seatStateWord(one)}
            {one === 'break' && (
              <>
                {' '}
                <Key>B</Key>
              </>
            )}
          </button>
        ))}
      </fieldset>
    </>
  )
}

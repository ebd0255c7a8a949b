import { Trans, useLingui } from '@lingui/react/macro'
import { featureWord, valueWord } from '../../i18n/card-words'
import { Button } from '../../ui/Button'
import { rangeWord } from './bins'
import type { BinDraft, FeatureDraft } from './draft'

interface Props {
  at: string
  feature: FeatureDraft
  /** What is wrong at a place, in words. */
  wrong: (at: string) => string | undefined
  onChange: (feature: FeatureDraft) => void
}

/** The points of one feature: bins with their limits, or words. */
export function FeatureEditor({ at, feature, wrong, onChange }: Props) {
  const { t } = useLingui()
  const name = featureWord(feature.name)
  const setBin = (place: number, part: Partial<BinDraft>) => onChange({ ...feature, bins: feature.bins.map((bin, index) => (index === place ? { ...bin, ...part } : bin)) })
  return (
    <section className="card-feature" aria-label={name}>
      <h3>{name}</h3>
      <Wrong text={wrong(at)} />
      {feature.bins.map((bin, place) => {
        const range = rangeWord(feature.bins[place - 1]?.below, bin.below)
        const error = wrong(`${at}.bins.${place}`)
        return (
          // Bins have no name but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={place}>
            <div className="card-bin">
              {bin.below === null ? (
                <span>{range}</span>
              ) : (
                <span className="card-limit">
                  <Trans>小于</Trans>
                  <NumberInput label={t`${name}：第 ${place + 1} 段上限`} value={bin.below} bad={error !== undefined} onChange={(below) => setBin(place, { below })} />
                </span>
              )}
              <NumberInput label={t`${name}，${range}：分值`} value={bin.points} bad={error !== undefined} onChange={(points) => setBin(place, { points })} />
              <Button
                look="quiet"
                icon="close"
                aria-label={t`删除「${name}」的第 ${place + 1} 段`}
                isDisabled={bin.below === null}
                onPress={() => onChange({ ...feature, bins: feature.bins.filter((_, index) => index !== place) })}
              />
            </div>
            <Wrong text={error} />
          </div>
        )
      })}
      {feature.values.map(([word, points]) => (
        <div key={word}>
          <div className="card-bin">
            <span>{valueWord(word)}</span>
            <NumberInput
              label={t`${name}，${valueWord(word)}：分值`}
              value={points}
              bad={wrong(`${at}.values.${word}`) !== undefined}
              onChange={(next) => onChange({ ...feature, values: feature.values.map((one) => (one[0] === word ? [word, next] : one)) })}
            />
          </div>
          <Wrong text={wrong(`${at}.values.${word}`)} />
        </div>
      ))}
      <div className="card-bin">
        <span>
          <Trans>不详</Trans>
        </span>
        <NumberInput label={t`${name}，不详：分值`} value={feature.missing} bad={wrong(`${at}.missing`) !== undefined} onChange={(missing) => onChange({ ...feature, missing })} />
      </div>
      <Wrong text={wrong(`${at}.missing`)} />
      {feature.bins.length > 0 && (
        <Button look="quiet" icon="plus" onPress={() => onChange({ ...feature, bins: withOneMore(feature.bins) })}>
          <Trans>加一段</Trans>
        </Button>
      )}
    </section>
  )
}

/** One more bin before the last, above the highest limit, with the points of the rest. */
function withOneMore(bins: BinDraft[]): BinDraft[] {
  const last = bins.at(-1)
  const highest = Number(bins.at(-2)?.below ?? 0)
  return [...bins.slice(0, -1), { below: String(highest + 1), points: last?.points ?? '0' }, ...bins.slice(-1)]
}

function NumberInput({ label, value, bad, onChange }: { label: string; value: string; bad: boolean; onChange: (value: string) => void }) {
  return <input className="input card-number" inputMode="decimal" aria-label={label} aria-invalid={bad} value={value} onChange={(event) => onChange(event.target.value)} />
}

function Wrong({ text }: { text: string | undefined }) {
  return text === undefined ? null : <p className="field-error">{text}</p>
}

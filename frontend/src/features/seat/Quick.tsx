interface Props {
  label: string
  offers: { label: string; value: string }[]
  value: string
  onChoose: (value: string) => void
}

/** What is chosen most often, in one press. */
export function Quick({ label, offers, value, onChoose }: Props) {
  return (
    <fieldset className="quick" aria-label={label}>
      {offers.map((offer) => (
        <button key={offer.label} type="button" className="quick-offer" aria-pressed={offer.value === value} onClick={() => onChoose(offer.value)}>
          {offer.label}
        </button>
      ))}
    </fieldset>
  )
}

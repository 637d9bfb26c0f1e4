export interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

/** One of several, under its name. */
export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label class="choice">
      <span class="note">{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

export interface NumberChoiceProps {
  readonly label: string;
  readonly note: string;
  /** `undefined` where none is chosen, as the placeholder says. */
  readonly value: number | undefined;
  readonly most: number;
  readonly step?: number;
  readonly placeholder?: string;
  readonly onChange: (value: number | undefined) => void;
}

/** A whole number from 0, under its name. */
export function NumberChoice(props: NumberChoiceProps) {
  const { label, note, value, most, step = 1, placeholder, onChange } = props;
  return (
    <label class="choice">
      <span class="note">
        {label} <span class="choice-note">{note}</span>
      </span>
      <input
        type="number"
        min={0}
        max={most}
        step={step}
        value={value ?? ''}
        placeholder={placeholder}
        onChange={({ currentTarget: { valueAsNumber } }) =>
          onChange(Number.isNaN(valueAsNumber) ? undefined : Math.max(0, Math.round(valueAsNumber)))
        }
      />
    </label>
  );
}

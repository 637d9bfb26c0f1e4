/** The drawings of buttons, on a grid of 16 by 16. */
const drawings = {
  play: 'M4.5 2.8v10.4l8.2-5.2z',
  stop: 'M4 4h8v8H4z',
  resume: 'M3.5 3v10M6.5 3v10l7-5z',
  export: 'M8 10V2.5M5 5.2l3-2.7 3 2.7M3 9.5v4h10v-4',
  table: 'M2.5 3h11v10h-11zM2.5 6.4h11M2.5 9.7h11M6.5 6.4V13',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3.4-3.6 2.6 2.7 1.8-1.9 3.2 3.2M10.2 5.9h.1',
  layers: 'M8 2.5l5.5 2.8L8 8.1 2.5 5.3zM2.5 8L8 10.8 13.5 8M2.5 10.7L8 13.5l5.5-2.8',
  gates: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  flow: 'M2 8h2.6l2-4.7 2.9 9.4 2-4.7H14',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3M6 8.5h4M6 11h4',
  add: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  refresh: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.6v2.9h-2.9',
} as const;

export type IconName = keyof typeof drawings;

/** A small line drawing in the colour of the text; it says nothing that its button does not say. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}

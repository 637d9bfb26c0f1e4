import { useEffect, useState } from 'preact/hooks';
import { contrastRatio } from './contrast.ts';
import { type ColourName, colourNames } from './figure.ts';

/** The editor's colours and font, for what is drawn on a canvas. */
export interface Theme {
  readonly colours: Readonly<Record<ColourName, string>>;
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly font: string;
  /** Lines are told apart by their dashes too. */
  readonly highContrast: boolean;
}

/** What a line must stand out from its background by. */
const leastContrast = 2.5;

/** The theme of the moment, as a value that changes when the person changes it. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => onThemeChange(() => setTheme(readTheme())), []);
  return theme;
}

/** Reads the colours that `panel.css` takes from the theme's tokens. */
function readTheme(): Theme {
  chooseWarmColour();
  const style = getComputedStyle(document.body);
  const colour = (name: string) => style.getPropertyValue(`--rnn-${name}`).trim() || style.color;
  return {
    colours: Object.fromEntries(colourNames.map((name) => [name, colour(name)])) as Record<
      ColourName,
      string
    >,
    background: colour('card'),
    text: colour('text'),
    muted: colour('muted'),
    grid: colour('grid'),
    font: style.fontFamily,
    highContrast: isHighContrast(),
  };
}

function isHighContrast(): boolean {
  return /\bvscode-high-contrast/.test(document.body.className);
}

/**
 * Orange goes best with the blue of the other line, but themes take it from their search marks and
 * some make it too dark to be seen; then the yellow of `panel.css` stays.
 */
function chooseWarmColour(): void {
  const { style } = document.body;
  style.removeProperty('--rnn-warm');
  const computed = getComputedStyle(document.body);
  const orange = computed.getPropertyValue('--vscode-charts-orange').trim();
  const background = computed.getPropertyValue('--rnn-card').trim();
  if (!isHighContrast() && orange !== '' && contrastRatio(orange, background) >= leastContrast) {
    style.setProperty('--rnn-warm', orange);
  }
}

/** The editor sets the tokens on the root element and the kind of theme on the body. */
function onThemeChange(listener: () => void): () => void {
  let frame = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(listener);
  });
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['style', 'class'],
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}

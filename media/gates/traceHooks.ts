import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TraceSummary, UnitCurves } from '../../src/protocol/inspector.ts';
import { contrastRatio } from '../shared/contrast.ts';
import type { Theme } from '../shared/theme.ts';
import { type ColourScale, colourScale } from './colours.ts';
import type { TimeView } from './timeView.ts';
import type { TraceViewProps } from './traceView.tsx';

/** The colours of each value of a pass, by its largest size in the whole trace. */
export function useScales(
  { largest }: TraceSummary,
  pass: string,
  theme: Theme,
): ReadonlyMap<string, ColourScale> {
  return useMemo(() => {
    const dark =
      contrastRatio('#ffffff', theme.background) > contrastRatio('#000000', theme.background);
    const values = largest.find(({ name }) => name === pass)?.values ?? [];
    return new Map(
      values.map(({ name, role, largest: most }) => [name, colourScale(role, most, dark)]),
    );
  }, [largest, pass, theme]);
}

/** Points of a curve: more than there are pixels say nothing more. */
const curvePoints = 1500;

/** The curves of the chosen unit over the time that is seen. */
export function useCurves(
  { ask, source, summary: { trace }, state: { pass, unit } }: TraceViewProps,
  { from, to }: TimeView,
): UnitCurves | undefined {
  const [curves, setCurves] = useState<UnitCurves>();
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(
      () =>
        ask(source, 'unit', { trace, pass, unit, from, to, points: curvePoints }).then(
          (found) => isWanted && setCurves(found),
          () => undefined,
        ),
      30,
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ask, source, trace, pass, unit, from, to]);
  return curves;
}

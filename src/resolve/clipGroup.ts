import type { ClipSpec } from '../spec/spec.ts';
import type { Parameter } from './model.ts';

/** Which parameters one norm is taken over when a gradient is clipped: those of the same group. */
export function clipGroup({ layer, pass, inCell }: Parameter, per: ClipSpec['per']): string {
  switch (per) {
    case 'all':
      return 'all';
    case 'layer':
      return layer;
    case 'gate':
      return inCell ? `${pass}.${inCell.gate}` : layer;
  }
}

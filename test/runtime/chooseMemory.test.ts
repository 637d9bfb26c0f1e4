import { describe, expect, it } from 'vitest';
import { chooseMemory } from '../../src/runtime/chooseMemory.ts';
import { linear, recurrent, smallModel } from '../compile/smallModel.ts';

describe('chooseMemory', () => {
  it.each([
    { timeSteps: 50, hidden: 650, batch: 20, plansMemory: true },
    { timeSteps: 5000, hidden: 128, batch: 32, plansMemory: false },
    { timeSteps: 5000, hidden: 8, batch: 1, plansMemory: true },
  ])(
    'plans $plansMemory for $timeSteps steps of $hidden units in batches of $batch',
    ({ timeSteps, hidden, batch, plansMemory }) => {
      const model = smallModel({ layers: [recurrent('lstm', hidden), linear], train: { batch } });
      expect(chooseMemory(model, timeSteps)).toEqual({ plansMemory });
    },
  );
});

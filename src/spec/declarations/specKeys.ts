import type { Spec } from '../spec.ts';
import { choiceType } from '../types/choiceType.ts';
import { mappingType } from '../types/mappingType.ts';
import { fallback, required } from '../valueType.ts';
import { cellsType } from './cellKeys.ts';
import { dataType } from './data/dataType.ts';
import { modelType } from './modelKeys.ts';
import { defaultTrain, trainType } from './trainKeys.ts';

/** The whole spec language. */
export const specType = mappingType<Spec>({
  task: {
    type: choiceType({
      forecast: 'Predict the next rows of a time series from the rows before them',
      classify: 'Tell the class of each sequence as a whole',
      regress: 'Predict a number from each sequence as a whole',
      tag: 'Tell a tag for each token of a sequence',
      language: 'Predict the next token of a text',
      polyphony: 'Predict which notes sound at the next time step of a piece of music',
    }),
    fallback: required,
    documentation: 'What the model is for; it decides the loss, the report and what `data` may say',
    example: 'forecast',
  },
  data: {
    type: dataType,
    fallback: required,
    documentation: 'Where the sequences come from, and how they are cut, scaled and split',
    example: '{file: series.csv, inputs: [value], window: 24}',
  },
  cells: {
    type: cellsType,
    fallback: fallback({}),
    documentation: 'Recurrent cells of your own, written as equations',
    example: '{my-cell: "h = tanh(W @ x + R @ h[t-1] + b)"}',
  },
  model: {
    type: modelType,
    fallback: required,
    documentation:
      'The layers from the input on, each the name of a cell or a kind of layer such as `linear`, alone or with options',
    example: '[lstm: {hidden: 32}, linear]',
  },
  train: {
    type: trainType,
    fallback: fallback(defaultTrain, 'the defaults of its keys'),
    documentation: 'How the parameters are found',
    example: '{epochs: 60, batch: 32, optimizer: adam}',
  },
});

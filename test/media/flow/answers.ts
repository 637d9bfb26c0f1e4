import { readFileSync } from 'node:fs';
import {
  beginWith,
  type FlowChoices,
  type FlowModel,
  initialModel,
  nextQuestions,
  withAnswer,
} from '../../../media/flow/flowModel.ts';
import { present } from '../../../src/base/invariant.ts';
import type { GradientFlow } from '../../../src/protocol/inspection.ts';
import type { ModelDescription, WeightsName } from '../../../src/protocol/inspector.ts';
import type { ShowModel } from '../../../src/protocol/panel.ts';

/** What the inspector of a model answered. */
export interface RecordedAnswers {
  readonly source: string;
  readonly description: ModelDescription;
  readonly flows: Readonly<Partial<Record<WeightsName, GradientFlow>>>;
}

const file = new URL('../fixtures/flowAnswers.json', import.meta.url);
const recorded: readonly RecordedAnswers[] = JSON.parse(readFileSync(file, 'utf8'));

/** Recorded from runs on the adding problem of 100 steps, and from a deep model: `two`. */
export function answersOf(name: string): RecordedAnswers {
  return present(
    recorded.find(({ description }) => description.name === name),
    name,
  );
}

/** The first message about a model. */
export function shownOf(name: string): ShowModel {
  const others = recorded
    .filter(({ description }) => description.name !== name)
    .map(({ source, description }) => ({ source, name: description.name }));
  return { type: 'showModel', source: answersOf(name).source, others };
}

/** The page with these models, `NAME` or `NAME WEIGHTS`, once everything is answered. */
export function answeredModel(
  names: readonly [string, ...string[]],
  choices: Partial<FlowChoices> = {},
): FlowModel {
  const entries = names.map((each) => {
    const [name = '', weights] = each.split(' ');
    return { source: answersOf(name).source, weights: weights as WeightsName | undefined };
  });
  const begun = beginWith(initialModel, shownOf(names[0]), undefined);
  return answerAll({ ...begun, choices: { ...begun.choices, entries, ...choices } });
}

function answerAll(model: FlowModel): FlowModel {
  const questions = nextQuestions(model);
  if (questions.length === 0) {
    return model;
  }
  return answerAll(
    questions.reduce((now, question) => {
      const { description, flows } = present(
        recorded.find(({ source }) => source === question.source),
        question.source,
      );
      const value = question.kind === 'describe' ? description : flows[question.question.weights];
      return withAnswer(now, question, { kind: 'there', value });
    }, model),
  );
}

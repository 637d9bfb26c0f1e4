import { assertNever } from '../../src/base/invariant.ts';
import type { Answer, RunHeading, RunStatus, ToTrainingPanel } from '../../src/protocol/panel.ts';
import { collectTraining, emptyView, type TrainingView } from './trainingView.ts';

/** All that the training page draws. */
export interface PanelModel {
  readonly heading: RunHeading | undefined;
  readonly status: RunStatus;
  readonly view: TrainingView;
}

/** Before the host has said anything. */
export const initialModel: PanelModel = {
  heading: undefined,
  status: { phase: 'none', trusted: true },
  view: emptyView,
};

/** The model after a batch of messages; events that follow each other are collected in one go. */
export function collectMessages(
  model: PanelModel,
  messages: readonly Exclude<ToTrainingPanel, Answer>[],
): PanelModel {
  return messages.reduce(collectMessage, model);
}

function collectMessage(model: PanelModel, message: Exclude<ToTrainingPanel, Answer>): PanelModel {
  switch (message.type) {
    case 'showRun':
      return {
        heading: message.heading,
        status: message.status,
        view: collectTraining(emptyView, message.events),
      };
    case 'appendEvents':
      return { ...model, view: collectTraining(model.view, message.events) };
    case 'showStatus':
      return { ...model, status: message.status };
    default:
      return assertNever(message);
  }
}

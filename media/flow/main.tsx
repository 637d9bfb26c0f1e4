import { render } from 'preact';
import type { Outcome, PanelAction, ToModelPanel } from '../../src/protocol/panel.ts';
import { askOver } from '../shared/ask.ts';
import { connectHost } from '../shared/host.ts';
import './flow.css';
import {
  beginWith,
  type FlowModel,
  type FlowPanelState,
  type FlowQuestion,
  initialModel,
  nextQuestions,
  withAnswer,
} from './flowModel.ts';
import { FlowPanel } from './flowPanel.tsx';

start();

/** Draws the gradient flow page anew after each thing that a person chose and each answer. */
function start(): void {
  const root = document.body.appendChild(document.createElement('main'));
  let model = initialModel;
  let outcome: Outcome | undefined;
  const host = connectHost<ToModelPanel, FlowPanelState>((messages) => {
    for (const message of messages) {
      model = beginWith(model, message, host.state);
    }
    proceed();
  });
  const ask = askOver(host);

  /** Asks for all that is missing; answers that come after the panel began anew are not wanted. */
  const proceed = () => {
    for (const question of nextQuestions(model)) {
      model = withAnswer(model, question, { kind: 'waiting' });
      const { shown } = model;
      void answerTo(question).then((answer) => {
        if (model.shown === shown) {
          model = withAnswer(model, question, answer);
          proceed();
        }
      });
    }
    if (model.shown) {
      host.keep({ source: model.shown.source, choices: model.choices });
    }
    draw();
  };
  const answerTo = async (question: FlowQuestion) => {
    try {
      const value =
        question.kind === 'describe'
          ? await ask(question.source, 'describe', undefined)
          : await ask(question.source, 'flow', question.question);
      return { kind: 'there', value } as const;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', message } as const;
    }
  };
  const act = async (action: PanelAction) => {
    outcome = undefined;
    draw();
    outcome = await host.request(action);
    draw();
  };
  const change = (changed: (model: FlowModel) => FlowModel) => {
    model = changed(model);
    proceed();
  };
  const draw = () =>
    render(<FlowPanel model={model} outcome={outcome} change={change} act={act} />, root);
  draw();
}

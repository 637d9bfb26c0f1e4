import { render } from 'preact';
import type {
  Outcome,
  PanelAction,
  ToTrainingPanel,
  TrainingPanelState,
} from '../../src/protocol/panel.ts';
import { connectHost } from '../shared/host.ts';
import './training.css';
import { collectMessages, initialModel } from './panelModel.ts';
import { TrainingPanel } from './trainingPanel.tsx';

start();

/** Draws the training page anew after each batch of messages and each thing that a person does. */
function start(): void {
  const root = document.body.appendChild(document.createElement('main'));
  let model = initialModel;
  let outcome: Outcome | undefined;
  const host = connectHost<ToTrainingPanel, TrainingPanelState>((messages) => {
    model = collectMessages(model, messages);
    draw();
  });
  let logarithmic = host.state?.logarithmic ?? false;

  const act = async (action: PanelAction) => {
    outcome = undefined;
    draw();
    outcome = await host.request(action);
    draw();
  };
  const draw = () => {
    if (model.heading) {
      const { spec, folder } = model.heading;
      host.keep({ spec, folder, logarithmic });
    }
    render(
      <TrainingPanel
        model={model}
        outcome={outcome}
        logarithmic={logarithmic}
        onLogarithmic={(value) => {
          logarithmic = value;
          draw();
        }}
        act={act}
      />,
      root,
    );
  };
  draw();
}

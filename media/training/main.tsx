import { render } from 'preact';
import type { PanelAction, ToTrainingPanel, TrainingPanelState } from '../../src/protocol/panel.ts';
import { connectHost } from '../shared/host.ts';
import './training.css';
import { collectMessages, initialModel } from './panelModel.ts';
import { TrainingPanel } from './trainingPanel.tsx';

start();

/** Draws the training page anew after each batch of messages and each thing that a person does. */
function start(): void {
  const root = document.body.appendChild(document.createElement('main'));
  let model = initialModel;
  let error: string | undefined;
  const host = connectHost<ToTrainingPanel, TrainingPanelState>((messages) => {
    model = collectMessages(model, messages);
    draw();
  });
  let logarithmic = host.state?.logarithmic ?? false;

  const act = async (action: PanelAction) => {
    error = undefined;
    draw();
    try {
      await host.request(action);
    } catch (failure) {
      error = failure instanceof Error ? failure.message : String(failure);
      draw();
    }
  };
  const draw = () => {
    if (model.heading) {
      const { spec, folder } = model.heading;
      host.keep({ spec, folder, logarithmic });
    }
    render(
      <TrainingPanel
        model={model}
        error={error}
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

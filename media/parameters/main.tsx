import { render } from 'preact';
import type {
  PanelAction,
  ParametersPanelState,
  ToParametersPanel,
} from '../../src/protocol/panel.ts';
import { connectHost } from '../shared/host.ts';
import './parameters.css';
import { ParametersPanel, type Shown } from './parametersPanel.tsx';

start();

/** Draws the parameters page from the last thing that the host sent. */
function start(): void {
  const root = document.body.appendChild(document.createElement('main'));
  let shown: Shown | undefined;
  let error: string | undefined;
  const host = connectHost<ToParametersPanel, ParametersPanelState>((messages) => {
    shown = messages.at(-1);
    if (shown) {
      host.keep({ source: shown.source });
    }
    draw();
  });
  const act = async (action: PanelAction) => {
    error = undefined;
    try {
      await host.request(action);
    } catch (failure) {
      error = failure instanceof Error ? failure.message : String(failure);
    }
    draw();
  };
  const draw = () => render(<ParametersPanel shown={shown} error={error} act={act} />, root);
  draw();
}

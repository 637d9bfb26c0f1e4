import { render } from 'preact';
import type {
  Outcome,
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
  let outcome: Outcome | undefined;
  const host = connectHost<ToParametersPanel, ParametersPanelState>((messages) => {
    shown = messages.at(-1);
    if (shown) {
      host.keep({ source: shown.source });
    }
    draw();
  });
  const act = async (action: PanelAction) => {
    outcome = await host.request(action);
    draw();
  };
  const draw = () => render(<ParametersPanel shown={shown} outcome={outcome} act={act} />, root);
  draw();
}

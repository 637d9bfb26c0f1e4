import { render } from 'preact';
import type { Outcome, PanelAction, ShowModel, ToModelPanel } from '../../src/protocol/panel.ts';
import { askOver } from '../shared/ask.ts';
import { connectHost } from '../shared/host.ts';
import './gates.css';
import { GatesPanel } from './gatesPanel.tsx';
import type { GatesPanelState, GatesState } from './gatesState.ts';

start();

/** Draws the gates page of the model that the host names. */
function start(): void {
  const root = document.body.appendChild(document.createElement('main'));
  let shown: ShowModel | undefined;
  let outcome: Outcome | undefined;
  let times = 0;
  const host = connectHost<ToModelPanel, GatesPanelState>((messages) => {
    shown = messages.at(-1);
    times++;
    if (shown && host.state?.source !== shown.source) {
      host.keep({ source: shown.source });
    }
    draw();
  });
  const ask = askOver(host);
  const act = async (action: PanelAction) => {
    outcome = await host.request(action);
    draw();
  };
  const keep = (source: string, state: GatesState) => host.keep({ ...state, source });
  const draw = () =>
    render(
      <GatesPanel
        key={times}
        source={shown?.source}
        kept={host.state ?? {}}
        keep={keep}
        ask={ask}
        act={act}
        outcome={outcome}
      />,
      root,
    );
  draw();
}

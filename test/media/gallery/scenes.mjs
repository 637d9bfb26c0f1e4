// What the gallery shows: the messages that the extension would send, made from recorded runs.
import { readFileSync } from 'node:fs';

const fixtures = new URL('../fixtures/', import.meta.url);
const events = readEvents('airlineRun.jsonl');
const started = events[0];
const vowels = readEvents('vowelsRun.jsonl');
const heading = { spec: started.spec, name: 'airline', folder: started.folder };
const running = { phase: 'running', trusted: true };
const ended = { phase: 'ended', trusted: true };
const untilEpoch = (/** @type {number} */ epoch, run = events) =>
  run.filter((event) => event.type !== 'finished' && (event.epoch ?? 0) <= epoch);
const classifying = { spec: vowels[0].spec, name: 'vowels', folder: vowels[0].folder };

const failure = {
  type: 'failed',
  message:
    'The loss is not a number at step 31, in epoch 11: layer "lstm.1" gave the first value that is not finite. ' +
    'Lower "train.optimizer.adam.rate" or set "train.clip"; the checkpoint of epoch 10 is kept',
  run: started.run,
  folder: started.folder,
};

/**
 * @typedef {object} Scene
 * @property {string} panel
 * @property {readonly unknown[]} messages what the host sends
 * @property {import('./models.mjs').TrainedExample} [model] what its questions are about
 * @property {(action: any) => unknown} [answer] the outcomes of its questions, where there is no model
 * @property {unknown} [kept] what the page had kept before
 * @property {(page: import('playwright-core').Page) => Promise<void>} [act] what a person does first
 */

/** @type {Readonly<Record<string, Scene>>} */
export const scenes = {
  begin: training({ ...heading, folder: undefined }, [], { phase: 'none', trusted: true }),
  untrusted: training({ ...heading, folder: undefined }, [], { phase: 'none', trusted: false }),
  starting: training(heading, [started], { phase: 'running', trusted: true }),
  early: training(heading, untilEpoch(3), running),
  running: training(heading, untilEpoch(24), running),
  finished: training(heading, events, ended),
  failed: training(heading, [...untilEpoch(10).slice(0, -1), failure], ended),
  interrupted: training(heading, untilEpoch(30).slice(0, -1), ended),
  'classify-starting': training(classifying, vowels.slice(0, 1), running),
  'classify-running': training(classifying, untilEpoch(9, vowels), running),
  'classify-finished': training(classifying, vowels, ended),
  parameters: parameters('airlineParameters.json'),
  'parameters-trained': parameters('airlineParametersTrained.json'),
  gates: gates({ example: 'airline', epochs: 12 }),
  'gates-picked': {
    ...gates({ example: 'airline', epochs: 12 }),
    act: async (page) => {
      await page
        .locator('.map')
        .nth(2)
        .click({ position: { x: 400, y: 60 } });
      await page.waitForTimeout(400);
    },
  },
  'gates-text': gates({ example: 'shakespeare', epochs: 1 }),
  'gates-classes': gates({ example: 'vowels', epochs: 4 }),
  'gates-problem': gates({ example: 'missing', epochs: 0 }),
  flow: flow(['adding-rnn']),
  'flow-compare': flow(['adding-rnn', 'adding-gru', 'adding-lstm']),
  'flow-trained': flow(['adding-lstm', 'adding-lstm untrained']),
  'flow-gates': flow(['adding-lstm'], { values: ['h', 'c', 'i', 'f', 'g', 'o', 'x'] }),
  'flow-read': {
    ...flow(['adding-rnn', 'adding-lstm', 'adding-gru']),
    act: async (page) => {
      await page.getByText('Learn more').click();
      await page.getByText('Show as table').click();
      await page.getByRole('button', { name: /lstm.0.*times as large/ }).click();
      await page.getByRole('img').focus();
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press('ArrowLeft');
      }
      await page.waitForTimeout(200);
    },
  },
  'flow-every': {
    panel: 'flow',
    messages: [{ type: 'showModel', source: 'chorales', others: [] }],
    model: { example: 'chorales', epochs: 1 },
    act: async (page) => {
      await page.getByLabel('Loss at step').fill('40');
      await page.getByLabel('Loss at step').press('Enter');
      await page.waitForSelector('.curve-row', { timeout: 30_000 });
    },
  },
  'flow-grow': flow(['grow', 'adding-rnn']),
  'flow-deep': flow(['two']),
  'flow-absolute': flow(['adding-rnn', 'adding-lstm'], { relative: false }),
  'flow-empty': flow(['adding-rnn'], { split: 'test' }),
  'flow-gone': flow(['gone']),
  'flow-other-gone': flow(['adding-rnn', 'gone']),
  'parameters-problem': {
    panel: 'parameters',
    messages: [
      {
        type: 'showProblem',
        source: started.spec,
        message: 'Unknown cell "lsmt" in layer 1 of "model": did you mean "lstm"?',
      },
    ],
  },
};

/**
 * @param {string} fixture
 * @returns {readonly any[]}
 */
function readEvents(fixture) {
  return readFileSync(new URL(fixture, fixtures), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @param {string} fixture */
function parameters(fixture) {
  const report = JSON.parse(readFileSync(new URL(fixture, fixtures), 'utf8'));
  return {
    panel: 'parameters',
    messages: [{ type: 'showParameters', source: report.spec, report }],
  };
}

/**
 * A panel that compares models of `flowAnswers.json`, each by the start of its name.
 * @param {readonly string[]} models
 * @param {object} choices
 */
function flow(models, choices = {}) {
  const all = /** @type {readonly any[]} */ (
    JSON.parse(readFileSync(new URL('flowAnswers.json', fixtures), 'utf8'))
  );
  const entries = models.map((model) => {
    const [name = '', weights] = model.split(' ');
    const source = all.find((one) => one.description.name === name)?.source ?? `/home/${name}`;
    return { source, weights };
  });
  const others = all.map(({ source, description }) => ({ source, name: description.name }));
  const message =
    'The run "gone-20260101-120000-a1b2" has no checkpoint: its folder was deleted or never finished';
  return {
    panel: 'flow',
    messages: [{ type: 'showModel', source: entries[0]?.source, others }],
    kept: { source: entries[0]?.source, choices: { entries, ...choices } },
    answer: (/** @type {any} */ { source, query: { kind, question } }) => {
      const model = all.find((one) => one.source === source);
      if (model === undefined) {
        return { kind: 'failed', message };
      }
      if (kind === 'flow' && question.split === 'test') {
        const sentence = 'The test part of the data is empty: choose another';
        return { kind: 'failed', message: sentence };
      }
      const reply = kind === 'describe' ? model.description : model.flows[question.weights];
      return { kind: 'done', message: undefined, reply };
    },
  };
}

/**
 * @param {unknown} shown
 * @param {readonly any[]} run
 * @param {unknown} status
 */
function training(shown, run, status) {
  return {
    panel: 'training',
    messages: [{ type: 'showRun', heading: shown, events: run, status }],
  };
}

/**
 * @param {import('./models.mjs').TrainedExample} model
 * @returns {Scene}
 */
function gates(model) {
  return {
    panel: 'gates',
    messages: [{ type: 'showModel', source: model.example, others: [] }],
    model,
  };
}

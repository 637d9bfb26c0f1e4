import gru from './library/gru.yaml';
import lstm from './library/lstm.yaml';
import peepholeLstm from './library/peephole-lstm.yaml';
import rnn from './library/rnn.yaml';

/** The cells that ship with the product, by name, each as the text of its file. */
export const libraryTexts: Readonly<Record<string, string>> = {
  rnn,
  lstm,
  'peephole-lstm': peepholeLstm,
  gru,
};

import cifg from './library/cifg.yaml';
import cifgKeepForget from './library/cifg-keep-forget.yaml';
import cornn from './library/cornn.yaml';
import fgr from './library/fgr.yaml';
import gru from './library/gru.yaml';
import gruResetBefore from './library/gru-reset-before.yaml';
import indrnn from './library/indrnn.yaml';
import irnn from './library/irnn.yaml';
import jordan from './library/jordan.yaml';
import lem from './library/lem.yaml';
import lnlstm from './library/lnlstm.yaml';
import lstm from './library/lstm.yaml';
import lstmB from './library/lstm-b.yaml';
import lstmF from './library/lstm-f.yaml';
import lstmI from './library/lstm-i.yaml';
import lstmO from './library/lstm-o.yaml';
import lstmPrinted from './library/lstm-printed.yaml';
import mgu from './library/mgu.yaml';
import mingru from './library/mingru.yaml';
import mingruLog from './library/mingru-log.yaml';
import minlstm from './library/minlstm.yaml';
import mogrifier from './library/mogrifier.yaml';
import mut1 from './library/mut1.yaml';
import mut2 from './library/mut2.yaml';
import mut3 from './library/mut3.yaml';
import nfg from './library/nfg.yaml';
import niaf from './library/niaf.yaml';
import nig from './library/nig.yaml';
import noaf from './library/noaf.yaml';
import nog from './library/nog.yaml';
import np from './library/np.yaml';
import peepholeLstm from './library/peephole-lstm.yaml';
import qrnn from './library/qrnn.yaml';
import rnn from './library/rnn.yaml';
import slstm from './library/slstm.yaml';
import sru from './library/sru.yaml';
import ugrnn from './library/ugrnn.yaml';

/** The cells that ship with the product, by name, each as the text of its file. */
export const libraryTexts: Readonly<Record<string, string>> = {
  rnn,
  irnn,
  jordan,
  lstm,
  'lstm-b': lstmB,
  'lstm-f': lstmF,
  'lstm-i': lstmI,
  'lstm-o': lstmO,
  'lstm-printed': lstmPrinted,
  'peephole-lstm': peepholeLstm,
  np,
  nig,
  nfg,
  nog,
  niaf,
  noaf,
  cifg,
  'cifg-keep-forget': cifgKeepForget,
  fgr,
  gru,
  'gru-reset-before': gruResetBefore,
  mut1,
  mut2,
  mut3,
  ugrnn,
  mgu,
  mingru,
  'mingru-log': mingruLog,
  minlstm,
  sru,
  qrnn,
  indrnn,
  lnlstm,
  slstm,
  lem,
  cornn,
  mogrifier,
};

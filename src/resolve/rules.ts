import type { Rule } from './ruleContext.ts';
import { accumulationFitsEpoch } from './rules/accumulationFitsEpoch.ts';
import { averagingBegins } from './rules/averagingBegins.ts';
import { batchFitsTraining } from './rules/batchFitsTraining.ts';
import { bucketHasEffect } from './rules/bucketHasEffect.ts';
import { cellNamesAreFree } from './rules/cellNamesAreFree.ts';
import { cellsAreUsed } from './rules/cellsAreUsed.ts';
import { clipHasEffect } from './rules/clipHasEffect.ts';
import { decayHasEffect } from './rules/decayHasEffect.ts';
import { embeddingsReadTokens } from './rules/embeddingsReadTokens.ts';
import { equationsAreRight } from './rules/equationsAreRight.ts';
import { evaluationsComeInTime } from './rules/evaluationsComeInTime.ts';
import { filesCanBeRead } from './rules/filesCanBeRead.ts';
import { forgetBiasHasGate } from './rules/forgetBiasHasGate.ts';
import { initializersFit } from './rules/initializersFit.ts';
import { initializersHaveEffect } from './rules/initializersHaveEffect.ts';
import { innerSizesAreStated } from './rules/innerSizesAreStated.ts';
import { lastLayerFitsTask } from './rules/lastLayerFitsTask.ts';
import { lastLayerGivesLogits } from './rules/lastLayerGivesLogits.ts';
import { layerOptionsHaveEffect } from './rules/layerOptionsHaveEffect.ts';
import { layersAreKnown } from './rules/layersAreKnown.ts';
import { maskLeavesSteps } from './rules/maskLeavesSteps.ts';
import { modelFitsMemory } from './rules/modelFitsMemory.ts';
import { modelIsRecurrent } from './rules/modelIsRecurrent.ts';
import { nesterovNeedsMomentum } from './rules/nesterovNeedsMomentum.ts';
import { optionsFit } from './rules/optionsFit.ts';
import { patienceHasEffect } from './rules/patienceHasEffect.ts';
import { reluIsClipped } from './rules/reluIsClipped.ts';
import { residualsFit } from './rules/residualsFit.ts';
import { scheduleHasEffect } from './rules/scheduleHasEffect.ts';
import { somethingIsTrained } from './rules/somethingIsTrained.ts';
import { stretchesGoForward } from './rules/stretchesGoForward.ts';
import { stretchesHaveEffect } from './rules/stretchesHaveEffect.ts';
import { warmupEnds } from './rules/warmupEnds.ts';
import { taskRules } from './tasks/tasks.ts';

/** All rules, in the order in which a reader would ask: data, cells, model, training. */
export const rules: readonly Rule[] = [
  filesCanBeRead,
  taskRules,
  maskLeavesSteps,
  cellNamesAreFree,
  equationsAreRight,
  cellsAreUsed,
  layersAreKnown,
  optionsFit,
  innerSizesAreStated,
  lastLayerFitsTask,
  lastLayerGivesLogits,
  embeddingsReadTokens,
  residualsFit,
  layerOptionsHaveEffect,
  modelIsRecurrent,
  somethingIsTrained,
  modelFitsMemory,
  initializersFit,
  initializersHaveEffect,
  forgetBiasHasGate,
  batchFitsTraining,
  nesterovNeedsMomentum,
  decayHasEffect,
  clipHasEffect,
  reluIsClipped,
  bucketHasEffect,
  stretchesHaveEffect,
  scheduleHasEffect,
  warmupEnds,
  accumulationFitsEpoch,
  averagingBegins,
  evaluationsComeInTime,
  patienceHasEffect,
  stretchesGoForward,
];

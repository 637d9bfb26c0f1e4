import type { TaskDataset } from '../../resolve/tasks/tasks.ts';
import { classifyTask } from './classifyTask.ts';
import { forecastTask } from './forecastTask.ts';
import { languageTask } from './languageTask.ts';
import { polyphonyTask } from './polyphonyTask.ts';
import { regressTask } from './regressTask.ts';
import { tagTask } from './tagTask.ts';
import type { Task } from './task.ts';

/** How models of a task are judged. */
export function createTask(dataset: TaskDataset): Task {
  switch (dataset.kind) {
    case 'forecast':
      return forecastTask(dataset);
    case 'classify':
      return classifyTask(dataset);
    case 'regress':
      return regressTask(dataset);
    case 'tag':
      return tagTask(dataset);
    case 'language':
      return languageTask(dataset);
    case 'polyphony':
      return polyphonyTask(dataset);
  }
}

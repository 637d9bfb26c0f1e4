import type { TaskDataset } from '../../resolve/tasks/tasks.ts';
import { classifyTask } from './classifyTask.ts';
import { forecastTask } from './forecastTask.ts';
import { polyphonyTask } from './polyphonyTask.ts';
import { regressTask } from './regressTask.ts';
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
    case 'polyphony':
      return polyphonyTask(dataset);
  }
}

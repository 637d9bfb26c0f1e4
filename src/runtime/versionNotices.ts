import type { RunVersions } from '../protocol/runInfo.ts';

/** Says of a run that goes on which other versions may give it other numbers. */
export function versionNotices(before: RunVersions, now: RunVersions): readonly string[] {
  const programs = [
    { name: 'RNN Studio', from: before.rnnStudio, to: now.rnnStudio },
    { name: 'ONNX Runtime', from: before.onnxRuntime, to: now.onnxRuntime },
  ];
  return programs
    .filter(({ from, to }) => from !== to)
    .map(
      ({ name, from, to }) =>
        `The run was trained with ${name} ${from} so far and goes on with ${name} ${to}: its ` +
        'numbers may differ from those of an unbroken run',
    );
}

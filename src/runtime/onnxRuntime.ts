import type { InferenceSession } from 'onnxruntime-node';
import { present } from '../base/invariant.ts';
import type { Tensor } from '../base/tensor.ts';
import type { Runtime, Session, SessionUse } from '../engine/ports.ts';
import { openThreadSession } from './threadSession.ts';

/** How ONNX Runtime uses the machine. */
export interface OnnxRuntimeOptions {
  /** Threads within one operator; as many as there are cores where it is not said. */
  readonly threads?: number;
  /** How many steady and parallel sessions divide those threads among them; one if it is not said. */
  readonly shares?: number;
  /**
   * Whether the threads of a steady session wait for work by spinning, as they do where it is not
   * said: faster on a quiet machine, slower on one that has other work.
   */
  readonly spinning?: boolean;
  /** Whether a session plans its memory from the step before, as it does where it is not said. */
  readonly plansMemory?: boolean;
  /**
   * The bundle of `sessionThread`, which gives parallel sessions a thread each. Without it they
   * compute the same one after another.
   */
  readonly threadFile?: string;
}

/** ONNX Runtime as the engine's runtime; its library is loaded with the first model. */
export function createOnnxRuntime(options: OnnxRuntimeOptions = {}): Runtime {
  return {
    load: async (model, use = 'steady') => {
      const { threadFile, ...own } = options;
      if (use === 'parallel' && threadFile !== undefined) {
        return openThreadSession(threadFile, { model, options: own });
      }
      const { InferenceSession, Tensor } = await import('onnxruntime-node');
      const session = await InferenceSession.create(model, sessionOptions(options, use));
      const types = new Map(
        session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : undefined]),
      );
      return wrapSession(session, ({ data, dimensions }, name) =>
        types.get(name) === 'int64'
          ? new Tensor('int64', BigInt64Array.from(data, BigInt), dimensions)
          : new Tensor('float32', data, dimensions),
      );
    },
  };
}

/** The version of ONNX Runtime that is installed. */
export async function onnxRuntimeVersion(): Promise<string> {
  const { env } = await import('onnxruntime-node');
  return env.versions.node ?? env.versions.common;
}

function sessionOptions(
  { threads, shares = 1, spinning = true, plansMemory = true }: OnnxRuntimeOptions,
  use: SessionUse,
): InferenceSession.SessionOptions {
  const spins = spinning && use !== 'occasional';
  const own = threads && use !== 'occasional' ? Math.max(1, Math.floor(threads / shares)) : threads;
  return {
    // Errors only: warnings about the graph would go to the terminal.
    logSeverityLevel: 3,
    enableMemPattern: plansMemory,
    ...(own === undefined ? {} : { intraOpNumThreads: own }),
    extra: { session: { intra_op: { allow_spinning: spins ? '1' : '0' } } },
  };
}

function wrapSession(
  session: InferenceSession,
  toOnnx: (tensor: Tensor, name: string) => InferenceSession.OnnxValueMapType[string],
): Session {
  return {
    run: async (inputs, outputs) => {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, tensor]) => [name, toOnnx(tensor, name)]),
      );
      const results = await session.run(feeds, outputs ?? session.outputNames);
      return Object.fromEntries(
        Object.entries(results).map(([name, value]) => [
          name,
          { data: present(value.data, `Output "${name}"`) as Float32Array, dimensions: value.dims },
        ]),
      );
    },
    release: () => session.release(),
  };
}

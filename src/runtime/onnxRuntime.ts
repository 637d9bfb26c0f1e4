import type { InferenceSession } from 'onnxruntime-node';
import { present } from '../base/invariant.ts';
import type { Runtime, Session, Tensor } from '../engine/ports.ts';

/** How ONNX Runtime uses the machine. */
export interface OnnxRuntimeOptions {
  /** Threads within one operator; as many as there are cores where it is not said. */
  readonly threads?: number;
  /**
   * Whether threads wait for work by spinning: faster for the one session that is always busy, a
   * loss for others beside it.
   */
  readonly spinning?: boolean;
}

/** ONNX Runtime as the engine's runtime; its library is loaded with the first model. */
export function createOnnxRuntime(options: OnnxRuntimeOptions = {}): Runtime {
  const sessionOptions: InferenceSession.SessionOptions = {
    // Errors only: warnings about the graph would go to the terminal.
    logSeverityLevel: 3,
    ...(options.threads === undefined ? {} : { intraOpNumThreads: options.threads }),
    extra: { session: { intra_op: { allow_spinning: options.spinning === false ? '0' : '1' } } },
  };
  return {
    load: async (model) => {
      const { InferenceSession, Tensor } = await import('onnxruntime-node');
      const session = await InferenceSession.create(model, sessionOptions);
      return wrapSession(
        session,
        (tensor) => new Tensor('float32', tensor.data, tensor.dimensions),
      );
    },
  };
}

function wrapSession(
  session: InferenceSession,
  toOnnx: (tensor: Tensor) => InferenceSession.OnnxValueMapType[string],
): Session {
  return {
    run: async (inputs, outputs) => {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, tensor]) => [name, toOnnx(tensor)]),
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

/** The version of ONNX Runtime that is installed. */
export async function onnxRuntimeVersion(): Promise<string> {
  const { env } = await import('onnxruntime-node');
  return env.versions.node ?? env.versions.common;
}

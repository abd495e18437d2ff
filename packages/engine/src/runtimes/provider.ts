import type { OnWarning } from '../engine-options.ts';
import { providerFromEnvironment } from '../engine-options.ts';
import { EngineError } from '../errors.ts';
import { toOnnx } from '../onnx/serialize.ts';
import { messageOf } from './failures.ts';
import { tinyGraph } from './tiny-graph.ts';

type OnnxRuntimeNode = typeof import('onnxruntime-node');

/**
 * Which of ONNX Runtime's own execution providers `native` uses: `cpu`, unless `HOURGLASS_PROVIDER` names another.
 * @throws {EngineError} `ENGINE_UNKNOWN` for a name that is none, `RUNTIME_UNAVAILABLE` for one that does not work.
 */
export async function chooseProvider(onnx: OnnxRuntimeNode, warn: OnWarning): Promise<string> {
  const provider = providerFromEnvironment() ?? 'cpu';
  if (provider === 'cpu') return provider;
  const names = onnx.listSupportedBackends().map(({ name }) => name);
  if (!names.includes(provider)) {
    throw new EngineError(
      'ENGINE_UNKNOWN',
      `HOURGLASS_PROVIDER is '${provider}'. It can be ${names.join(', ')}.`,
    );
  }
  try {
    const session = await onnx.InferenceSession.create(toOnnx(tinyGraph()), {
      executionProviders: [provider],
    });
    await session.release();
  } catch (cause) {
    // Without what ONNX Runtime says of its own source code.
    const reason = messageOf(cause).replace(/^.* was false\. /, '');
    throw new EngineError(
      'RUNTIME_UNAVAILABLE',
      `HOURGLASS_PROVIDER is '${provider}', which does not work here: ${reason}. Unset it to use the CPU.`,
    );
  }
  warn(
    `Graphs run on ONNX Runtime's '${provider}', which is experimental: neither its speed nor its results are tested.`,
  );
  return provider;
}

/** The providers inside of the package. Others, such as CUDA, need libraries of their own. */
export function bundledProviders(onnx: OnnxRuntimeNode): string[] {
  return onnx
    .listSupportedBackends()
    .filter(({ bundled }) => bundled)
    .map(({ name }) => name);
}

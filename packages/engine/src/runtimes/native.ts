import { EngineError } from '../errors.ts';
import { messageOf, unavailable } from './failures.ts';
import { bundledProviders, chooseProvider } from './provider.ts';
import type { Runtime } from './runtime.ts';
import { coreCount } from './threads.ts';

/** ONNX Runtime's native library, inside `onnxruntime-node`. Reads its feeds where they lie. */
export const native: Runtime = {
  name: 'native',
  howToGet: 'pnpm add onnxruntime-node',
  async load({ threads, warn }) {
    try {
      const onnx = await import('onnxruntime-node');
      // Bundlers for browsers put an empty module in its place: package.json tells them to.
      if (!onnx.InferenceSession) throw new Error('a browser has no native libraries');
      return {
        name: 'native',
        version: onnx.env.versions.node ?? onnx.env.versions.common,
        threads: threads ?? (await coreCount()),
        copiesFeeds: false,
        inTurn: (call) => call(),
        onnx,
        provider: await chooseProvider(onnx, warn),
        bundled: bundledProviders(onnx),
      };
    } catch (cause) {
      if (cause instanceof EngineError) throw cause;
      throw unavailable(`onnxruntime-node does not load here: ${messageOf(cause)}`, cause);
    }
  },
};

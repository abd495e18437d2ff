/** The sets that a preset can name. */
export const datasetNames = ['mnist', 'cifar100', 'cifar100-mini'] as const;
export type DatasetName = (typeof datasetNames)[number];

/** What each measures is told in `src/losses`, one file each. */
export const lossNames = ['bce', 'mse', 'cosine', 'pixel-cosine'] as const;
export type LossName = (typeof lossNames)[number];

/** One loss, or a weighted sum of several: `{ bce: 1, cosine: 0.5 }`. */
export type LossSpec = LossName | { readonly [name in LossName]?: number | undefined };

/**
 * The engine's own names, written again because a config must load no engine; a test holds them equal.
 * `native` is ONNX Runtime, `wasm` the same in WebAssembly, `tfjs` the plain JavaScript reference.
 */
export const engineNames = ['native', 'wasm', 'tfjs-node', 'tfjs'] as const;
export type EngineName = (typeof engineNames)[number];

/** What a trained model can be exported to. */
export const exportFormats = ['tfjs', 'onnx', 'safetensors', 'npy', 'projector'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The sets that a preset can name. */
export const datasetNames = ['mnist', 'cifar100', 'cifar100-mini'] as const;
export type DatasetName = (typeof datasetNames)[number];

/** `bce` is fused with the sigmoid; `cosine` is one minus the cosine over the whole flattened picture. */
export const lossNames = ['bce', 'cosine'] as const;
export type LossName = (typeof lossNames)[number];

/**
 * The engine's own names, written again because a config must load no engine; a test holds them equal.
 * `native` is ONNX Runtime, `wasm` the same in WebAssembly, `tfjs` the plain JavaScript reference.
 */
export const engineNames = ['native', 'wasm', 'tfjs-node', 'tfjs'] as const;
export type EngineName = (typeof engineNames)[number];

/** The sets that a preset can name. */
export const datasetNames = ['mnist', 'cifar100', 'cifar100-mini'] as const;
export type DatasetName = (typeof datasetNames)[number];

/** `bce` is fused with the sigmoid; `cosine` is one minus the cosine over the whole flattened picture. */
export const lossNames = ['bce', 'cosine'] as const;
export type LossName = (typeof lossNames)[number];

/** `native` is ONNX Runtime, `tfjs` the plain JavaScript reference. */
export const engineNames = ['native', 'tfjs'] as const;
export type EngineName = (typeof engineNames)[number];

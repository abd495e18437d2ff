/** What each measures is told in `src/losses`, one file each. */
export const lossNames = ['bce', 'mse', 'cosine', 'pixel-cosine'] as const;
export type LossName = (typeof lossNames)[number];

/** One loss, or a weighted sum of several: `{ bce: 1, cosine: 0.5 }`. */
export type LossSpec = LossName | { readonly [name in LossName]?: number | undefined };

/** What a trained model can be exported to. */
export const exportFormats = ['tfjs', 'onnx', 'safetensors', 'npy', 'projector'] as const;
export type ExportFormat = (typeof exportFormats)[number];

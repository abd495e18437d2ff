/** What each measures is told in `src/losses`, one file each. */
export const lossNames = ['bce', 'mse', 'cosine', 'pixel-cosine'] as const;
export type LossName = (typeof lossNames)[number];

/** One loss, or a weighted sum of several: `{ bce: 1, cosine: 0.5 }`. */
export type LossSpec = LossName | { readonly [name in LossName]?: number | undefined };

/** Kinds of pictures, by what may happen to one without its meaning being another. */
export const viewNames = ['digits', 'photos'] as const;
export type ViewName = (typeof viewNames)[number];

/** What a trained model can be exported to, and whether that is the net or the codes that it makes of pictures. */
const exportContents = {
  tfjs: 'net',
  onnx: 'net',
  safetensors: 'net',
  npy: 'codes',
  projector: 'codes',
} as const;
export type ExportFormat = keyof typeof exportContents;
export const exportFormats = Object.keys(exportContents) as readonly ExportFormat[];
/** Those that hold codes, and so need the run's pictures. */
export const exportsOfCodes = exportFormats.filter((format) => exportContents[format] === 'codes');

// Encoders that need no net: loads no TensorFlow.js.
export type { DictionaryEncoder } from './dictionary/dictionary-encoder.ts';
export { fitDictionary } from './dictionary/fit-dictionary.ts';
export type { DictionaryOptions, FitProgress } from './dictionary/options.ts';
export { dictionaryRecipes } from './dictionary/recipes.ts';
export type { Encoder } from './encoders/encoder.ts';
export { type OnnxEncoder, type OnnxEncoderOptions, openOnnxEncoder } from './encoders/onnx.ts';
export { fitPca, type PcaEncoder, type PcaOptions } from './encoders/pca.ts';
export { createRawEncoder } from './encoders/raw.ts';

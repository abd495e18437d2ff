/** Ways to run a compiled function, best first. */
export const engineNames = ['native', 'wasm', 'tfjs-node', 'tfjs'] as const;

/** `native` and `wasm` are ONNX Runtime; `tfjs-node` and `tfjs` call the function as it is. */
export type EngineName = (typeof engineNames)[number];

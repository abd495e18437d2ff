/** What went wrong inside the engine, for whom, and what to do: `code` is stable, `message` is for people. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type EngineErrorCode =
  | 'GRAPH_INVALID'
  | 'ENGINE_UNKNOWN'
  | 'RUNTIME_UNAVAILABLE'
  | 'RUNTIME_FAILED'
  | 'OP_NOT_COVERED'
  | 'TRACE_FAILED'
  | 'SHAPE_MISMATCH'
  | 'INPUT_INVALID'
  | 'NOT_FINITE'
  | 'DISPOSED';

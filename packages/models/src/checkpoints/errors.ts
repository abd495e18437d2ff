/** A checkpoint that cannot be used: of another net, or not whole. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  readonly code = 'CHECKPOINT_INVALID';
}

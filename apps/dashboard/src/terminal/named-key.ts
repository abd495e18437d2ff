/** Keys that are no character, as they come without Shift, Alt or Control: `CSI A` or `SS3 A`, and `CSI 5 ~`. */
const byLetter: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
};
const byNumber: Readonly<Record<string, string>> = {
  1: 'home',
  4: 'end',
  5: 'page up',
  6: 'page down',
  7: 'home',
  8: 'end',
};

/**
 * The name of a key that goes along something.
 *
 * @param parameters what stands between `CSI` and the final character; empty after `SS3`.
 */
export function namedKey(parameters: string, final: string): string | undefined {
  if (final === '~') return Object.hasOwn(byNumber, parameters) ? byNumber[parameters] : undefined;
  return parameters === '' && Object.hasOwn(byLetter, final) ? byLetter[final] : undefined;
}

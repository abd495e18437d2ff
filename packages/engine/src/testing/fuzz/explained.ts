/** What is not as tfjs has it, on purpose, and why. All that is given must match. */
interface Explained {
  readonly why: string;
  readonly subject: RegExp;
  readonly message?: RegExp;
  readonly program?: RegExp;
}

/** Each is a row of the README's tables. */
const explained: readonly Explained[] = [
  { why: 'the sign of NaN is NaN', subject: /^Sign$/, message: /is NaN, the reference says 0/ },
  { why: 'argMax and argMin find a NaN', subject: /^Arg(Max|Min)$/, program: /NaN/ },
  {
    why: 'int32 that overflows wraps to the bit',
    subject:
      /^(Add|AddN|Sub|Multiply|Pow|Square|SquaredDifference|Sum|Mean|Prod|Cumsum|Cumprod|BatchMatMul)$/,
    message: /(is|says) -?\d{7,} ?/,
    program: /int32/,
  },
  { why: 'a quotient beyond int32 has lost its last digits', subject: /^FloorDiv$/, message: /\d{7,}/ },
  { why: '1 to any power is 1', subject: /^Pow$/, message: /is 1, the reference says NaN/ },
  {
    why: 'tfjs multiplies what it leaves out by 0',
    subject: /^(UnsortedSegmentSum|GatherV2)$/,
    message: /the reference says NaN/,
  },
  {
    why: 'tfjs takes the wrong places where axes are dropped and steps are not 1',
    subject: /^StridedSlice$/,
    program: /stridedSlice\(.*, [1-9]\d*\)\]/,
  },
  {
    why: 'what overflows on the way, where passes change the way',
    subject: /^(RealDiv|Multiply)$/,
    message: /slope of .* is -?(Infinity|NaN), the reference says -?(Infinity|NaN)/,
  },
];

/** Why it differs, if that is known. */
export function whyDifferent(
  failure: Readonly<Record<'subject' | 'message' | 'program', string>>,
): string | undefined {
  const parts = ['subject', 'message', 'program'] as const;
  return explained.find((each) => parts.every((part) => each[part]?.test(failure[part]) ?? true))?.why;
}

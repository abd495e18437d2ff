/** What is not as tfjs-core's tests have it, and why. */
export interface Explained {
  /** Calls in the test of which an engine gives something else. Not given: the test itself fails on plain tfjs. */
  readonly call?: RegExp;
  readonly test: RegExp;
  readonly why: string;
}

const explained: readonly Explained[] = [
  { call: /^(tf|x)\.arg(Max|Min)$/, test: /ignores NaNs$/, why: 'argMax and argMin find a NaN' },
  { call: /^(tf|x)\.sign$/, test: /^sign /, why: 'the sign of NaN is NaN' },
  {
    call: /topk/,
    test: /sorted=false/,
    why: 'tfjs promises no order here, and the test asks for none',
  },
  {
    call: /grad/,
    test: /^slice2d grad$/,
    why: 'the function that is differentiated takes its tensor from outside, so the call cannot be done again',
  },
  {
    test: /^avgPool gradient .* p=explicit/,
    why: 'the test has the gradient that repair-avg-pool.ts repairs',
  },
  {
    test: /^slice {2}shallow slicing delayed (async|sync) read/,
    why: 'it counts all buffers, and calls before it that tfjs refuses half-way leave some',
  },
];

/** Why the test fails on plain tfjs, if that is known. */
export function failureExplained(test: string): string | undefined {
  return explained.find((each) => each.call === undefined && each.test.test(test))?.why;
}

export function callExplained(call: string, test: string): string | undefined {
  return explained.find((each) => each.call?.test(call) && each.test.test(test))?.why;
}

/** A function to be minimised: its value at `x`, and its slope written to `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => Promise<number>;

export interface Minimum {
  readonly x: Float64Array;
  readonly iterations: number;
  /** Whether the slope has become small, before the iterations were used up. */
  readonly converged: boolean;
}

/** Steps that the curvature is learned from. */
const MEMORY = 10;
const SUFFICIENT = 1e-4;
const HALVINGS = 20;

/**
 * L-BFGS with a backtracking line search (Nocedal and Wright, "Numerical Optimization", algorithm 7.5), as
 * scikit-learn's logistic regression uses it.
 *
 * @param tolerance the largest slope at which it stops.
 */
export async function minimise(
  objective: Objective,
  start: Float64Array,
  { iterations, tolerance }: { readonly iterations: number; readonly tolerance: number },
): Promise<Minimum> {
  const steps: Step[] = [];
  let x = start.slice();
  let gradient = new Float64Array(x.length);
  let value = await objective(x, gradient);
  for (let done = 0; done < iterations; done++) {
    if (largest(gradient) <= tolerance) return { x, iterations: done, converged: true };
    const direction = downhill(gradient, steps);
    const slope = dot(direction, gradient);
    // The first step has no scale yet: as long as the slope would send it far, it is cut to length 1.
    let length = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    const next = new Float64Array(x.length);
    const nextGradient = new Float64Array(x.length);
    let nextValue = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < HALVINGS; tries++, length /= 2) {
      for (let i = 0; i < x.length; i++) next[i] = x[i]! + length * direction[i]!;
      nextValue = await objective(next, nextGradient);
      if (nextValue <= value + SUFFICIENT * length * slope) break;
    }
    if (!(nextValue < value)) return { x, iterations: done, converged: false }; // float32 tells no more
    remember(steps, x, next, gradient, nextGradient);
    [x, gradient, value] = [next, nextGradient, nextValue];
  }
  return { x, iterations, converged: largest(gradient) <= tolerance };
}

interface Step {
  readonly moved: Float64Array;
  readonly bent: Float64Array;
  readonly curvature: number;
}

function remember(
  steps: Step[],
  x: Float64Array,
  next: Float64Array,
  g: Float64Array,
  nextG: Float64Array,
): void {
  const moved = next.map((value, i) => value - x[i]!);
  const bent = nextG.map((value, i) => value - g[i]!);
  const curvature = dot(moved, bent);
  if (curvature <= 1e-12 * dot(bent, bent)) return;
  steps.push({ moved, bent, curvature });
  if (steps.length > MEMORY) steps.shift();
}

/** Minus the inverse curvature times the gradient, from the last steps: the two loops of L-BFGS. */
function downhill(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const q = gradient.slice();
  const shares = new Float64Array(steps.length);
  for (let i = steps.length - 1; i >= 0; i--) {
    const { moved, bent, curvature } = steps[i]!;
    shares[i] = dot(moved, q) / curvature;
    addTimes(q, -shares[i]!, bent);
  }
  const last = steps.at(-1);
  const scale = last ? last.curvature / dot(last.bent, last.bent) : 1;
  for (let i = 0; i < q.length; i++) q[i]! *= scale;
  for (const [i, { moved, bent, curvature }] of steps.entries()) {
    addTimes(q, shares[i]! - dot(bent, q) / curvature, moved);
  }
  return q.map((value) => -value);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addTimes(into: Float64Array, times: number, values: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i]! += times * values[i]!;
}

const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

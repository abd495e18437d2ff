const WARM_UP = 15;

/**
 * sfc32 ("small fast counter", Chris Doty-Humphrey, PractRand), seeded as PractRand does with three words.
 * The three name the sequence, so no state needs keeping. Gives 32 bits a call: an integer in 0..2^32-1.
 */
export function generator(seed: number, stream: number, step: number): () => number {
  let a = seed | 0;
  let b = stream | 0;
  let c = step | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Without a warm-up the first numbers of neighbouring seeds would look alike.
  for (let i = 0; i < WARM_UP; i++) next();
  return next;
}

/** A seed for those who gave none. */
export function anySeed(): number {
  return Math.floor(Math.random() * 2 ** 32);
}

import { generator } from './generator.ts';

/** Runs `fn` with another `Math.random`. tfjs seeds all its draws by it. */
export function withMathRandom<T>(random: () => number, fn: () => T): T {
  const original = Math.random;
  Math.random = random;
  try {
    return fn();
  } finally {
    Math.random = original;
  }
}

/** No draw of a compiled graph has this stream: graphs number theirs from zero. */
const STREAM = 2 ** 32 - 1;

/** Numbers between 0 and 1, never either, as `Math.random` gives them; the same for the same seed and step. */
export function seededRandom(seed: number, step = 0): () => number {
  const words = generator(seed, STREAM, step);
  const word = new Uint32Array(1);
  return () => {
    words(word);
    return (word[0]! + 0.5) / 2 ** 32;
  };
}

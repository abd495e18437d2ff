import type { OnWarning } from '../engine-options.ts';

/** Where warnings go if nobody listens: to stderr in Node, to the console in a browser. */
const defaultWarning: OnWarning = (message) => {
  if ('process' in globalThis) process.emitWarning(message, 'HourglassWarning');
  else console.warn(message);
};

const said = new Set<string>();

/** Says each thing once in the life of the process: a search that loads ten graphs falls back once. */
export function onceOnly(onWarning: OnWarning = defaultWarning): OnWarning {
  return (message) => {
    if (said.has(message)) return;
    said.add(message);
    onWarning(message);
  };
}

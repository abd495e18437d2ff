/** A failure that a person can do something about: its message is all that is said. */
export class Stop extends Error {}

export function say(message) {
  console.error(`build-tfjs-node: ${message}`);
}

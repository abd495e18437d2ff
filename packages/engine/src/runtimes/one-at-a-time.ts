export type InTurn = <T>(call: () => Promise<T>) => Promise<T>;

/** Makes calls run one after the other, in the order in which they came. */
export function oneAtATime(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const result = last.then(call);
    last = result.catch(() => {});
    return result;
  };
}

/** Does jobs one after another, in the order in which they were asked for. */
export type Queue = <R>(job: () => Promise<R> | R) => Promise<R>;

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job);
    last = result.catch(() => {});
    return result;
  };
}

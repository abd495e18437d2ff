/** What a task tells while it is at work, one by one; the generator returns the task's result. */
export async function* told<Word, Result>(
  task: (tell: (word: Word) => void) => Promise<Result>,
): AsyncGenerator<Word, Result> {
  const words: Word[] = [];
  let over = false;
  let wake = () => {};
  const result = task((word) => {
    words.push(word);
    wake();
  }).finally(() => {
    over = true;
    wake();
  });
  // Whoever pulls the last word gets the error.
  result.catch(() => {});
  while (words.length > 0 || !over) {
    if (words.length > 0) yield words.shift()!;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
  return result;
}

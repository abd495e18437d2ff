/** The row numbers that an unrolled graph is fed, [steps, batchSize]. */
export const rowsPort = 'rows';
/** The table that an input's rows come from. */
export const tablePort = (input: string) => `${input}:table`;
/** An input that is one number a step: all numbers of a call, [steps]. */
export const perStepPort = (input: string) => `${input}:steps`;

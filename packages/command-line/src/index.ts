// What `hourglass` and `hourglass-bench` have in common.
export { exitCodeOf, exitCodes, InterruptedError, lineOf, UsageError } from './errors.ts';
export { type Done, runProgram } from './run-program.ts';
export { print, whenOutputIsLost } from './stdout.ts';

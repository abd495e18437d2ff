import type { Contender } from './contenders.ts';
import type { Exercise } from './exercise.ts';

/** What the suite tells a contender's process. Each is answered by one `Answer`. */
export type Order =
  | { readonly type: 'start'; readonly contender: Contender; readonly exercise: Exercise }
  | { readonly type: 'run'; readonly firstStep: number; readonly steps: number };

export type Answer =
  | { readonly type: 'started'; readonly threads: number }
  | {
      readonly type: 'ran';
      readonly seconds: number;
      readonly loss: number;
      readonly memoryBytes: number;
    }
  | { readonly type: 'failed'; readonly message: string };

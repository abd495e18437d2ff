import type { Codes } from '../codes.ts';

/** Brings any numbers into 0..1, where the measures of the BCE family compare them. */
export interface Mapping<Name extends string = string> {
  readonly name: Name;
  /** Codes of the same shape, all numbers 0 to 1. The given codes stay as they are. */
  apply(codes: Codes): Codes;
}

/** How one number in `column` is mapped. */
export type MapNumber = (value: number, column: number) => number;

export interface MappingDefinition {
  readonly description: string;
  /** What is to be learned from codes before numbers can be mapped. */
  fit(codes: Codes): MapNumber;
}

export interface ReadmeExample {
  /** Its first line that is no import. */
  readonly title: string;
  readonly code: string;
  /** What it prints, as the README says. */
  readonly output: string | undefined;
}
export declare function readmeExamples(readme: URL): ReadmeExample[];
export declare function runExample(readme: URL, code: string): string;
export declare function namesInTable(readme: URL, heading: string): string[];

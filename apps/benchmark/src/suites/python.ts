/** The Python that peers run with. */
export function python(): string {
  return process.env.HOURGLASS_PYTHON || 'python3';
}

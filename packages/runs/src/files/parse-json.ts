/** JSON as people's editors save it: some put a byte order mark first. @throws {SyntaxError} */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}

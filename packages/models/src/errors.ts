/** A configuration that cannot be used; `message` names the place and what is allowed there. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

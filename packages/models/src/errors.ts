/** A configuration, an argument or data that cannot be used; `message` names the place and what is allowed there. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
}

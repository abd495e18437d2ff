// Loaded with --import: makes the packages in WITHOUT (a list with commas) as if nobody had installed them.
import { register } from 'node:module';

const hooks = `
  const missing = ${JSON.stringify((process.env.WITHOUT ?? '').split(','))};
  export async function resolve(specifier, context, next) {
    if (!missing.includes(specifier)) return next(specifier, context);
    const error = new Error("Cannot find package '" + specifier + "'");
    throw Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' });
  }
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

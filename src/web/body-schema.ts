import type { z } from 'zod';
import type { Endpoint } from '../platform/endpoint.ts';

/** The schema of an endpoint's body, for the form that fills it. */
export function bodySchema<B extends z.ZodType>(endpoint: Endpoint<z.ZodType, z.ZodType, B, z.ZodType>): B {
  if (!endpoint.body) throw new Error(`${endpoint.method} ${endpoint.path} takes no body`);
  return endpoint.body;
}

import { z } from 'zod';
import { CurrencyCode, endpoint, Version } from '../../../platform/endpoint.ts';
import { Language, NewWorkspace, SecondStepFor, SessionInfo, TimeZone, Workspace } from '../contract.ts';

const tag = 'identity';

export const createWorkspace = endpoint({
  method: 'POST',
  path: '/workspaces',
  tag,
  summary: 'Make another workspace, own it and switch to it',
  body: NewWorkspace,
  reply: SessionInfo,
  errors: ['identity.needs_session'],
});

export const getWorkspace = endpoint({ method: 'GET', path: '/workspace', tag, summary: 'The workspace', reply: Workspace });

export const updateWorkspace = endpoint({
  method: 'PATCH',
  path: '/workspace',
  tag,
  summary: 'Change the workspace; its currency only while nothing has a price',
  body: z.strictObject({
    version: Version,
    name: z.string().trim().min(1).max(120).optional(),
    currency: CurrencyCode.optional(),
    timeZone: TimeZone.optional(),
    language: Language.optional(),
    revenueIncludesTax: z.boolean().nullable().optional(),
    secondStepFor: SecondStepFor.optional(),
  }),
  reply: Workspace,
  errors: ['stale_version', 'identity.currency_in_use'],
});

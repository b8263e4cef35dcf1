import type { z } from 'zod';
import type { FieldFault } from './errors.ts';

/** The faults of a Zod error, one for each place and code, with its pointer under `/body`, `/query` or `/params` and one of our codes. */
export function faultsOf(error: z.ZodError, root: string): FieldFault[] {
  const all = error.issues.slice(0, 50).flatMap((issue): FieldFault[] => {
    const pointer = `/${[root, ...issue.path.map(String)].join('/')}`;
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ pointer: `${pointer}/${key}`, code: 'unknown_field' }));
    return [{ pointer, ...faultOf(issue) }];
  });
  const byPlace = new Map<string, FieldFault>();
  for (const fault of all) {
    const place = `${fault.pointer} ${fault.code}`;
    const before = byPlace.get(place);
    if (before === undefined || isNarrower(fault, before)) byPlace.set(place, fault);
  }
  return [...byPlace.values()];
}

/** Whether of two bounds that a value crosses this is the one that says more: a whole number has bounds of its own. */
function isNarrower({ params: now = {} }: FieldFault, { params: before = {} }: FieldFault): boolean {
  return Number(now['maximum']) < Number(before['maximum']) || Number(now['minimum']) > Number(before['minimum']);
}

function faultOf(issue: z.core.$ZodIssue): Pick<FieldFault, 'code' | 'params'> {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.message.endsWith('undefined')
        ? { code: 'required' }
        : { code: 'invalid_type', params: { expected: issue.expected } };
    case 'too_big':
      return { code: tooBig[issue.origin] ?? 'too_big', params: { maximum: Number(issue.maximum) } };
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) <= 1) return { code: 'required' };
      return { code: tooSmall[issue.origin] ?? 'too_small', params: { minimum: Number(issue.minimum) } };
    case 'invalid_value':
      return { code: 'unknown_choice', params: { choices: issue.values.map(String).join(', ') } };
    case 'invalid_format':
      return { code: formatCodes[issue.format] ?? 'invalid_format', params: { format: issue.format } };
    case 'custom':
      // A schema's own check names its code: `refine(isTimeZone, { params: { code: 'not_a_time_zone' } })`.
      return { code: typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'invalid_format' };
    default:
      return { code: 'invalid_format', params: { format: issue.code } };
  }
}

// What is counted, so that a text can name it: characters of a text, entries of a list.
const tooBig: Record<string, string> = { string: 'too_long', array: 'too_many_items' };
const tooSmall: Record<string, string> = { string: 'too_short', array: 'too_few_items' };

const formatCodes: Record<string, string> = {
  email: 'not_an_email',
  date: 'not_a_date',
  datetime: 'not_a_date',
  url: 'not_a_url',
  uuid: 'not_an_id',
};

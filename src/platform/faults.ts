import type { z } from 'zod';
import type { FieldFault } from './errors.ts';

/** The faults of a Zod error, each with its pointer under `/body`, `/query` or `/params` and one of our codes. */
export function faultsOf(error: z.ZodError, root: string): FieldFault[] {
  return error.issues.slice(0, 50).flatMap((issue) => {
    const pointer = `/${[root, ...issue.path.map(String)].join('/')}`;
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ pointer: `${pointer}/${key}`, code: 'unknown_field' }));
    return [{ pointer, ...faultOf(issue) }];
  });
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

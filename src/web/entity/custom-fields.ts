import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listCustomFields, type CustomField } from '../../modules/records/custom-fields/contract.ts';
import { fieldOf } from '../../modules/records/custom-fields/rules.ts';
import type { SessionInfo } from '../../modules/identity/contract.ts';
import { fieldRightOf } from '../../platform/field-rights.ts';
import type { Field, Fields } from '../../platform/fields.ts';
import { customPrefix } from '../../platform/filter-fields.ts';
import { isLanguage, languages } from '../../platform/languages.ts';
import { queryOf } from '../api.ts';
import { i18next } from '../i18n.ts';
import { useSession } from '../session.ts';
import type { EntityUi } from './entity-ui.ts';
import { localizedText } from './read-values.ts';

const section = 'custom';

// Names that people give live beside the words of the product, so that every part finds them the same way.
function registerWords({ object, key, labels, choices }: CustomField): void {
  for (const language of languages.filter(isLanguage)) {
    i18next.addResource(language, section, `fields.${object}.${key}`, localizedText(labels, language) ?? key);
    for (const one of choices) {
      i18next.addResource(
        language,
        section,
        `choices.${object}.${key}.${one.value}`,
        localizedText(one.labels, language) ?? one.value,
      );
    }
  }
}

type Limited = Pick<SessionInfo, 'fields'>;

/** Fields without those that the person's role hides; what it may only read is not written, what is masked not asked for. */
function limitedFields(session: Limited, object: string, fields: Fields): Fields {
  if (!session.fields[object]) return fields;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const right = fieldRightOf(session, object, key);
      if (right === 'hidden') return [];
      if (right === 'write') return [[key, field]];
      return [[key, { ...field, readOnly: true, ...(right === 'masked' ? { filterable: false, sortable: false } : {}) }]];
    }),
  );
}

/** The entity as the person's role sees it. */
function limited(session: Limited, ui: EntityUi): EntityUi {
  if (Object.keys(session.fields).length === 0) return ui;
  const isShown = (key: string): boolean => fieldRightOf(session, ui.object, key) !== 'hidden';
  const related = Object.entries(ui.related ?? {}).map(
    ([key, one]) => [key, { ...one, fields: limitedFields(session, one.object, one.fields) }] as const,
  );
  return {
    ...ui,
    fields: limitedFields(session, ui.object, ui.fields),
    ...(ui.related ? { related: Object.fromEntries(related) } : {}),
    ...(ui.formFields ? { formFields: ui.formFields.filter(isShown) } : {}),
    ...(ui.columns ? { columns: ui.columns.filter((column) => isShown(typeof column === 'string' ? column : column.key)) } : {}),
  };
}

/** The entity with the fields that the workspace added to it, as far as the person's role may know them. */
export function useFullUi(declared: EntityUi): EntityUi {
  const session = useSession();
  const whole = useWholeUi(declared);
  return useMemo(() => limited(session, whole), [session, whole]);
}

function useWholeUi(ui: EntityUi): EntityUi {
  const query = useQuery({ ...queryOf(listCustomFields, { query: { object: ui.object } }), staleTime: 5 * 60_000 });
  const added = query.data?.data;
  return useMemo(() => {
    if (!added || added.length === 0) return ui;
    added.forEach(registerWords);
    const own = added.map((field): [string, Field] => [`${customPrefix}${field.key}`, fieldOf(field)]);
    const keys = own.map(([key]) => key);
    const formFields = ui.formFields?.filter((key) => !keys.includes(key));
    return {
      ...ui,
      fields: { ...ui.fields, ...Object.fromEntries(own) },
      ...(formFields ? { formFields: [...formFields, ...keys] } : {}),
    };
  }, [ui, added]);
}

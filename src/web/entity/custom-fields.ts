import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listCustomFields, type CustomField } from '../../modules/records/custom-fields/contract.ts';
import { fieldOf } from '../../modules/records/custom-fields/rules.ts';
import type { Field } from '../../platform/fields.ts';
import { customPrefix } from '../../platform/filter-fields.ts';
import { isLanguage, languages } from '../../platform/languages.ts';
import { queryOf } from '../api.ts';
import { i18next } from '../i18n.ts';
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

/** The entity with the fields that the workspace added to it. */
export function useFullUi(ui: EntityUi): EntityUi {
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

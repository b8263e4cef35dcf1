import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listCustomFields, type CustomField } from '../../modules/records/custom-fields/contract.ts';
import { bool, choice, date, decimal, email, integer, longText, text, url, type Field } from '../../platform/fields.ts';
import { isLanguage, languages } from '../../platform/languages.ts';
import { queryOf } from '../api.ts';
import { i18next } from '../i18n.ts';
import { customPrefix, type EntityUi } from './entity-ui.ts';
import { localizedText } from './read-values.ts';

const section = 'custom';

function madeField({ kind, choices }: CustomField): Field {
  const [first, ...others] = choices.map(({ value }) => value);
  switch (kind) {
    case 'choice':
      return first === undefined ? text({ section }) : choice([first, ...others], { section });
    case 'longText':
      return longText({ section });
    case 'integer':
      return integer({ section });
    case 'decimal':
      return decimal({ section });
    case 'date':
      return date({ section });
    case 'bool':
      return bool({ section });
    case 'url':
      return url({ section });
    case 'email':
      return email({ section });
    case 'text':
      return text({ section });
  }
}

/** A field that a workspace added, as the registry describes the built-in ones. It is neither sorted nor filtered by. */
export function customField(field: CustomField): [string, Field] {
  const made = madeField(field);
  return [`${customPrefix}${field.key}`, { ...made, required: field.isRequired, sortable: false, filterable: false }];
}

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
    const own = added.map(customField);
    const keys = own.map(([key]) => key);
    const formFields = ui.formFields?.filter((key) => !keys.includes(key));
    return {
      ...ui,
      fields: { ...ui.fields, ...Object.fromEntries(own) },
      ...(formFields ? { formFields: [...formFields, ...keys] } : {}),
    };
  }, [ui, added]);
}

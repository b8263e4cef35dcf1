import { Anchor } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listSimilar } from '../../modules/records/similar/contract.ts';
import { queryOf } from '../api.ts';
import { recordPath } from '../kinds.ts';
import classes from './entity-form.module.css';
import type { EntityUi } from './entity-ui.ts';
import type { FormValues } from './form-values.ts';
import { asLabelled, asText } from './read-values.ts';

/** The texts of a field that one record alone should have. */
function textsOf(value: unknown): string[] {
  const text = asText(value);
  return text === null ? asLabelled(value).map((one) => one.value) : [text];
}

/** Says of a record about to be made which ones there are already that it may repeat. It never stands in the way. */
export function SimilarNote({ ui, values }: { ui: EntityUi; values: FormValues }) {
  const { t } = useTranslation();
  const name = asText(values[ui.titleField])?.trim() ?? '';
  const texts = (ui.uniqueTexts ?? []).flatMap((key) => textsOf(values[key])).join('\n');
  const [asked] = useDebouncedValue(`${name}\n${texts}`, 400);
  const isReady = asked === `${name}\n${texts}` && (name.length >= 2 || texts.length >= 5);
  const query = { kind: ui.object, name: name.slice(0, 200), texts: texts.slice(0, 2000) };
  const { data } = useQuery({ ...queryOf(listSimilar, { query }), enabled: ui.uniqueTexts !== undefined && isReady });
  if (!data || data.data.length === 0) return null;
  return (
    <p className={classes['similar']} role="status">
      {t('web:form.similar')}{' '}
      {data.data.map(({ id, title, subtitle }) => (
        <span key={id}>
          <Anchor href={recordPath(ui.object, id) ?? ''} target="_blank" inherit>
            {title}
          </Anchor>
          {subtitle ? <span className={classes['subtitle']}>{subtitle}</span> : null}
        </span>
      ))}
    </p>
  );
}

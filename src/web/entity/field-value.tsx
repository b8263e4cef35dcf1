import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { recordPath } from '../kinds.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Chip } from '../ui/chip.tsx';
import { useFormat, useLanguage, usePlace } from '../use-format.ts';
import { choiceLabelKey, fieldOf, isYear, rowValue, type AnyField, type EntityRow, type EntityUi } from './entity-ui.ts';
import classes from './field-value.module.css';
import { asLabelled, asNumber, asRecord, asRef, asText, asTexts, isEmpty, localizedText } from './read-values.ts';

/** What the display of a value needs to know of its entity. */
export type ValueContext = Pick<EntityUi, 'module' | 'object' | 'fields' | 'tones'>;

interface FieldValueProps {
  ui: ValueContext;
  fieldKey: string;
  row: Pick<EntityRow, 'id'> & Readonly<Record<string, unknown>>;
  /** In a list: one line, nothing to click but the row. */
  isCompact?: boolean;
}

/** A value as people read it, by the kind of its field; a dash when it is empty. */
export function FieldValue({ ui, fieldKey, row, isCompact = false }: FieldValueProps) {
  const field = fieldOf(ui, fieldKey);
  const value = rowValue(row, fieldKey);
  if (!field || isEmpty(value)) return <span className={classes['empty']}>{isCompact ? '' : '—'}</span>;
  return <Shown ui={ui} fieldKey={fieldKey} field={field} value={value} row={row} isCompact={isCompact} />;
}

interface ShownProps extends Required<FieldValueProps> {
  field: AnyField;
  value: unknown;
}

function Shown(props: ShownProps): ReactNode {
  const { field, value } = props;
  switch (field.kind) {
    case 'money':
    case 'percent':
    case 'integer':
    case 'decimal':
      return <Figure {...props} />;
    case 'date':
    case 'instant':
      return <When {...props} />;
    case 'bool':
      return <YesNo value={value} />;
    case 'choice':
    case 'choices':
      return <Choices {...props} />;
    case 'user':
      return <Person value={value} />;
    case 'ref':
      return <RecordLink {...props} />;
    case 'team':
      return asRef(value)?.name;
    case 'email':
    case 'url':
    case 'emails':
    case 'phones':
    case 'handles':
      return <Reach {...props} />;
    case 'address':
      return <Place value={value} />;
    case 'localized':
      return <Localized value={value} />;
    case 'longText':
      return <span className={props.isCompact ? 'cd-ellipsis' : classes['long']}>{asText(value)}</span>;
    case 'text':
    case 'currency':
      return asText(value);
    case 'json':
      return null;
  }
}

function Figure({ field, value, row }: ShownProps) {
  const format = useFormat();
  const place = usePlace();
  if (field.kind === 'decimal') return <>{format.number(Number(value))}</>;
  const number = asNumber(value);
  if (number === null) return null;
  if (field.kind === 'percent') return <>{format.basisPoints(number)}</>;
  if (field.kind === 'integer') return <>{isYear(field) ? number : format.number(number)}</>;
  const own = field.currencyField ? asText(row[field.currencyField]) : null;
  return <>{format.money(number, own ?? place.currency)}</>;
}

function When({ field, value }: ShownProps) {
  const format = useFormat();
  const text = asText(value);
  if (text === null) return null;
  return field.kind === 'date' ? (
    <time dateTime={text} title={format.dayLong(text)}>
      {format.day(text)}
    </time>
  ) : (
    <time dateTime={text} title={format.instantLong(text)}>
      {format.instant(text)}
    </time>
  );
}

function YesNo({ value }: { value: unknown }) {
  const { t } = useTranslation();
  return <>{t(value === true ? 'web:states.yes' : 'web:states.no')}</>;
}

function Choices({ ui, fieldKey, field, value }: ShownProps) {
  const { t } = useTranslation();
  const values = field.kind === 'choice' ? [asText(value) ?? ''] : asTexts(value);
  return (
    <span className={classes['chips']}>
      {values.map((one) => (
        <Chip key={one} tone={ui.tones?.[fieldKey]?.[one] ?? 'plain'}>
          {t(choiceLabelKey(ui, fieldKey, one))}
        </Chip>
      ))}
    </span>
  );
}

function Person({ value }: { value: unknown }) {
  const person = asRef(value);
  if (!person) return null;
  return (
    <span className={classes['person']}>
      <Avatar name={person.name} />
      <span className="cd-ellipsis">{person.name}</span>
    </span>
  );
}

function RecordLink({ field, value, isCompact }: ShownProps) {
  const target = asRef(value);
  if (!target) return null;
  const to = recordPath(field.target ?? '', target.id);
  return isCompact || !to ? <>{target.name}</> : <Link to={to}>{target.name}</Link>;
}

const schemes: Partial<Record<AnyField['kind'], string>> = { email: 'mailto:', emails: 'mailto:', phones: 'tel:' };

function Reach({ field, value, isCompact }: ShownProps) {
  const { t } = useTranslation();
  const all =
    typeof value === 'string'
      ? [{ value }]
      : asLabelled(value).toSorted((a, b) => Number(b.isPrimary ?? false) - Number(a.isPrimary ?? false));
  const [first, ...others] = all;
  if (isCompact) return <>{others.length > 0 ? `${first?.value ?? ''} +${others.length}` : first?.value}</>;
  const scheme = field.kind === 'url' ? '' : schemes[field.kind];
  return (
    <span className={classes['stack']}>
      {all.map((one) => (
        <span key={one.value}>
          {scheme === undefined ? (
            one.value
          ) : (
            <a href={`${scheme}${one.value}`} {...(scheme === '' ? { target: '_blank', rel: 'noreferrer' } : {})}>
              {one.value.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
            </a>
          )}
          {'label' in one && one.label ? <small>{t(`web:labels.${one.label}`, { defaultValue: one.label })}</small> : null}
        </span>
      ))}
    </span>
  );
}

function Place({ value }: { value: unknown }) {
  const language = useLanguage();
  const parts = asRecord(value);
  const fromLarge = ['country', 'province', 'city', 'district', 'street', 'postalCode'];
  // Chinese addresses go from large to small without separators, others from small to large.
  const order = language === 'en' ? ['street', 'district', 'city', 'province', 'postalCode', 'country'] : fromLarge;
  const texts = order.map((part) => asText(parts[part])).filter((text) => text !== null);
  return <>{texts.join(language === 'en' ? ', ' : ' ')}</>;
}

function Localized({ value }: { value: unknown }) {
  const language = useLanguage();
  return <>{localizedText(value, language)}</>;
}

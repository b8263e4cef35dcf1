import * as fields from '../../../platform/fields.ts';
import type { Field, FieldKind } from '../../../platform/fields.ts';
import type { LocalizedText } from '../../../platform/endpoint.ts';
import { customPrefix } from '../../../platform/filter-fields.ts';
import type { CustomField } from '../../records/custom-fields/contract.ts';
import { fieldOf } from '../../records/custom-fields/rules.ts';
import { type Entity, isLink } from '../../records/entities/rules.ts';

/** A field that a file can fill. */
export interface TargetField {
  /** Name in maps: `account`, `address.city`. */
  key: string;
  /** Property of the input that it becomes: `accountId`, `address`. */
  property: string;
  /** Member of a structured value. */
  part?: string;
  field: Field;
  /** Kind of the record, `user` or `team` that a link points to. */
  target?: string;
  /** Words key of the label, or the label itself where the workspace has given it. */
  label: string | LocalizedText;
  /** Words key below which the labels of a closed list stand, or those labels. */
  choiceLabels?: string | ReadonlyMap<string, LocalizedText>;
  /** May tell records apart: texts, codes, addresses. */
  isKey: boolean;
  /** The field whose column says this too, unless a column of its own does. */
  alsoFrom?: string;
  /** Takes several columns, each with its header before its value, `colour: red; size: L`: those that are called like this. */
  labelled?: readonly string[];
  /** An amount whose currency only its record knows: it comes as it was written. */
  isWritten?: boolean;
  /** Three decimals are usual, which alone look like thousands: the mark that the other values show is said. */
  isFine?: boolean;
}

/** A value that a closed list accepts, with the texts that mean it. */
export interface TargetOption {
  /** What the record takes. */
  value: string;
  /** What a map says: a word that means the same in every workspace. */
  code: string;
  /** For the reader. */
  label: string;
  texts: readonly string[];
  /** The phase of a stage. */
  phase?: number;
}

/** A kind of record as imports know it. */
export interface TargetKind {
  kind: string;
  /** Words key of the name in plural. */
  label: string;
  fields: readonly TargetField[];
  /** The field that links find a record by unless they say otherwise. */
  nameField: string;
  /** The kind whose rights hold, of what is a part of another record. */
  partOf?: string;
  /** Fields that together tell one from another where no single one does: a price by its book, product, quantity and day. */
  knownBy?: readonly string[];
  /** Fields of which a row says at least one. */
  saysOneOf?: readonly string[];
  /** What an import changes of these is given back when it is undone; of others what was changed stays. */
  isRestored?: boolean;
}

const madeFirst = ['team', 'user', 'exchangeRate'];
const madeLast = [
  'productVariant',
  'bookPrice',
  'account',
  'customerNumber',
  'contact',
  'lead',
  'deal',
  'order',
  'orderLine',
  'activity',
];

/** Where a kind stands in the order things are made: what others point to comes first. Plain entities point to nobody but people. */
export function rankOf(kind: string): number {
  if (madeFirst.includes(kind)) return madeFirst.indexOf(kind);
  return madeFirst.length + (madeLast.indexOf(kind) + 1);
}

const addressParts = ['country', 'province', 'city', 'district', 'street', 'postalCode'] as const;
const handleChannels = ['wechat', 'linkedin', 'whatsapp'] as const;
const keyKinds = new Set<FieldKind>(['text', 'email', 'emails', 'phones', 'url']);
/** Values that no cell of a table can say. */
const unread = new Set<FieldKind>(['json', 'localized']);

/** The fields that rows can fill: what people may write, and the owner. */
export function fieldsOfEntity(entity: Entity): TargetField[] {
  const own = entity.columns
    .filter(({ field }) => !field.readOnly && !unread.has(field.kind))
    .flatMap((column) => targetFields(entity, column));
  const owner = fields.defineFields({
    owner: fields.user({
      synonyms: ['owner', 'sales rep', 'sales_agent', 'sales agent', 'salesperson', 'seller', '负责人', '销售', '业务员'],
    }),
    team: fields.team({ synonyms: ['team', 'regional_office', 'office', '团队', '部门'] }),
  });
  return [
    ...own,
    { key: 'owner', property: 'ownerId', field: owner.owner, target: 'user', label: 'records:fields.record.owner', isKey: false },
    { key: 'team', property: 'teamId', field: owner.team, target: 'team', label: 'records:fields.record.team', isKey: false },
  ];
}

function targetFields(entity: Entity, column: Entity['columns'][number]): TargetField[] {
  const { key, property, field } = column;
  const label = `${entity.module}:fields.${entity.object}.${key}`;
  const base = { key, property, field, label, isKey: keyKinds.has(field.kind) };
  if (field.kind === 'address')
    return addressParts.map((part) => ({ ...base, key: `${key}.${part}`, part, label: `exchange:parts.${part}`, isKey: false }));
  if (field.kind === 'handles')
    return handleChannels.map((part) => ({
      ...base,
      key: `${key}.${part}`,
      part,
      label: `exchange:parts.${part}`,
      isKey: false,
    }));
  const choiceLabels =
    field.kind === 'choice' || field.kind === 'choices'
      ? { choiceLabels: `${entity.module}:choices.${entity.object}.${key}` }
      : {};
  const target = isLink(field) ? { target: field.kind === 'ref' ? (field.target ?? '') : field.kind } : {};
  return [{ ...base, ...choiceLabels, ...target }];
}

/** A field of a kind that is no entity: a link is a property of its own. */
export function targetOf(kind: string, key: string, field: Field): TargetField {
  const target = field.kind === 'ref' ? { target: field.target ?? '' } : {};
  const property = field.kind === 'ref' ? `${key}Id` : key;
  return { key, property, field, label: `exchange:fields.${kind}.${key}`, isKey: false, ...target };
}

/** A field that the workspace added: `custom.region` in maps, a member of `custom` in the input. */
export function customTarget(custom: CustomField): TargetField {
  const { key, labels, choices, isUnique } = custom;
  const field = fieldOf(custom);
  const choiceLabels = new Map(choices.map((choice) => [choice.value, choice.labels]));
  return {
    key: `${customPrefix}${key}`,
    property: 'custom',
    part: key,
    field: { ...field, synonyms: [key, ...Object.values(labels)] },
    label: labels,
    isKey: isUnique && keyKinds.has(field.kind),
    ...(field.choices ? { choiceLabels } : {}),
  };
}

/** True for fields whose text is a record, a person or a team. */
export function isLinkField(field: TargetField): boolean {
  return field.target !== undefined;
}

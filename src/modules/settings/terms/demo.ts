import { type Both, inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import type { Term } from './contract.ts';
import { bringClauses } from './service.ts';

interface Clause {
  kind: Term['kind'];
  title: Both;
  text: Both;
  plain: Both | null;
}

/** What the sample company writes into its quotes. */
export const demoClauses = {
  warranty: {
    kind: 'warranty',
    title: ['质保', 'Warranty'],
    text: ['整机质保 24 个月，易损件除外。', '24 months on the whole machine, wear parts excepted.'],
    plain: ['两年内坏了我们来修，不另收费。', 'If it breaks within two years we mend it, free of charge.'],
  },
  service: {
    kind: 'service',
    title: ['售后服务', 'After-sales service'],
    text: ['4 小时内响应，次日到现场。', 'Answer within four hours, on site the next day.'],
    plain: null,
  },
  acceptance: {
    kind: 'acceptance',
    title: ['验收', 'Acceptance'],
    text: [
      '按双方确认的验收标准，连续运行 72 小时，合格即签收；14 天内未提出书面异议视为通过。',
      'By the criteria both sides agreed on, after 72 hours without a fault; without a written objection within 14 days it counts as accepted.',
    ],
    plain: ['连续跑三天没问题就算通过。', 'If it runs for three days without a fault, it is accepted.'],
  },
  software: {
    kind: 'other',
    title: ['软件使用权', 'Use of the software'],
    text: [
      '随机软件授权在本设备上永久使用，不得复制到其他设备；首年免费升级。',
      'The software may be used on this machine without limit of time and not be copied to another; updates are free for a year.',
    ],
    plain: null,
  },
} as const satisfies Record<string, Clause>;

const languages = ['zh-Hans', 'en'] as const;

const clauses: readonly Term[] = languages.flatMap((language) =>
  Object.entries(demoClauses).map(([key, { kind, title, text, plain }]) => ({
    id: `sample-${key}-${language}`,
    kind,
    title: inLanguage(title, language),
    text: inLanguage(text, language),
    plain: plain && inLanguage(plain, language),
  })),
);

/** By these they are known when the sample company goes. */
export const demoClauseIds: readonly string[] = clauses.map(({ id }) => id);

/** The standard clauses of the sample company, in both of its languages, the workspace's first. */
export async function loadDemoClauses(tx: Tx, scope: Scope): Promise<void> {
  const isOwn = ({ id }: Term): boolean => id.endsWith('-en') === (scope.language === 'en');
  await bringClauses(tx, scope, [...clauses.filter(isOwn), ...clauses.filter((clause) => !isOwn(clause))]);
}

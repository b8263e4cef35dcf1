import { type Both, inLanguage } from '../../../platform/demo.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Tx } from '../../../platform/tx.ts';
import { priceIn } from '../../settings/demo.ts';
import { createRole } from './service.ts';

/** Somebody's time as quotes sell it. */
export interface DemoRole {
  id: string;
  code: string;
  name: Both;
  /** In yuan. */
  perDay: number;
}

interface Rates {
  code: string;
  name: Both;
  /** In yuan, as what an hour costs. */
  perHour: number;
  perDay: number;
  cost: number;
}

const roles: readonly Rates[] = [
  { code: 'YL-T-PM', name: ['项目经理', 'Project manager'], perHour: 620, perDay: 4600, cost: 260 },
  { code: 'YL-T-SE', name: ['现场调试工程师', 'Commissioning engineer'], perHour: 480, perDay: 3500, cost: 190 },
  { code: 'YL-T-SW', name: ['软件与算法工程师', 'Software engineer'], perHour: 760, perDay: 5600, cost: 330 },
];

/** The rate card of the sample company: whose hours and days are sold, for what, and what an hour costs. */
export async function loadDemoRoles(tx: Tx, scope: Scope, importId: string, category: string): Promise<DemoRole[]> {
  const made: DemoRole[] = [];
  for (const { code, name, perHour, perDay, cost } of roles) {
    const { id } = await createRole(
      tx,
      scope,
      {
        name: inLanguage(name, scope.language),
        code,
        perHourMinor: priceIn(scope.currency, perHour),
        perDayMinor: priceIn(scope.currency, perDay),
        hoursPerDay: '8',
        costMinor: priceIn(scope.currency, cost),
      },
      { category, importId },
    );
    made.push({ id, code, name, perDay });
  }
  return made;
}

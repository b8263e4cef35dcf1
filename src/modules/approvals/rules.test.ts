import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Person } from './approvers/rules.ts';
import type { Approver, ChainStep } from './chains/contract.ts';
import type { Worse } from './conditions/contract.ts';
import type { Condition, Values } from './conditions/rules.ts';
import { aggregate, withAggregates } from './conditions/rules.ts';
import { basisMark, type Given, reconcile, worsened } from './reconciling/rules.ts';
import { advance, type Decision, evaluate, markOfRule, type Plan, type Rule } from './rules.ts';

// Root > East > East one. Olga owns it all; Rita leads the root, Emil the East, Nina East one; Sam, Tim and Uma sell in East one.
const team = (id: string, role: string, ...path: string[]): Person => ({ id, role, teamId: path.at(-1) ?? '', path });
const people: Person[] = [
  team('olga', 'owner', 'root'),
  team('rita', 'salesManager', 'root'),
  team('emil', 'salesManager', 'root', 'east'),
  team('nina', 'salesManager', 'root', 'east', 'one'),
  team('sam', 'seller', 'root', 'east', 'one'),
  team('tim', 'seller', 'root', 'east', 'one'),
  team('uma', 'seller', 'root', 'east', 'one'),
  team('ada', 'analyst', 'root'),
  team('abe', 'analyst', 'root'),
];
const directions: ReadonlyMap<string, Worse> = new Map([
  ['maxDiscountBp', 'higher'],
  ['marginBp', 'lower'],
  ['totalMinor', 'higher'],
  ['paymentDays', 'higher'],
  ['belowFloor', 'higher'],
  ['newClause', 'higher'],
  ['clauses', 'parts'],
  ['payer', 'change'],
  ['remark', 'never'],
]);
const manager: Approver = { kind: 'manager', level: 1 };
const user = (userId: string): Approver => ({ kind: 'user', userId });
const step = (order: number, approvers: Approver[], mode: ChainStep['mode'] = 'all'): ChainStep => ({
  order,
  mode,
  approvers,
  escalateAfterHours: 8,
});
const rule = (
  id: string,
  conditions: Condition[],
  steps: ChainStep[],
  selfApproval: Rule['selfApproval'] = 'superior',
): Rule => ({
  id,
  conditions,
  steps,
  selfApproval,
});
const discount = rule('discount', [{ field: 'maxDiscountBp', op: 'gt', value: 1000 }], [step(1, [manager])]);
const margin = rule('margin', [{ field: 'marginBp', op: 'lt', value: 2000 }], [step(1, [user('ada')])]);
const total = rule(
  'total',
  [{ field: 'totalMinor', op: 'gte', value: 1_000_000 }],
  [step(1, [manager]), step(2, [{ kind: 'manager', level: 2 }])],
);
const clause: Rule = {
  ...rule('clause', [{ field: 'newClause', op: 'isTrue' }], [step(1, [manager])]),
  details: ['clauses'],
};
const oneClause: Values = { newClause: true, clauses: 'clause.a' };
const good: Values = {
  maxDiscountBp: 500,
  marginBp: 3000,
  totalMinor: 500_000,
  paymentDays: 30,
  belowFloor: false,
  newClause: false,
  clauses: '',
  payer: 'acme',
  remark: 'a',
};

interface Asking {
  submitterId?: string;
  chosenIds?: string[];
  standIns?: [string, string][];
}
const plan = (rules: Rule[], values: Values, { submitterId = 'sam', chosenIds = [], standIns = [] }: Asking = {}): Plan =>
  evaluate(rules, values, directions, { people, submitterId, chosenIds, standIns: new Map(standIns) });
const askedOf = ({ steps }: Plan): string[][] =>
  steps.map(({ seats }) => seats.map(({ holders }) => holders.map(({ userId }) => userId).join('/')));
/** "nina+" approves, "nina-" rejects, at the first seat of theirs that waits. */
function decide(of: Plan, ...said: string[]): ReturnType<typeof advance> {
  const decisions: Decision[] = [];
  for (const text of said) {
    const userId = text.slice(0, -1);
    const { seats } = advance(of, decisions);
    const seat = of.steps
      .flatMap((one) => one.seats)
      .find(({ key, holders }) => seats.get(key) === 'waiting' && holders.some((holder) => holder.userId === userId));
    decisions.push({ seat: seat?.key ?? 'none', userId, verdict: text.endsWith('+') ? 'approved' : 'rejected' });
  }
  return advance(of, decisions);
}
const given = (of: Rule, by: string, values: Values, order = 1): Given => ({
  ruleId: of.id,
  ruleMark: markOfRule(of),
  order,
  by,
  holderIds: [by],
  basis: plan([of], { ...good, ...values }).steps.find((one) => one.order === order)?.basis ?? {},
});
const again = (rules: Rule[], values: Values, previous: Given[], asking: Asking = {}) =>
  reconcile(previous, plan(rules, { ...good, ...values }, asking), directions);
const open = (of: Plan): string[] =>
  of.steps.flatMap(({ ruleId, order, seats }) => (seats.every((seat) => seat.kept) ? [] : [`${ruleId}${order}`]));
const lines = (...discounts: (number | null)[]): Values =>
  withAggregates(
    good,
    discounts.map((discountBp) => ({ discountBp })),
    [{ key: 'maxDiscountBp', by: 'max', of: 'discountBp' }],
  );

describe('truth table of approvals', () => {
  const cases: [name: string, is: () => unknown, expected: unknown][] = [
    // Thresholds
    ['1 at the threshold nobody is asked', () => askedOf(plan([discount], { ...good, maxDiscountBp: 1000 })), []],
    [
      '2 above the threshold the direct manager is asked',
      () => askedOf(plan([discount], { ...good, maxDiscountBp: 1001 })),
      [['nina']],
    ],
    ['3 at least a total includes it', () => askedOf(plan([total], { ...good, totalMinor: 1_000_000 })).length, 2],
    [
      '4 below a margin fires, at it does not',
      () => [1999, 2000].map((marginBp) => plan([margin], { ...good, marginBp }).steps.length),
      [1, 0],
    ],
    ['5 what is not known holds no condition', () => askedOf(plan([margin], { ...good, marginBp: null })), []],
    [
      '6 a rule may ask for what is not known',
      () => askedOf(plan([rule('r', [{ field: 'marginBp', op: 'isEmpty' }], [step(1, [manager])])], { ...good, marginBp: null })),
      [['nina']],
    ],
    [
      '7 a flag fires: a new clause',
      () =>
        plan([rule('r', [{ field: 'newClause', op: 'isTrue' }], [step(1, [manager])])], { ...good, newClause: true }).steps
          .length,
      1,
    ],
    [
      '8 all conditions of a rule must hold',
      () =>
        plan([rule('r', [...discount.conditions, ...margin.conditions], [step(1, [manager])])], { ...good, maxDiscountBp: 2000 })
          .steps.length,
      0,
    ],
    [
      '9 two rules are an or: each fires alone',
      () => plan([discount, margin], { ...good, maxDiscountBp: 2000 }).steps.map(({ ruleId }) => ruleId),
      ['discount'],
    ],
    ['10 a rule without conditions always fires', () => plan([rule('r', [], [step(1, [manager])])], good).steps.length, 1],
    // Aggregates over lines
    [
      '11 the greatest discount fires on one line of 200',
      () => plan([discount], lines(...Array.from({ length: 199 }, () => 0), 1500)).steps.length,
      1,
    ],
    [
      '12 an average does not hide in the greatest',
      () => [aggregate('avg', [0, 0, 3000]), aggregate('max', [0, 0, 3000])],
      [1000, 3000],
    ],
    ['13 without lines there is no greatest discount', () => plan([discount], lines()).steps.length, 0],
    [
      '14 a line below its floor is any, and sums take what is known',
      () => [aggregate('any', [false, true]), aggregate('any', []), aggregate('sum', [5, null, 7]), aggregate('min', [null, 4])],
      [true, false, 12, 4],
    ],
    // Who is asked
    [
      '15 the second superior',
      () => askedOf(plan([rule('r', [], [step(1, [{ kind: 'manager', level: 2 }])])], good)),
      [['emil']],
    ],
    [
      '16 the head of the department',
      () => askedOf(plan([rule('r', [], [step(1, [{ kind: 'departmentHead' }])])], good)),
      [['emil']],
    ],
    [
      '17 a superior beyond the last: the owner, and named so',
      () =>
        plan([rule('r', [], [step(1, [{ kind: 'manager', level: 5 }])])], good).steps.map(({ isFallback, seats }) => [
          isFallback,
          seats[0]?.holders[0],
        ]),
      [[true, { userId: 'olga', as: 'owner', forUserId: null }]],
    ],
    ['18 somebody who has left: the owner', () => askedOf(plan([rule('r', [], [step(1, [user('gone')])])], good)), [['olga']]],
    [
      '19 whom the submitter chose',
      () => askedOf(plan([rule('r', [], [step(1, [{ kind: 'choice' }])])], good, { chosenIds: ['uma'] })),
      [['uma']],
    ],
    [
      '20 a manager who asks is not their own approver: the superior is',
      () => askedOf(plan([rule('r', [], [step(1, [user('nina')])])], good, { submitterId: 'nina' })),
      [['emil']],
    ],
    [
      '21 skip: their own step is passed over',
      () => advance(plan([rule('r', [], [step(1, [user('nina')])], 'skip')], good, { submitterId: 'nina' }), []).state,
      'approved',
    ],
    [
      '22 allow: they may decide themselves',
      () => askedOf(plan([rule('r', [], [step(1, [user('nina')])], 'allow')], good, { submitterId: 'nina' })),
      [['nina']],
    ],
    // Parallel, all and any
    [
      '23 all: one of two is not enough',
      () => [
        decide(plan([rule('r', [], [step(1, [{ kind: 'role', role: 'analyst' }])])], good), 'ada+').state,
        decide(plan([rule('r', [], [step(1, [{ kind: 'role', role: 'analyst' }])])], good), 'ada+', 'abe+').state,
      ],
      ['waiting', 'approved'],
    ],
    [
      '24 any: the first decides, the other is spared',
      () => [
        ...decide(plan([rule('r', [], [step(1, [{ kind: 'role', role: 'analyst' }], 'any')])], good), 'abe+').seats.values(),
      ],
      ['spared', 'approved'],
    ],
    [
      '25 the second step waits for the first',
      () => [...decide(plan([total], { ...good, totalMinor: 2_000_000 })).steps.values()],
      ['waiting', 'ahead'],
    ],
    [
      '26 a decision ahead of its turn does not count',
      () =>
        advance(plan([total], { ...good, totalMinor: 2_000_000 }), [{ seat: 'total:2:1:0', userId: 'emil', verdict: 'approved' }])
          .state,
      'waiting',
    ],
    [
      '27 steps of one order run side by side',
      () => [
        ...decide(
          plan([rule('r', [], [step(1, [user('ada')]), step(1, [user('abe')]), step(2, [user('rita')])])], good),
          'abe+',
        ).steps.values(),
      ],
      ['waiting', 'approved', 'ahead'],
    ],
    [
      '28 chains of two rules run side by side, and both must pass',
      () => {
        const both = plan([discount, margin], { ...good, maxDiscountBp: 2000, marginBp: 0 });
        return [decide(both, 'ada+').state, decide(both, 'ada+', 'nina+').state];
      },
      ['waiting', 'approved'],
    ],
    // Reject
    [
      '29 one rejection ends it, also where the others approved',
      () => decide(plan([rule('r', [], [step(1, [{ kind: 'role', role: 'analyst' }])])], good), 'ada+', 'abe-').state,
      'rejected',
    ],
    [
      '30 after a rejection nothing counts',
      () => decide(plan([total], { ...good, totalMinor: 2_000_000 }), 'nina-', 'emil+').state,
      'rejected',
    ],
    [
      '31 who does not hold the seat decides nothing',
      () =>
        advance(plan([discount], { ...good, maxDiscountBp: 2000 }), [
          { seat: 'discount:1:0:0', userId: 'tim', verdict: 'approved' },
        ]).state,
      'waiting',
    ],
    // Escalate and delegate
    [
      "32 a late seat is also the superior's: either fills it",
      () => {
        const [one] = plan([discount], { ...good, maxDiscountBp: 2000 }).steps;
        const late: Plan = {
          steps: one
            ? [
                {
                  ...one,
                  seats: one.seats.map((seat) => ({
                    ...seat,
                    holders: [...seat.holders, { userId: 'emil', as: 'superior', forUserId: 'nina' }],
                  })),
                },
              ]
            : [],
        };
        return [decide(late, 'emil+').state, decide(late, 'nina+').state];
      },
      ['approved', 'approved'],
    ],
    [
      '33 the delegate of somebody away is asked too',
      () => askedOf(plan([discount], { ...good, maxDiscountBp: 2000 }, { standIns: [['nina', 'tim']] })),
      [['nina/tim']],
    ],
    [
      '34 a delegate of a delegate, but never in a circle, nor the submitter',
      () => [
        askedOf(
          plan(
            [discount],
            { ...good, maxDiscountBp: 2000 },
            {
              standIns: [
                ['nina', 'tim'],
                ['tim', 'uma'],
              ],
            },
          ),
        ),
        askedOf(
          plan(
            [discount],
            { ...good, maxDiscountBp: 2000 },
            {
              standIns: [
                ['nina', 'tim'],
                ['tim', 'nina'],
              ],
            },
          ),
        ),
        askedOf(plan([discount], { ...good, maxDiscountBp: 2000 }, { standIns: [['nina', 'sam']] })),
      ],
      [[['nina/uma']], [['nina/tim']], [['nina']]],
    ],
    // Smart re-approval
    [
      '35 asked again with better values: the approval stands',
      () => open(again([discount], { maxDiscountBp: 1500 }, [given(discount, 'nina', { maxDiscountBp: 2000 })])),
      [],
    ],
    [
      '36 approved at 20 %, edited to 40 %: asked anew',
      () => open(again([discount], { maxDiscountBp: 4000 }, [given(discount, 'nina', { maxDiscountBp: 2000 })])),
      ['discount1'],
    ],
    [
      '37 what the rule does not look at may get worse; what always counts may not change',
      () => [
        open(
          again([discount], { maxDiscountBp: 2000, paymentDays: 90, remark: 'b' }, [
            given(discount, 'nina', { maxDiscountBp: 2000 }),
          ]),
        ),
        open(again([discount], { maxDiscountBp: 2000, payer: 'other' }, [given(discount, 'nina', { maxDiscountBp: 2000 })])),
      ],
      [[], ['discount1']],
    ],
    [
      '38 another rule fires: only its steps are asked',
      () =>
        open(
          again([discount, margin], { maxDiscountBp: 2000, marginBp: 100 }, [given(discount, 'nina', { maxDiscountBp: 2000 })]),
        ),
      ['margin1'],
    ],
    [
      '39 a line deleted and added again with more discount is asked anew',
      () => open(reconcile([given(discount, 'nina', lines(1500, 0))], plan([discount], lines(0, 2500)), directions)),
      ['discount1'],
    ],
    [
      '40 a changed rule, or a seat that is no longer theirs, is asked anew',
      () => [
        open(
          again([{ ...discount, steps: [step(1, [manager]), step(2, [user('ada')])] }], { maxDiscountBp: 2000 }, [
            given(discount, 'nina', { maxDiscountBp: 2000 }),
          ]),
        ),
        open(
          again([discount], { maxDiscountBp: 2000 }, [given(discount, 'nina', { maxDiscountBp: 2000 })], { submitterId: 'nina' }),
        ),
      ],
      [['discount1', 'discount2'], ['discount1']],
    ],
    // Clauses: a rule that asks whether there is a new one looks at which too.
    [
      '41 a clause that is approved stands, as often as it is asked',
      () => open(again([clause], oneClause, [given(clause, 'nina', oneClause)])),
      [],
    ],
    [
      '42 one more clause is asked anew',
      () => open(again([clause], { ...oneClause, clauses: 'clause.a · clause.b' }, [given(clause, 'nina', oneClause)])),
      ['clause1'],
    ],
    [
      '43 a reworded clause is another one',
      () => open(again([clause], { ...oneClause, clauses: 'clause.c' }, [given(clause, 'nina', oneClause)])),
      ['clause1'],
    ],
    [
      '44 a clause that is taken out, or stands elsewhere, changes nothing',
      () => {
        const two = { newClause: true, clauses: 'clause.a · clause.b' };
        return [
          open(again([clause], oneClause, [given(clause, 'nina', two)])),
          open(again([clause], { ...two, clauses: 'clause.b · clause.a' }, [given(clause, 'nina', two)])),
        ];
      },
      [[], []],
    ],
    [
      '45 no clause that is new asks nobody, and a discount is not asked again for a new clause',
      () => [
        open(again([clause], {}, [])),
        open(again([discount], { maxDiscountBp: 2000, ...oneClause }, [given(discount, 'nina', { maxDiscountBp: 2000 })])),
      ],
      [[], []],
    ],
  ];

  test('has 45 cases', () => {
    expect(cases).toHaveLength(45);
  });
  test.each(cases)('%s', (_name, is, expected) => {
    expect(is()).toEqual(expected);
  });
});

describe('worsened', () => {
  const values = fc.record({
    maxDiscountBp: fc.option(fc.integer({ min: 0, max: 10_000 })),
    marginBp: fc.option(fc.integer({ min: -10_000, max: 10_000 })),
    belowFloor: fc.boolean(),
    payer: fc.constantFrom('a', 'b'),
  });

  test('nothing is worse than itself, and of two that differ at least one way is', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(worsened(a, a, directions)).toEqual([]);
        const isSame = JSON.stringify(a) === JSON.stringify(b);
        expect(worsened(a, b, directions).length + worsened(b, a, directions).length > 0).toBe(!isSame);
      }),
    );
  });

  test('an approval stands exactly where nothing is worse', () => {
    const always = rule('always', [], [step(1, [manager])]);
    fc.assert(
      fc.property(values, values, (before, now) => {
        const isOpen = open(again([always], now, [given(always, 'nina', before)])).length > 0;
        expect(isOpen).toBe(worsened(before, now, directions).length > 0);
      }),
    );
  });
});

describe('advance', () => {
  const everybody = plan(
    [
      rule(
        'all',
        [],
        [
          step(
            1,
            people.slice(4).map(({ id }) => user(id)),
          ),
        ],
      ),
    ],
    good,
    { submitterId: 'olga' },
  );
  const said = fc
    .shuffledSubarray(people.slice(4).map(({ id }) => id))
    .chain((ids) => fc.tuple(...ids.map((id) => fc.constantFrom(`${id}+`, `${id}-`))));

  test('where all must approve the order of their decisions does not matter', () => {
    fc.assert(
      fc.property(
        said.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(decide(everybody, ...shuffled).state).toBe(decide(everybody, ...list).state);
        },
      ),
    );
  });

  test('is approved by all of them and nobody less, and rejected by any', () => {
    fc.assert(
      fc.property(said, (list) => {
        const expected = list.some((one) => one.endsWith('-')) ? 'rejected' : list.length === 5 ? 'approved' : 'waiting';
        expect(decide(everybody, ...list).state).toBe(expected);
      }),
    );
  });

  test('what has ended stays as it is, whatever is said after', () => {
    fc.assert(
      fc.property(said, said, (first, then) => {
        const before = decide(everybody, ...first).state;
        if (before !== 'waiting') expect(decide(everybody, ...first, ...then).state).toBe(before);
      }),
    );
  });

  test('the mark of a plan is the same for the same values, however their keys stand', () => {
    const [a, b] = [plan([discount], { maxDiscountBp: 2000, payer: 'x' }), plan([discount], { payer: 'x', maxDiscountBp: 2000 })];
    expect(basisMark(a)).toBe(basisMark(b));
    expect(basisMark(plan([discount], { payer: 'y', maxDiscountBp: 2000 }))).not.toBe(basisMark(a));
  });
});

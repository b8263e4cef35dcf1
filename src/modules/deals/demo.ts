import { addDays, dayInZone, daysBetween } from '../../platform/days.ts';
import { type Dice, diceOf } from '../../platform/demo.ts';
import { translate } from '../../platform/i18n.ts';
import { localize } from '../../platform/languages.ts';
import type { Scope } from '../../platform/scope.ts';
import { refreshStatistics } from '../../platform/statistics.ts';
import type { Tx } from '../../platform/tx.ts';
import type { DemoCatalogue } from '../catalogue/demo.ts';
import type { DemoAccount } from '../customers/demo.ts';
import { type DemoCast, type DemoOwner, scopeOfOwner } from '../identity/demo.ts';
import type { DemoAnswers } from '../library/demo.ts';
import type { Stage } from '../process/contract.ts';
import { loadStarts } from '../process/loading/service.ts';
import type { NewActivity } from '../timeline/contract.ts';
import { phrasesOf, stepsOf } from '../timeline/demo.ts';
import { kindsOfContact } from '../timeline/rules.ts';
import { createActivities } from '../timeline/service.ts';
import { countAnswersOf } from './answers/service.ts';
import { type Draft, draftOf, type Setting } from './drafts/demo.ts';
import { loadDemoNegotiations } from './negotiations/demo.ts';
import { createPastDeals, type Mirror, mirrorTimelines } from './past/service.ts';
import { keepStageTasks } from './tasks/service.ts';
import { momentOf, type Plot, plotsOf, type Clock, workday } from './plots/demo.ts';

/** What leads need to know of a deal. */
export interface DemoDeal {
  id: string;
  account: DemoAccount;
  contactId: string | null;
  openedAt: string;
  source: string;
}

export interface DemoDealsInput {
  accounts: readonly DemoAccount[];
  catalogue: DemoCatalogue;
  answers: DemoAnswers;
  clock: Clock;
  importId: string;
}

/** Makes a year of deals with their timelines, each by the seller whose customer it is. */
export async function loadDemoDeals(tx: Tx, scope: Scope, cast: DemoCast, input: DemoDealsInput): Promise<DemoDeal[]> {
  const starts = await loadStarts(tx, scope);
  const stagesOf = (isQuick: boolean): readonly Stage[] =>
    starts.find(({ key }) => key === (isQuick ? 'quickOrder' : 'standard'))?.stages ?? [];
  const dice = diceOf('deals');
  const { clock, catalogue, answers } = input;
  const stage: Setting = { scope, clock, dice, catalogue, answers, stagesOf };
  const drafts = plotsOf(dice).map((plot) => draftOf(stage, plot, accountFor(plot, scope, dice, input.accounts)));
  const made: DemoDeal[] = [];
  const byOwner = [...Map.groupBy(drafts, ({ account }) => account.owner)].toSorted((a, b) => a[1].length - b[1].length);
  for (const [index, [owner, theirs]] of byOwner.entries()) {
    made.push(...(await loadOf(tx, scopeOfOwner(cast, owner), owner, stage, theirs, input)));
    // In a fresh database the keys of what follows would be looked up as if there were no rows: the fewest go first.
    if (index === 0) await refreshStatistics(tx, ['records', 'deals', 'activities']);
  }
  await countAnswersOf(tx, scope, [...input.answers.values()]);
  return made;
}

/** A customer for a plot. In English more of the year happened abroad, so that most of what is shown can be read. */
function accountFor({ isMine, isOlder }: Plot, { language }: Scope, dice: Dice, accounts: readonly DemoAccount[]): DemoAccount {
  const isAbroad = dice.chance(language === 'en' ? 0.72 : 0.3);
  return dice.pick(
    accounts.filter(
      (account) => (account.owner === 'me') === isMine && account.isChinese !== isAbroad && (account.isOld || !isOlder),
    ),
  );
}

interface Written extends NewActivity {
  /** The entry task of a stage that it is. */
  task?: { taskKey: string; stageId: string };
  isNextStep?: boolean;
}

async function loadOf(
  tx: Tx,
  own: Scope,
  owner: DemoOwner,
  stage: Setting,
  drafts: readonly Draft[],
  { importId }: DemoDealsInput,
): Promise<DemoDeal[]> {
  const ids = await createPastDeals(
    tx,
    own,
    drafts.map(({ past }) => past),
    { importId },
  );
  await loadDemoNegotiations(tx, own, stage, drafts, ids);
  const dice = diceOf(`timelines of ${owner}`);
  const mine = { count: 0 };
  const written = drafts.flatMap((draft, index) => writtenOn(stage, draft, ids[index] ?? '', dice, owner === 'me' ? mine : null));
  const activityIds = await createActivities(
    tx,
    own,
    written.map(({ task: _task, isNextStep: _next, ...activity }) => activity),
    { importId, history: true, recordsAreKnown: true },
  );
  await keepStageTasks(
    tx,
    own,
    written.flatMap(({ task, recordId }, index) =>
      task ? [{ ...task, dealId: recordId, activityId: activityIds[index] ?? '' }] : [],
    ),
  );
  await mirrorTimelines(tx, own, mirrorsOf(written, activityIds, ids, own.timeZone));
  return drafts.map(({ account, contact, past }, index) => ({
    account,
    id: ids[index] ?? '',
    contactId: contact?.id ?? null,
    openedAt: past.way[0]?.at ?? '',
    source: String(past.values['source']),
  }));
}

function mirrorsOf(
  written: readonly Written[],
  activityIds: readonly string[],
  dealIds: readonly string[],
  timeZone: string,
): Mirror[] {
  const byDeal = Map.groupBy(
    written.map((one, index) => ({ ...one, id: activityIds[index] ?? '' })),
    ({ recordId }) => recordId,
  );
  return dealIds.map((dealId) => {
    const all = byDeal.get(dealId) ?? [];
    const next = all.find(({ isNextStep }) => isNextStep);
    const done = all.flatMap(({ doneAt }) => (doneAt ? [doneAt] : [])).toSorted();
    const contacts = all.flatMap(({ kind, doneAt }) => (doneAt && kindsOfContact.includes(kind) ? [doneAt] : [])).toSorted();
    return {
      dealId,
      lastActivityAt: done.at(-1) ?? null,
      firstContactOn: contacts[0] ? dayInZone(contacts[0], timeZone) : null,
      nextStepId: next?.id ?? null,
      nextStepOn: next?.dueAt ? dayInZone(next.dueAt, timeZone) : null,
      nextStepText: next?.subject ?? null,
    };
  });
}

function writtenOn(stage: Setting, draft: Draft, dealId: string, dice: Dice, mine: { count: number } | null): Written[] {
  const { plot } = draft;
  const isLive = plot.ending === 'open' || plot.ending === 'delivery' || plot.ending === 'care';
  return [
    ...happenings(stage, draft, dealId, dice),
    ...(isLive ? entryTasks(stage, draft, dealId, dice) : []),
    ...(isLive ? nextStep(stage, draft, dealId, dice, mine) : []),
    ...(plot.ending === 'held' ? revisit(stage, draft, dealId) : []),
  ];
}

function filled(text: string, { contact, item, account }: Draft): string {
  const [chinese, english] = item.name;
  return text.replaceAll('{c}', contact?.name ?? account.name).replaceAll('{p}', account.isChinese ? chinese : english);
}

/** When a deal came to each stage it was in, and when it left it. */
function stayIn({ past }: Draft, stageKey: string, today: string, timeZone: string): { from: number; to: number } | null {
  const at = past.way.findIndex((step) => step.stageKey === stageKey);
  const entered = past.way[at];
  if (!entered) return null;
  const left = past.way.slice(at + 1).find((step) => step.stageKey !== stageKey);
  const ended = left ?? (past.way.at(-1)?.kind === 'won' ? undefined : past.way.slice(at + 1).at(-1));
  const ago = (instant: string) => daysBetween(dayInZone(instant, timeZone), today);
  return { from: ago(entered.at), to: ended ? ago(ended.at) : 1 };
}

/** What was said and done in each stage, spread over the stay; a deal that is stuck went quiet after its first days there. */
function happenings({ clock, stagesOf }: Setting, draft: Draft, dealId: string, dice: Dice): Written[] {
  const { plot, account, contact } = draft;
  const stages = stagesOf(plot.isQuick);
  return (plot.isOlder ? stages.slice(0, 1) : stages).flatMap((stage) => {
    const stay = stayIn(draft, stage.key, clock.today, clock.timeZone);
    if (stay === null) return [];
    const to = plot.isStuck && stage.key === plot.stageKey ? stay.from - 2 : stay.to;
    const some = dice.some(
      phrasesOf(stage.phase, account.isChinese).filter(({ kind }) => !plot.isQuick || (kind !== 'visit' && kind !== 'meeting')),
      plot.isOlder ? 1 : dice.between(2, stage.phase < 4 ? 3 : 2),
    );
    return some.map(({ kind, subject, body, isIncoming }, index): Written => {
      const span = Math.max(0, stay.from - to - 1);
      const daysAgo = Math.max(1, stay.from - Math.round((span * (index + 0.5)) / some.length));
      const isTalk = kind === 'call' || kind === 'meeting' || kind === 'demo' || kind === 'visit';
      const minutes = { call: 5 * dice.between(1, 6), visit: 30 * dice.between(4, 8) }[String(kind)] ?? 15 * dice.between(2, 6);
      return {
        recordId: dealId,
        linkIds: contact ? [contact.id] : [],
        kind,
        subject: filled(subject, draft),
        body: filled(body, draft),
        doneAt: momentOf(clock, daysAgo, dice),
        isTwoWay: isTalk || isIncoming || kind === 'message',
        ...(isIncoming ? { direction: 'in' as const } : {}),
        ...(kind === 'message' ? { channel: account.isChinese ? 'WeChat' : 'WhatsApp' } : {}),
        ...(isTalk ? { durationMinutes: minutes } : {}),
      };
    });
  });
}

/** The tasks of the stage a deal stands in: done where they were due, still to do where they are not. */
function entryTasks({ clock, stagesOf, scope }: Setting, draft: Draft, dealId: string, dice: Dice): Written[] {
  const { plot, past } = draft;
  const stage = stagesOf(plot.isQuick).find(({ key }) => key === plot.stageKey);
  const entered = past.way.find((step) => step.stageKey === plot.stageKey);
  if (!stage || !entered) return [];
  const from = plot.ending === 'delivery' ? 'won' : 'entered';
  const start = plot.ending === 'delivery' ? (past.way.find(({ kind }) => kind === 'won')?.at ?? entered.at) : entered.at;
  return stage.tasks
    .filter(({ dueFrom }) => dueFrom === from)
    .map(({ key, names, dueDays }): Written => {
      const dueOn = addDays(dayInZone(start, clock.timeZone), dueDays);
      const ago = daysBetween(dueOn, clock.today);
      return {
        recordId: dealId,
        kind: 'task',
        subject: localize(names, scope.language) ?? key,
        dueAt: clock.at(dueOn, '18:00'),
        doneAt: ago > 0 ? momentOf(clock, ago + (dice.chance(0.5) ? 1 : 0), dice) : null,
        task: { taskKey: key, stageId: stage.id },
      };
    });
}

/** When one's own next steps are due: some late, some today, the rest to come. */
const ownDays = [-2, 0, 1, 0, -1, 3, 0, 2, 0, 6, -4, 1, 0, 4, 8, 2, 11, 5];
const times = ['10:00', '14:30', '16:00', '11:15', '17:30', '09:30'];

function nextStep(
  { clock, stagesOf }: Setting,
  draft: Draft,
  dealId: string,
  dice: Dice,
  mine: { count: number } | null,
): Written[] {
  const { plot, account, contact } = draft;
  const isMissing = plot.isStuck && dice.chance(0.6);
  const isLate = dice.chance(0.14);
  const usual = isLate || plot.isStuck ? -dice.between(1, 9) : dice.between(0, 13);
  const days = mine === null ? usual : (ownDays[mine.count++ % ownDays.length] ?? 1);
  const phase = stagesOf(plot.isQuick).find(({ key }) => key === plot.stageKey)?.phase ?? 1;
  // A spare part is sold by telephone and mail.
  const step = dice.pick(
    stepsOf(phase, account.isChinese).filter(({ kind }) => !plot.isQuick || kind === 'task' || kind === 'call'),
  );
  if (isMissing && mine === null) return [];
  const day = addDays(clock.today, days);
  const dueOn = mine === null && days > 2 ? workday(day) : day;
  return [
    {
      recordId: dealId,
      linkIds: contact ? [contact.id] : [],
      kind: step.kind,
      subject: filled(step.subject, draft),
      dueAt: clock.at(dueOn, dice.pick(times)),
      isNextStep: true,
    },
  ];
}

/** A deal on hold comes back as a task on its day. */
function revisit({ clock, scope }: Setting, { past }: Draft, dealId: string): Written[] {
  const subject = translate(scope.language, 'deals:tasks.revisit', { title: String(past.values['title']) });
  return [{ recordId: dealId, kind: 'task', subject, dueAt: clock.at(String(past.values['revisitOn']), '09:00') }];
}

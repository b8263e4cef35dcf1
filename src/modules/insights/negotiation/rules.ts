import { addAmounts } from '../../../platform/money.ts';
import { shareWithInterval } from '../../../platform/share-interval.ts';
import type { AnswerSum, GiveSum, ObjectionSum } from '../../deals/negotiations/rules.ts';
import type { AnswerFigures, GiveFigures, ObjectionFigures } from './contract.ts';

export function objectionFigures(sum: ObjectionSum): ObjectionFigures {
  const { solved, closed, won, lost } = sum;
  return { ...sum, solvedShare: shareWithInterval(solved, closed), winRate: shareWithInterval(won, won + lost) };
}

export function answerFigures(sum: AnswerSum): AnswerFigures {
  const { solved, closed, won, lost } = sum;
  return { ...sum, solvedShare: shareWithInterval(solved, closed), winRate: shareWithInterval(won, won + lost) };
}

export function giveFigures({ key, ...sum }: GiveSum): GiveFigures {
  return { id: key, ...sum, netMinor: addAmounts(sum.gotMinor, -sum.givenMinor) };
}

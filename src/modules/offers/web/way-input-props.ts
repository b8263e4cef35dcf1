import type { LineStrategies, StrategyInputs } from '../strategies/contract.ts';

/** What every way is filled in with. */
export interface WayInputProps {
  compared: LineStrategies;
  inputs: StrategyInputs;
  currency: string;
  onInputs: (change: Partial<StrategyInputs>) => void;
}

import { LoadDemoButton } from '../../modules/demo/web/load-demo-button.tsx';
import { GateProposals } from '../../modules/process/web/gate-proposal.tsx';
import { MyDay } from '../../modules/timeline/web/my-day.tsx';

/** One's own day, and what waits for a decision; while it is empty, the way to fill the workspace for a look. */
export function MyDayPage() {
  return <MyDay emptyAction={<LoadDemoButton />} notices={<GateProposals />} />;
}

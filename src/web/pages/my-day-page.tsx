import { WaitingApprovals } from '../../modules/approvals/web/waiting-card.tsx';
import { LoadDemoButton } from '../../modules/demo/web/load-demo-button.tsx';
import { GateProposals } from '../../modules/process/web/gate-proposal.tsx';
import { MyDay } from '../../modules/timeline/web/my-day.tsx';
import { useTour } from '../../modules/tour/web/queries.ts';
import { TourCard } from '../../modules/tour/web/tour-card.tsx';

/**
 * One's own day, what waits for a decision, and the first steps while there are some; while the day is empty, the way to fill
 * the workspace for a look, unless the first steps offer it.
 */
export function MyDayPage() {
  const { data: tour, isPending } = useTour();
  const isOffered = tour?.isClosed === false && tour.steps.some(({ key, state }) => key === 'data' && state === 'open');
  return (
    <MyDay
      isHeld={isPending}
      emptyAction={isPending || isOffered ? null : <LoadDemoButton />}
      notices={
        <>
          <TourCard other={{ data: <LoadDemoButton /> }} />
          <WaitingApprovals />
          <GateProposals />
        </>
      }
    />
  );
}

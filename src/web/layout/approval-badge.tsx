import { lazy, Suspense } from 'react';
import { loadPart } from '../load-part.ts';
import { useMay } from '../session.ts';

// After the menu: the number may come a moment later, and what it takes to ask for it need not be there before the first screen.
const WaitingApprovals = lazy(async () => ({
  default: (await loadPart(() => import('./waiting-approvals.tsx'))).WaitingApprovals,
}));

/** How many requests wait for me, wherever I work. */
export function ApprovalBadge() {
  const may = useMay();
  if (!may('approval', 'view')) return null;
  return (
    <Suspense>
      <WaitingApprovals />
    </Suspense>
  );
}

import { LoadDemoButton } from '../../modules/demo/web/load-demo-button.tsx';
import { MyDay } from '../../modules/timeline/web/my-day.tsx';

/** One's own day; while it is empty, the way to fill the workspace for a look. */
export function MyDayPage() {
  return <MyDay emptyAction={<LoadDemoButton />} />;
}

import type { RecordTab } from '../../../web/entity/entity-ui.ts';
import { lazyPart } from '../../../web/lazy-open.tsx';

// A list knows its record's tabs, but shows none of them.
const Timeline = lazyPart(async () => (await import('./timeline.tsx')).Timeline);
const Files = lazyPart(async () => (await import('./files-tab.tsx')).FilesTab);

/** What was done with a record of this kind, and what is to be done. */
export function timelineTab(kind: string): RecordTab {
  return { key: 'timeline', label: 'timeline:entry.heading', content: ({ row }) => <Timeline recordId={row.id} kind={kind} /> };
}

export const filesTab: RecordTab = {
  key: 'files',
  label: 'timeline:objects.file.other',
  content: ({ row }) => <Files recordId={row.id} />,
};

import { Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { FilesTab } from '../../timeline/web/files-tab.tsx';
import { TabList } from '../../../web/ui/tab-list.tsx';
import { TabPanel } from '../../../web/ui/tab-panel.tsx';
import { Timeline } from '../../timeline/web/timeline.tsx';
import type { Guide } from '../guide/contract.ts';
import { DealCompetitors } from './deal-competitors.tsx';
import { DealContacts } from './deal-contacts.tsx';
import { DealFacts } from './deal-facts.tsx';
import { DealHistory } from './deal-history.tsx';
import { DealProducts } from './deal-products.tsx';
import type { DealParts } from '../parts/contract.ts';
import { NegotiationTab } from './negotiation-tab.tsx';
import { useParts } from './queries.ts';

/** What higher modules add to the page of a deal. */
export interface MoreTab {
  key: string;
  /** Words key. */
  label: string;
  content: ComponentType<{ dealId: string }>;
}

/** Every tab of a deal, with what higher modules add. */
export function tabsWith(more: readonly MoreTab[]): string[] {
  const added = more.map(({ key }) => key);
  return ['timeline', 'facts', 'contacts', 'products', ...added, 'competitors', 'negotiation', 'files', 'history'];
}

interface DealTabsProps {
  guide: Guide;
  more: readonly MoreTab[];
  tab: string;
  onTab: (tab: string | null) => void;
}

/** What there is of a deal besides its guide. */
export function DealTabs({ guide, more, tab, onTab }: DealTabsProps) {
  const { t } = useTranslation();
  const parts = useParts(guide.deal.id);
  const canEdit = guide.actions.includes('edit');
  const count = (list: readonly unknown[] | undefined): string => (list && list.length > 0 ? ` ${list.length}` : '');
  const { deal } = guide;
  return (
    <Tabs value={tab} onChange={onTab} keepMounted={false} style={{ minWidth: 0 }}>
      <TabList current={tab} mb="sm">
        <Tabs.Tab value="timeline">{t('deals:screens.tabs.timeline')}</Tabs.Tab>
        <Tabs.Tab value="facts">{t('deals:screens.tabs.facts')}</Tabs.Tab>
        <Tabs.Tab value="contacts">
          {t('deals:screens.tabs.contacts')}
          {count(parts.data?.contacts)}
        </Tabs.Tab>
        <Tabs.Tab value="products">
          {t('deals:screens.tabs.products')}
          {count(parts.data?.products)}
        </Tabs.Tab>
        {more.map(({ key, label }) => (
          <Tabs.Tab key={key} value={key}>
            {t(label)}
          </Tabs.Tab>
        ))}
        <Tabs.Tab value="competitors">
          {t('deals:screens.tabs.competitors')}
          {count(parts.data?.competitors)}
        </Tabs.Tab>
        <Tabs.Tab value="negotiation">{t('deals:screens.tabs.negotiation')}</Tabs.Tab>
        <Tabs.Tab value="files">{t('deals:screens.tabs.files')}</Tabs.Tab>
        <Tabs.Tab value="history">{t('deals:screens.tabs.history')}</Tabs.Tab>
      </TabList>
      <TabPanel value="timeline">
        <Timeline recordId={deal.id} kind="deal" />
      </TabPanel>
      <TabPanel value="facts">
        <DealFacts deal={deal} proof={guide.proof} canEdit={canEdit} />
      </TabPanel>
      {more.map(({ key, content: Content }) => (
        <TabPanel key={key} value={key}>
          <Content dealId={deal.id} />
        </TabPanel>
      ))}
      <TabPanel value="negotiation">
        <NegotiationTab deal={deal} canEdit={canEdit} />
      </TabPanel>
      <TabPanel value="files">
        <FilesTab recordId={deal.id} />
      </TabPanel>
      <TabPanel value="history">
        <DealHistory dealId={deal.id} />
      </TabPanel>
      {parts.data ? <PartPanels deal={deal} parts={parts.data} canEdit={canEdit} /> : null}
    </Tabs>
  );
}

interface PartPanelsProps {
  deal: Guide['deal'];
  parts: DealParts;
  canEdit: boolean;
}

function PartPanels({ deal, parts, canEdit }: PartPanelsProps) {
  return (
    <>
      <TabPanel value="contacts">
        <DealContacts dealId={deal.id} parts={parts} canEdit={canEdit} />
      </TabPanel>
      <TabPanel value="products">
        <DealProducts deal={deal} parts={parts} canEdit={canEdit} />
      </TabPanel>
      <TabPanel value="competitors">
        <DealCompetitors dealId={deal.id} parts={parts} canEdit={canEdit} />
      </TabPanel>
    </>
  );
}

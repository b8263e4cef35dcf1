import { DateInput as MantineDateInput, DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.css';
import { IconCalendar } from '@tabler/icons-react';
import 'dayjs/locale/zh-cn.js';
import 'dayjs/locale/zh-tw.js';
import type { Language } from '../../platform/languages.ts';
import { useFormat, useLanguage } from '../use-format.ts';
import type { DateInputProps } from './date-input-props.ts';
import { parseDay } from './parse-day.ts';

const locales: Record<Language, string> = { en: 'en', 'zh-Hans': 'zh-cn', 'zh-Hant': 'zh-tw' };

/** The calendar of `DateInput`; a chunk of its own, since most screens show no calendar. */
export default function CalendarInput({ value, onChange, withinPortal = true, ...rest }: DateInputProps) {
  const language = useLanguage();
  const { today } = useFormat();
  return (
    <DatesProvider settings={{ locale: locales[language], firstDayOfWeek: 1 }}>
      <MantineDateInput
        {...rest}
        value={value}
        onChange={onChange}
        valueFormat="YYYY-MM-DD"
        dateParser={(text) => parseDay(text, today()) ?? null}
        leftSection={<IconCalendar size={16} aria-hidden="true" />}
        highlightToday
        popoverProps={{ withinPortal }}
      />
    </DatesProvider>
  );
}

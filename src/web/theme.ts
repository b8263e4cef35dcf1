import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef0fb',
  '#dfe3f6',
  '#c9cff0',
  '#a3ade3',
  '#8b98dc',
  '#6f7dd0',
  '#4a5bbb',
  '#3548a5',
  '#2b3c8f',
  '#232f70',
];

// Warm like the paper; Mantine draws borders and inputs with these.
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f2f0ec',
  '#e9e7e2',
  '#dedbd5',
  '#d3d0c9',
  '#aeb0b8',
  '#656a7a',
  '#565b6b',
  '#3a3e4a',
  '#1d1f24',
];
const dark: MantineColorsTuple = [
  '#e6e6e9',
  '#c4c6ce',
  '#aeb2be',
  '#979cab',
  '#45474f',
  '#303137',
  '#1e1f23',
  '#17181b',
  '#141517',
  '#101113',
];

// Latin faces first: those of Chinese draw quotation marks and apostrophes a whole character wide. theme.css turns it round for Chinese.
// Where there is no Latin face at all, 'Narrow Quotes' of theme.css takes the Chinese one's narrow marks.
const fontFamily =
  "Inter, -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', 'Narrow Quotes', 'PingFang SC', 'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif";

/** Notes in the product's own states: Mantine's yellow is too pale to be read on its tint. */
const noteTones: Readonly<Record<string, string>> = { red: 'bad', yellow: 'warn' };
const noteVars = (_theme: unknown, { color = '' }: { color?: string }): { root: Record<string, string> } => {
  const tone = noteTones[color];
  return { root: tone === undefined ? {} : { '--alert-bg': `var(--${tone}2)`, '--alert-color': `var(--${tone})` } };
};

const flat = { shadow: 'none' };

export const theme = createTheme({
  fontFamily,
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.4' },
      h3: { fontSize: '14px', lineHeight: '1.5' },
    },
  },
  colors: { ink, gray, dark },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: '8px',
  radius: { xs: '4px', sm: '7px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Alert: { vars: noteVars },
    Button: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { radius: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', overlayProps: { color: 'var(--scrim)', backgroundOpacity: 1 } },
      styles: { title: { lineHeight: 1.35 } },
    },
    Drawer: { defaultProps: { position: 'right', overlayProps: { color: 'var(--scrim)', backgroundOpacity: 1 } } },
    // The first item takes the keyboard: the placeholder that would is no child a menu may have.
    Menu: { defaultProps: { ...flat, position: 'bottom-end', width: 220, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: flat },
    // The list itself scrolls: a scroll area inside it would be a second, unreachable one for the keyboard.
    Select: { defaultProps: { comboboxProps: flat, checkIconPosition: 'right', withScrollArea: false } },
    MultiSelect: { defaultProps: { comboboxProps: flat, withScrollArea: false } },
    Tooltip: { defaultProps: { openDelay: 400 } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink3)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-anchor': 'var(--pri)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--card)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled': 'var(--line2)',
  '--mantine-color-disabled-color': 'var(--ink3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-ink-filled': 'var(--pri-fill)',
  '--mantine-color-ink-filled-hover': 'var(--pri-fill-hover)',
  '--mantine-color-ink-light': 'var(--pri2)',
  '--mantine-color-ink-light-color': 'var(--pri)',
  '--mantine-color-ink-text': 'var(--pri)',
  '--mantine-color-ink-outline': 'var(--pri)',
  '--mantine-color-red-filled': 'var(--bad)',
  '--mantine-color-red-light': 'var(--bad2)',
  '--mantine-color-red-light-color': 'var(--bad)',
  '--mantine-color-gray-light': 'var(--line2)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--ink2)',
};

/** Mantine's own colours are spelled in ours, so that both schemes come from theme.css alone. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: { ...shared, '--mantine-color-red-filled': '#c0443a' },
});

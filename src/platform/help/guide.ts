import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked, type Tokens } from 'marked';
import type { Language } from '../languages.ts';
import { escapeHtml, Html, visibleText } from '../public/html.ts';
import { foldLetters } from '../text/fold.ts';
import { traditionalConverter } from '../words-files.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'guide');
/** Folder of a language's text. Traditional Chinese is made from Simplified, as the product's words are. */
const folders: Readonly<Record<Language, string>> = { en: 'en', 'zh-Hans': 'zh', 'zh-Hant': 'zh' };
/** The page that lists the others. */
export const indexPage = 'README';

export interface GuidePage {
  name: string;
  title: string;
  body: Html;
  sections: readonly Section[];
}

interface Section {
  /** Anchor of the heading; empty for what stands above the first one. */
  anchor: string;
  heading: string;
  text: string;
}

export interface Hit {
  page: string;
  anchor: string;
  title: string;
  /** Some words around the place, cut in three: before it, what was found, after it. */
  excerpt: readonly [string, string, string];
}

const guides = new Map<Language, ReadonlyMap<string, GuidePage>>();

/** The guide in a language, page by page in reading order; read when somebody first asks for it. */
export function guideOf(language: Language): ReadonlyMap<string, GuidePage> {
  const known = guides.get(language);
  if (known) return known;
  const change = language === 'zh-Hant' ? traditionalConverter() : (text: string) => text;
  const source = join(folder, folders[language]);
  const texts = new Map(
    readdirSync(source)
      .filter((name) => name.endsWith('.md'))
      .map((name) => [name.slice(0, -3), readFileSync(join(source, name), 'utf8')]),
  );
  const guide = new Map(readingOrder(texts).map((name) => [name, readPage(name, texts.get(name) ?? '', change)]));
  guides.set(language, guide);
  return guide;
}

/** As the index links them; a page that it forgets comes last. */
function readingOrder(texts: ReadonlyMap<string, string>): string[] {
  const linked = [...(texts.get(indexPage) ?? '').matchAll(/\]\(([\w-]+)\.md\)/g)].map(([, name = '']) => name);
  return [...new Set([indexPage, ...linked.filter((name) => texts.has(name)), ...texts.keys()])];
}

const marked = new Marked({
  renderer: {
    heading({ tokens, depth }: Tokens.Heading) {
      const anchor = depth === 1 ? '' : ` id="${escapeHtml(anchorOf(tokens.map(({ raw }) => raw).join('')))}"`;
      return `<h${depth}${anchor}>${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    paragraph({ tokens }: Tokens.Paragraph) {
      return `<p>${joinLines(this.parser.parseInline(tokens))}</p>\n`;
    },
    // The text of an item is a paragraph without its mark; what has no parts is a piece of a paragraph.
    text(token: Tokens.Text | Tokens.Escape) {
      return 'tokens' in token && token.tokens ? joinLines(this.parser.parseInline(token.tokens)) : false;
    },
    link({ href, tokens }: Tokens.Link) {
      return `<a href="${escapeHtml(addressOf(href))}">${this.parser.parseInline(tokens)}</a>`;
    },
  },
});

const tags = '(?:<[^>]+>)*';
const letter = '[\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef]';
const mark = '[“”‘’…—]';
const chineseBreak = new RegExp(
  [
    `(?<=${letter}${tags})\\n\\s*(?=${tags}(?:${letter}|${mark}))`,
    `(?<=${mark}${tags})\\n\\s*(?=${tags}${letter})`,
    `(?<=[，。；：、！？）】]${tags})\\n\\s*`,
  ].join('|'),
  'gu',
);

/** A line of a paragraph that goes on in Chinese goes on without the space that a line's end would become. */
const joinLines = (inline: string): string => inline.replace(chineseBreak, '');

function readPage(name: string, text: string, change: (text: string) => string): GuidePage {
  // A table that is wider than the page scrolls by itself, so the keyboard must reach it.
  const body = change(marked.parse(text, { async: false }))
    .replaceAll('<table>', '<table tabindex="0">')
    .replaceAll('<pre>', '<pre tabindex="0">');
  const [top, ...sections] = body.split(/(?=<h[2-6] )/).map(readSection);
  return {
    name,
    title: top?.heading ?? name,
    body: new Html(body),
    sections: [{ anchor: '', heading: '', text: top?.text ?? '' }, ...sections],
  };
}

function readSection(part: string): Section {
  const [head = '', anchor = '', heading = ''] = /^<h\d(?: id="([^"]*)")?>(.*)<\/h\d>/.exec(part) ?? [];
  return { anchor, heading: visibleText(heading), text: visibleText(part.slice(head.length)) };
}

/** As GitHub names it, where the guide is read too. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');
}

/** Links between pages and languages, as the app serves them; others stay. */
function addressOf(href: string): string {
  const other = /^\.\.\/(en|zh)\/([\w-]+)\.md$/.exec(href);
  if (other) return helpPath(other[1] === 'en' ? 'en' : 'zh-Hans', other[2]);
  return href.replace(/^([\w-]+)\.md/, '$1');
}

/** Address of a page of the guide. */
export function helpPath(language: Language, page = indexPage): string {
  return `/help/${language}/${page === indexPage ? '' : page}`;
}

/** Sections that hold every word asked for, those with a word in their heading first; at most 30. */
export function searchGuide(language: Language, query: string): Hit[] {
  const words = foldLetters(query).split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return [];
  const found = [...guideOf(language).values()].flatMap((page) =>
    page.sections.flatMap((section) => {
      const heading = foldLetters(`${page.title} ${section.heading}`);
      const text = foldLetters(section.text);
      if (!words.every((word) => heading.includes(word) || text.includes(word))) return [];
      const score = words.filter((word) => heading.includes(word)).length;
      const title = section.heading === '' ? page.title : `${page.title} · ${section.heading}`;
      return [{ score, hit: { page: page.name, anchor: section.anchor, title, excerpt: excerptOf(section.text, text, words) } }];
    }),
  );
  return found
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 30)
    .map(({ hit }) => hit);
}

function excerptOf(text: string, folded: string, words: readonly string[]): Hit['excerpt'] {
  // Folding may change lengths (ß, accents): then the place is only near, and nothing is marked wrongly by cutting there.
  const isAligned = folded.length === text.length;
  const word = words.find((each) => folded.includes(each));
  const at = word === undefined || !isAligned ? -1 : folded.indexOf(word);
  if (at < 0 || word === undefined) return [text.slice(0, 160), '', text.length > 160 ? '…' : ''];
  const from = Math.max(0, at - 60);
  const to = at + word.length;
  return [
    `${from > 0 ? '…' : ''}${text.slice(from, at)}`,
    text.slice(at, to),
    `${text.slice(to, to + 110)}${to + 110 < text.length ? '…' : ''}`,
  ];
}

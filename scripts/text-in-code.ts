import { type ESTree, Visitor } from 'vite';
import { lineAt, type Problem, type SourceFile } from './source.ts';

/** What a person reads, whatever the component: a literal here belongs into the words files. */
const visibleNames = new Set([
  'title',
  'label',
  'placeholder',
  'alt',
  'description',
  'heading',
  'caption',
  'tooltip',
  'message',
  'summary',
  'hint',
  'header',
  'legend',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'nothingFoundMessage',
  'emptyText',
  'loadingText',
  'error',
]);
/** The product's own name may stand where no reader's language is known. */
const brand = /^Chengdan$/;
const han = /\p{Script=Han}/u;
const letters = /\p{L}{2,}|\p{Script=Han}/u;
const sentence = /^\p{Lu}\p{Ll}+( \p{L}+)*/u;
const manyWords = /^\p{L}+( \p{L}+){2,}/u;

function isText(value: string): boolean {
  const text = value.trim();
  if (brand.test(text)) return false;
  return han.test(text) || sentence.test(text) || (manyWords.test(text) && !/[;:(){}<>=]/.test(text));
}

function textOfTemplate(node: { quasis: { value: { raw: string } }[] }): string {
  return node.quasis.map((quasi) => quasi.value.raw).join(' … ');
}

interface Said {
  start: number;
  text: string;
}

/** The texts that an expression may come to: itself, or those of either way of a condition. */
function textsOf(node: ESTree.Node): Said[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ start: node.start, text: node.value }] : [];
    case 'TemplateLiteral':
      return [{ start: node.start, text: textOfTemplate(node) }];
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case 'LogicalExpression':
      return [...textsOf(node.left), ...textsOf(node.right)];
    case 'ParenthesizedExpression':
      return textsOf(node.expression);
    default:
      return [];
  }
}

/** Texts in the screens: between tags, in attributes that people read, and in options such as `{ title: 'Saved' }`. */
function checkScreen(source: SourceFile): Problem[] {
  const found: Problem[] = [];
  const add = (start: number, shown: string): unknown =>
    found.push({
      rule: 'text-in-code',
      file: source.path,
      line: lineAt(source.text, start),
      text: `"${shown.trim()}" belongs into words/*.json`,
    });
  new Visitor({
    JSXText(node) {
      const text = node.value.replaceAll(/&#?\w+;/g, ' ');
      if (letters.test(text) && !brand.test(text.trim())) add(node.start, text);
    },
    JSXAttribute(node) {
      const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
      const inner = node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value;
      for (const { start, text } of inner ? textsOf(inner) : [])
        if ((visibleNames.has(name) && isText(text)) || han.test(text)) add(start, text);
    },
    JSXElement(node) {
      for (const child of node.children)
        if (child.type === 'JSXExpressionContainer')
          for (const { start, text } of textsOf(child.expression)) if (isText(text)) add(start, text);
    },
    Property(node) {
      const name = node.key.type === 'Identifier' ? node.key.name : node.key.type === 'Literal' ? String(node.key.value) : '';
      if (!visibleNames.has(name)) return;
      for (const { start, text } of textsOf(node.value)) if (isText(text)) add(start, text);
    },
  }).visit(source.program);
  return found;
}

const spokenAttributes = /\b(?:aria-label|title|placeholder|alt)="([^"]*)"/g;
/** Stands for what is filled in; no source has it. */
const filledIn = '\u0000';

/** Texts in the pages that the server writes: between the tags of an `html` template, and in attributes that people read. */
function checkPage(source: SourceFile): Problem[] {
  const found: Problem[] = [];
  const add = (start: number, shown: string): void => {
    // A template may be no more than an attribute: `checked`.
    const text = shown.replaceAll(/&#?\w+;/g, ' ').replaceAll(/^\P{L}+|\P{L}+$/gu, '');
    if (!isText(text)) return;
    const line = lineAt(source.text, start);
    found.push({ rule: 'text-in-code', file: source.path, line, text: `"${text}" belongs into words/*.json` });
  };
  new Visitor({
    TaggedTemplateExpression({ tag, quasi, start }) {
      if (tag.type !== 'Identifier' || tag.name !== 'html') return;
      const page = quasi.quasis.map(({ value }) => value.raw).join(filledIn);
      for (const [, spoken = ''] of page.matchAll(spokenAttributes)) for (const part of spoken.split(filledIn)) add(start, part);
      for (const part of page.replaceAll(/<[^>]*>/g, filledIn).split(filledIn)) add(start, part);
    },
  }).visit(source.program);
  return found;
}

/** Demo records are data: a customer's deals and calls are written in the customer's language. */
const isDemo = (path: string): boolean => /^src\/modules\/.+\/demo\.ts$/.test(path);

/** Chinese anywhere in code, except the header synonyms that an import recognises: they are input, nobody is shown them. */
function checkHan(source: SourceFile): Problem[] {
  const synonyms: [number, number][] = [];
  const found: Problem[] = [];
  const add = (start: number, shown: string): void => {
    if (!han.test(shown) || brand.test(shown) || synonyms.some(([from, to]) => start >= from && start < to)) return;
    found.push({
      rule: 'text-in-code',
      file: source.path,
      line: lineAt(source.text, start),
      text: `"${shown.trim()}" belongs into words/*.json`,
    });
  };
  new Visitor({
    Property(node) {
      if (node.key.type === 'Identifier' && node.key.name === 'synonyms') synonyms.push([node.start, node.end]);
    },
    Literal(node) {
      if (typeof node.value === 'string') add(node.start, node.value);
    },
    TemplateElement(node) {
      add(node.start, node.value.raw);
    },
  }).visit(source.program);
  return found;
}

export function checkTexts(sources: SourceFile[]): Problem[] {
  const code = sources.filter((source) => source.path.startsWith('src/') && !source.isTest);
  const all = code.flatMap((source) => [
    ...(source.path.includes('/web/') ? checkScreen(source) : checkPage(source)),
    ...(isDemo(source.path) ? [] : checkHan(source)),
  ]);
  return [...new Map(all.map((problem) => [`${problem.file}:${problem.line}:${problem.text}`, problem])).values()];
}

import { join, resolve, sep } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { fontPaths } from './fonts.ts';

/** One document to be made. */
export interface PdfJob {
  /** Path of the Typst template, below `src`. */
  template: string;
  /** What the template shows, as JSON; it reads it with `json(bytes(sys.inputs.data))`. */
  data: string;
  /** Pictures, by the name under which the template finds them: `logo.png` is `/files/logo.png`. */
  files: Readonly<Record<string, Uint8Array>>;
  /** A page to look at on a screen instead of a document to keep. */
  format: 'pdf' | 'svg';
}

/** Templates lie in the modules and may import only what lies below this folder. */
const workspace = resolve(import.meta.dirname, '..', '..');

// Typst keeps every result it might need again, without a limit: 4 MB a document, until it is told to forget (measured: 1.1 GB after
// 250 documents, 190 MB when all is forgotten after each tenth). A compiler keeps its sources too, so it is made anew now and then.
const documentsPerCompiler = 200;
const documentsPerCache = 10;

/** Archival, its text searchable by Unicode, tagged for screen readers; without these, where a text has signs that no font knows. */
const standards = ['a-2u', '1.7'] as const;

/** Makes documents, one after the other. Typst has no way to be interrupted: whoever needs a limit runs this in a process of its own. */
export class Compiler {
  private compiler: NodeCompiler | undefined;
  private made = 0;

  compile(job: PdfJob): Uint8Array {
    const compiler = (this.compiler ??= NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: fontPaths() }] }));
    try {
      for (const [name, content] of Object.entries(job.files)) compiler.mapShadow(fileAt(name), Buffer.from(content));
      return made(compiler, job);
    } finally {
      compiler.resetShadow();
      this.forget(compiler);
    }
  }

  private forget(compiler: NodeCompiler): void {
    this.made += 1;
    if (this.made % documentsPerCache === 0) compiler.evictCache(0);
    if (this.made % documentsPerCompiler === 0) this.compiler = undefined;
  }
}

function made(compiler: NodeCompiler, { template, data, format }: PdfJob): Uint8Array {
  const mainFilePath = within(template);
  const compiled = compiler.compile({ mainFilePath, inputs: { data }, resetRead: true });
  const document = compiled.result;
  if (!document) throw new Error(`${mainFilePath}: ${diagnosticsOf(compiled.takeDiagnostics()?.shortDiagnostics)}`);
  if (format === 'svg') return Buffer.from(compiler.plainSvg(document));
  let refused: unknown;
  for (const pdfStandard of standards) {
    try {
      return compiler.pdf(document, { pdfStandard });
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}

/** The path of a template; one from elsewhere is refused. */
function within(template: string): string {
  const path = resolve(template);
  if (!path.startsWith(workspace + sep) || !path.endsWith('.typ')) throw new Error(`not a template of this program: ${template}`);
  return path;
}

/** A name without folders: what is handed in may not stand for a file of the program. */
function fileAt(name: string): string {
  if (!/^[a-z0-9-]+\.[a-z0-9]+$/.test(name)) throw new Error(`not a file name for a template: ${name}`);
  return join(workspace, 'files', name);
}

function diagnosticsOf(found: readonly unknown[] | undefined): string {
  return (found ?? []).map((one) => JSON.stringify(one)).join('; ') || 'no document was made';
}

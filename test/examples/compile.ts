import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Block } from './blocks.ts';

const ROOT = join(import.meta.dirname, '../..');

const SHARED: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.ReactJSX,
  types: ['node'],
  noEmit: true,
  skipLibCheck: true,
};

/** TypeScript as a strict user checks it; JavaScript as an editor does. */
const OPTIONS: Readonly<Record<'ts' | 'js', ts.CompilerOptions>> = {
  ts: { ...SHARED, strict: true },
  js: { ...SHARED, strict: false, allowJs: true, checkJs: true },
};

/** What is no example is parsed once: most of the time goes there. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Type-checks examples against the package as it is built. One may use what an earlier one of its file
 * has declared or imported. Gives what is wrong, with its file and line.
 */
export function compile(kind: 'ts' | 'js', examples: readonly Block[]): string[] {
  const modules = new Map<string, { text: string; block: Block }>();
  const declared = new Map<string, Map<string, string>>();
  for (const block of examples) {
    const path = join(ROOT, dirname(block.file), `${modules.size}.example.${block.language}`);
    const own = declaredIn(path, block.code);
    const earlier = declared.get(block.file) ?? new Map<string, string>();
    const imports = [...earlier]
      .filter(([name]) => !own.all.includes(name) && new RegExp(`\\b${name}\\b`).test(block.code))
      .map(([name, from]) => `import { ${name} } from '${from}';`);
    // On the first line, so that all lines stay what they are.
    const text = `${imports.join(' ')} ${block.code}\nexport { ${own.hidden.join(', ')} };\n`;
    modules.set(path, { text, block });
    for (const name of own.all) earlier.set(name, path);
    declared.set(block.file, earlier);
  }
  const options = OPTIONS[kind];
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = path => modules.has(path) || fileExists(path);
  host.readFile = path => modules.get(path)?.text ?? readFile(path);
  host.getSourceFile = (path, ...how) => {
    if (modules.has(path)) return getSourceFile(path, ...how);
    if (!parsed.has(path)) parsed.set(path, getSourceFile(path, ...how));
    return parsed.get(path);
  };
  const assumed = join(import.meta.dirname, 'assumed.d.ts');
  const program = ts.createProgram([...modules.keys(), assumed], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    const block = modules.get(file?.fileName ?? '')?.block;
    const line = file ? file.getLineAndCharacterOfPosition(start).line : 0;
    return block
      ? `${block.file}:${block.line + line}: ${message}`
      : `${file?.fileName}: ${message}`;
  });
}

/** The names that a module's statements declare or import; `hidden` are those that it does not export. */
function declaredIn(path: string, code: string): { all: string[]; hidden: string[] } {
  const all: string[] = [];
  const hidden: string[] = [];
  for (const statement of ts.createSourceFile(path, code, ts.ScriptTarget.ES2022).statements) {
    const names: string[] = [];
    const add = (name: ts.BindingName): void => {
      if (ts.isIdentifier(name)) names.push(name.text);
      else for (const part of name.elements) if (ts.isBindingElement(part)) add(part.name);
    };
    if (ts.isVariableStatement(statement))
      for (const { name } of statement.declarationList.declarations) add(name);
    if (ts.isFunctionDeclaration(statement) && statement.name) add(statement.name);
    if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings } = statement.importClause ?? {};
      if (name) add(name);
      if (namedBindings && ts.isNamespaceImport(namedBindings)) add(namedBindings.name);
      if (namedBindings && ts.isNamedImports(namedBindings))
        for (const part of namedBindings.elements) add(part.name);
    }
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    all.push(...names);
    if (!isExported) hidden.push(...names);
  }
  return { all, hidden };
}

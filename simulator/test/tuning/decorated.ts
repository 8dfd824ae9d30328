import fc from 'fast-check';
import { isCollection, isMap, parseDocument, visit } from 'yaml';

/** The same policy file with other spaces, brackets and quotes, and with comments in many places. */
export function decorated(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.infiniteStream(fc.nat(5)), fc.constantFrom(2, 4), fc.boolean())
    .map(([choices, indent, windows]) => {
      const choose = (): number => choices.next().value ?? 0;
      const document = parseDocument(text);
      visit(document, {
        Collection: (_, node) => {
          if (isMap(node) && node.items.length > 3) return;
          if (isCollection(node) && choose() < 3) node.flow = true;
        },
        Scalar: (key, node) => {
          if (key === 'value' && typeof node.value === 'string' && choose() === 0) {
            node.type = choose() < 3 ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
          }
        },
      });
      const lines = document.toString({ indent, lineWidth: 0 }).trimEnd().split('\n');
      const withComments = lines.flatMap((line, number) => [
        ...(choose() === 0 ? [`${/^ */.exec(line)?.[0]}# above ${number}`] : []),
        choose() < 2 ? `${line}   # beside "${number}"` : line,
        ...(choose() === 0 ? [''] : []),
      ]);
      return withComments.join(windows ? '\r\n' : '\n');
    });
}

/** All comments of a decorated text, in their order. */
export function commentsIn(text: string): string[] {
  return [...text.matchAll(/# (?:above|beside) "?\d+"?/g)].map(([comment]) => comment);
}

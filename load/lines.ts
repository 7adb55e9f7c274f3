/** Cuts text that comes in pieces into lines; a last line without its end comes out of `end`. */
export function lineCutter(onLine: (line: string) => void): { add: (text: string) => void; end: () => void } {
  let rest = '';
  return {
    add(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

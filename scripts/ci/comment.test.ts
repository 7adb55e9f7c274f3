import { expect, test } from 'vitest';
import { type Comment, keepOneComment, markerOf } from './comment.ts';

/** A discussion that is kept in memory. */
function discussion() {
  const comments: Comment[] = [];
  return {
    comments,
    own: async () => comments,
    create: async (body: string) => {
      comments.push({ id: comments.length + 1, body });
    },
    update: async (id: number, body: string) => {
      const comment = comments.find((one) => one.id === id);
      if (comment !== undefined) comment.body = body;
    },
  };
}

test('one comment for each name, the newest text in it', async () => {
  const here = discussion();
  expect(await keepOneComment(here, 'a.json', 'one')).toBe('created');
  expect(await keepOneComment(here, 'b.json', 'two')).toBe('created');
  expect(await keepOneComment(here, 'a.json', 'three')).toBe('updated');
  expect(here.comments.map(({ body }) => body)).toEqual([
    expect.stringMatching(/^<!-- .* -->\nthree$/),
    expect.stringMatching(/^<!-- .* -->\ntwo$/),
  ]);
});

test('no line of a report is an order to GitLab or to a bot', async () => {
  const here = discussion();
  await keepOneComment(here, 'a.json', 'a\n/close\n  /merge now\n- /label ~x');
  for (const line of here.comments[0]?.body.split('\n') ?? []) expect(line).not.toMatch(/^\s*\//);
  expect(here.comments[0]?.body).toContain('/close');
});

test.each(['a -->\n# owned', '--> <script>', 'a--b'])('a name cannot end the mark: %j', (name) => {
  expect(markerOf(name)).toMatch(/^<!-- (?:(?!--|>|\n).)* -->$/);
});

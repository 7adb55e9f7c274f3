/** Conveniences only: the page says everything without them. Neither `<` nor `&` may stand in here (see `verbatim`). */
export const script = `
'use strict';
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const selectText = (node) => {
  const range = document.createRange();
  range.selectNodeContents(node);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};
for (const button of all('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const pre = button.closest('.curl').querySelector('pre');
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = 'Copied';
    } catch {
      selectText(pre);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
}
const form = document.getElementById('filter');
if (form) {
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  const cases = all('.case').map((node) => ({
    node,
    outcome: node.dataset.o,
    text: (node.querySelector('.title').textContent + ' ' + node.querySelector('.where code').textContent).toLowerCase(),
  }));
  form.addEventListener('input', () => {
    const words = form.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const outcomes = all('input[name=outcome]:checked', form).map((box) => box.value);
    const filtering = words.length + outcomes.length > 0;
    let shown = 0;
    for (const { node, outcome, text } of cases) {
      const fits = (outcomes.length === 0 || outcomes.includes(outcome)) ? words.every((w) => text.includes(w)) : false;
      node.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const group of all('.group')) {
      const left = all('.case', group).some((node) => !node.hidden);
      group.hidden = !left;
      group.open = filtering ? left : false;
    }
    form.querySelector('output').textContent = filtering ? shown + ' of ' + cases.length + ' cases' : '';
  });
}
addEventListener('hashchange', () => {
  const target = document.getElementById(location.hash.slice(1));
  for (let node = target; node; node = node.parentElement) if (node.tagName === 'DETAILS') node.open = true;
  if (target) target.scrollIntoView();
});
addEventListener('beforeprint', () => { for (const node of all('.card')) node.open = true; });
`;

// Makes the page of a quote handier: the total follows the choice, and a signature can be drawn. Everything works without it.
(() => {
  let timer = 0;
  const parts = ['offer', 'agreed'];
  const buttons = () => document.querySelectorAll('#answer button');

  const focusOn = (name, value) => {
    for (const field of document.querySelectorAll('[form=choice]'))
      if (field.name === name && (field.type !== 'radio' || field.value === value)) field.focus();
  };

  const reprice = async () => {
    const form = document.getElementById('choice');
    const url = `${form.getAttribute('action') ?? ''}?${new URLSearchParams(new FormData(form))}`;
    const { name, value } = document.activeElement ?? {};
    try {
      const reply = await fetch(url, { credentials: 'same-origin' });
      if (!reply.ok) throw new Error(String(reply.status));
      const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
      for (const id of parts) {
        const [here, there] = [document.getElementById(id), page.getElementById(id)];
        if (here && there) here.replaceWith(there);
      }
      history.replaceState(null, '', url);
      ready();
      if (name) focusOn(name, value);
    } catch {
      form.submit();
    }
    for (const button of buttons()) button.disabled = false;
  };

  const ready = () => {
    for (const button of document.querySelectorAll('#choice button')) button.hidden = true;
    for (const field of document.querySelectorAll('[form=choice]')) {
      const later = (delay) => () => {
        clearTimeout(timer);
        for (const button of buttons()) button.disabled = true;
        timer = setTimeout(reprice, delay);
      };
      field.addEventListener('change', later(50));
      if (field.type !== 'radio' && field.type !== 'checkbox') field.addEventListener('input', later(900));
    }
  };
  ready();

  const pad = document.getElementById('pad');
  if (!pad) return;
  const [frame, drawn, clear] = [pad.querySelector('svg'), pad.querySelector('input'), pad.querySelector('button')];
  const path = frame.querySelector('path');
  pad.hidden = false;
  // What was drawn before the page came again, as for a code.
  let strokes = drawn.value
    .split('M')
    .filter(Boolean)
    .map((text) => text.split('L'));
  let stroke = null;
  const show = () => {
    const text = strokes
      .filter(({ length }) => length > 1)
      .map((points) => `M${points.join('L')}`)
      .join('');
    path.setAttribute('d', text);
    drawn.value = text;
  };
  const at = (event) => {
    const box = frame.getBoundingClientRect();
    const within = (part, most) => Math.max(0, Math.min(most, Math.round(part * most)));
    return `${within((event.clientX - box.left) / box.width, 600)} ${within((event.clientY - box.top) / box.height, 200)}`;
  };
  frame.addEventListener('pointerdown', (event) => {
    stroke = [at(event)];
    strokes.push(stroke);
    frame.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  frame.addEventListener('pointermove', (event) => {
    if (!stroke || drawn.value.length > 50000) return;
    const point = at(event);
    if (stroke.at(-1) !== point) stroke.push(point);
    show();
  });
  for (const end of ['pointerup', 'pointercancel']) frame.addEventListener(end, () => (stroke = null));
  clear.addEventListener('click', () => {
    strokes = [];
    show();
  });
})();

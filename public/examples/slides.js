const slides = [...document.querySelectorAll('section')];
let shown = 0;

function go(by) {
  const next = Math.min(slides.length - 1, Math.max(0, shown + by));
  if (next === shown) return;
  // A figure that nobody sees needs no engine. One that was never touched has none, and is not woken for this.
  for (const figure of slides[shown].querySelectorAll('back-blast[data-running]')) void figure.rest();
  shown = next;
  slides.forEach((slide, index) => slide.classList.toggle('shown', index === shown));
}

document.addEventListener('ready', ({ target }) => target.toggleAttribute('data-running', true));
document.addEventListener('rest', ({ target }) => target.toggleAttribute('data-running', false));
document.getElementById('next').addEventListener('click', () => go(1));
document.getElementById('before').addEventListener('click', () => go(-1));
document.addEventListener('keydown', ({ key }) => {
  if (key === 'ArrowRight' || key === 'PageDown') go(1);
  if (key === 'ArrowLeft' || key === 'PageUp') go(-1);
});

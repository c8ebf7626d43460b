/** The legend's ends, and what its paper stands for: of the poster from its address, of the figure from its own scale. */
const get = (id: string) => document.getElementById(id) as HTMLElement; // embed.html has them

export function showEnds(ends: string | undefined): void {
  const [low, high, paper, what] = (ends ?? '').split('~');
  if (!low || !high) return;
  const legend = get('legend');
  get('low').textContent = low;
  get('high').textContent = high;
  legend.classList.add('numeric');
  legend.querySelector('.colours')?.classList.toggle('half', low === '0');
  if (paper) get('paper').textContent = ` The middle of the scale is ${paper}.`;
  if (!what) return;
  get('what').textContent = what;
  legend.classList.add('other');
}

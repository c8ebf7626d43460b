const figure = document.getElementById('figure');
const said = document.getElementById('said');
const on = (id, act) =>
  document.getElementById(id).addEventListener('click', () =>
    act().catch((error) => {
      said.textContent = error.message;
    }),
  );

on('five', () => figure.step(5));
on('back', () => figure.seek(0));
on('narrow', () => figure.set(2));
on('norms', async () => {
  const { layers, perLayer } = await figure.history('a');
  document.getElementById('table').replaceChildren(
    ...layers.map((name, layer) => {
      const row = document.createElement('tr');
      for (const text of [name, perLayer.gradientOutput[layer].toPrecision(3)])
        row.append(Object.assign(document.createElement('td'), { textContent: text }));
      return row;
    }),
  );
});

figure.addEventListener('ready', ({ detail }) => {
  said.textContent = detail.reason;
});
figure.addEventListener('step', ({ detail }) => {
  said.textContent = `Lane ${detail.lane} is at step ${detail.step}.`;
});
figure.addEventListener('stopped', ({ detail }) => {
  said.textContent = `Lane ${detail.lane} blew up at step ${detail.step}.`;
});

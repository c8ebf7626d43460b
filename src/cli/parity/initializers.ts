/** First weights as the engine draws and the recorder measures them, within the reference's statistical bounds. */
import { defaultsOf, INITIALIZERS, initializer } from '../../catalogue/registry';
import { type Choice, QUANTITIES, type LayerParameter, type Quantity } from '../../catalogue/types';
import type { Device } from '../../engine/device';
import { initialParameters } from '../../engine/initialize';
import { scope } from '../../engine/tf';
import { bareLayers, matrixOf } from './bareLayer';
import type { FileOf } from './formats';
import { type Finding, Findings, looser } from './findings';
import { BrokenFile, sizeOf } from './numbers';
import { known } from './toLane';

type Drawn = Pick<LayerParameter, 'shape' | 'fanIn' | 'fanOut' | 'initializer'>;

/** Draws one parameter, and measures its entries as the recorder measures a layer's output. */
async function draw(device: Device, drawn: Drawn) {
  const layers = bareLayers([drawn]);
  const store = device.createParameters(layers, initialParameters(layers, 1));
  const values = await store.read();
  store.dispose();
  const [rows, columns] = matrixOf(drawn.shape);
  const { row, products } = scope(() => {
    const tensor = device.upload(values, [rows, columns]);
    const recorder = device.record(layers, rows, true);
    recorder.values(0, null, tensor);
    recorder.gradients(0, null, tensor); // for its norm
    const isTall = rows >= columns;
    const square = device.ops.matMul(tensor, tensor, isTall, !isTall);
    return { row: recorder.finish(0), products: device.readTensor(square) };
  });
  const [measured] = await device.read(layers, [row]);
  row.dispose();
  const of = (quantity: Quantity) => measured?.perLayer[QUANTITIES.indexOf(quantity)] ?? Number.NaN;
  return { values, products: await products, of };
}

export async function compareInitializers(device: Device, file: FileOf<'initializers'>): Promise<Finding[]> {
  const findings = new Findings();
  for (const { shape, fanIn, fanOut, initializers } of file.shapes) {
    for (const [name, bounds] of Object.entries(initializers)) {
      const { of } = await draw(device, { shape, fanIn, fanOut, initializer: choiceOf(name) });
      const where = `[${shape.join(', ')}]`;
      const [least, most] = bounds.varianceBetween;
      findings.check(`${name} mean`, of('mean'), 0, { limit: bounds.meanWithin, scale: 1, where });
      findings.check(`${name} variance`, of('std') ** 2, (least + most) / 2, {
        limit: (most - least) / 2,
        scale: 1,
        where,
      });
      if (bounds.bound === undefined) continue;
      const beyond = Math.max(0, of('outputMax') - Math.fround(bounds.bound));
      findings.check(`${name} beyond its bound`, beyond, 0, { limit: 0, scale: 1, where });
    }
  }
  for (const { shape, gain, asMatrix, maxAbsoluteErrorFloat32, frobeniusNorm } of file.orthogonal) {
    if (sizeOf(asMatrix) !== sizeOf(shape)) throw new BrokenFile(`[${shape.join(', ')}] is no such matrix.`);
    const [fanIn, fanOut] = asMatrix;
    const drawn = await draw(device, { shape, fanIn, fanOut, initializer: { kind: 'orthogonal', gain } });
    const where = `[${shape.join(', ')}] gain ${gain}`;
    const short = Math.min(fanIn, fanOut);
    const limit = maxAbsoluteErrorFloat32 * looser(device);
    drawn.products.forEach((product, index) => {
      const expected = index % (short + 1) === 0 ? gain ** 2 : 0;
      findings.check('orthogonal products', product, expected, { limit, scale: 1, where });
    });
    const norm = { limit: 2e-6 * looser(device), where };
    findings.check('orthogonal frobeniusNorm', drawn.of('gradientOutput'), frobeniusNorm, norm);
  }
  const { shape, scale, values } = file.identity.example;
  const [fanIn, fanOut] = matrixOf(shape);
  const identity = await draw(device, { shape, fanIn, fanOut, initializer: { kind: 'identity', scale } });
  if (identity.values.length !== values.length) throw new BrokenFile('The identity does not fill its shape.');
  values.forEach((value, index) =>
    findings.check('identity values', identity.values[index], value, { limit: 0, where: `[${index}]` }),
  );
  return findings.list();
}

/** `varianceScaling c=0.5` → its choice. */
function choiceOf(name: string): Choice {
  const [kind = '', option] = name.split(' ');
  known(INITIALIZERS, 'initializer', { kind });
  const [parameter = '', value] = option?.split('=') ?? [];
  return { ...defaultsOf(initializer(kind)), ...(option ? { [parameter]: Number(value) } : {}), kind };
}

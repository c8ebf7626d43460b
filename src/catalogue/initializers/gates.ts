import type { LayerParameter, ParameterShape } from '../types';

/** What is drawn in one go: the parameter itself, or one gate of it. */
export function drawnShape(parameter: ParameterShape & Pick<LayerParameter, 'gates'>): ParameterShape {
  const { gates, shape } = parameter;
  if (!gates) return parameter;
  return { ...parameter, shape: [...shape.slice(0, -1), (shape.at(-1) ?? 1) / gates.length] };
}

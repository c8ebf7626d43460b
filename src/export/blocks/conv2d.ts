import { numberOf } from '../../catalogue/values';
import { asTheyAre, type Scripts } from '../scripts';

export const conv2dScripts: Scripts = {
  conv: {
    pytorch: {
      helper: `
def conv(x, w, b, stride, padding):
    """Images are NHWC here and kernels HWIO; PyTorch wants NCHW and OIHW."""
    y = F.conv2d(x.permute(0, 3, 1, 2), w.permute(3, 2, 0, 1), b, stride, padding)
    return y.permute(0, 2, 3, 1)`,
      line: ({ inputs: [x], parameter, layer: { values } }) =>
        `conv(${x}, ${parameter('W')}, ${parameter('b') ?? 'None'}, stride=${numberOf(values, 'stride')}, padding=${numberOf(values, 'padding')})`,
    },
    /**
     * keras.io/api/layers/convolution_layers/convolution2d: channels_last, kernel [height, width, in, filters], bias
     * [filters]. Its `same` pads more at the end where the stride is above 1, PyTorch and we as much at both ends: there
     * the zeros are put on by a layer of their own (keras.io/api/layers/reshaping_layers/zero_padding2d).
     */
    keras: {
      bends: true,
      line({ inputs: [x], parameter, common, layer: { values, outputShape } }) {
        const [stride, padding] = [numberOf(values, 'stride'), numberOf(values, 'padding')];
        const isSame = padding > 0 && stride === 1;
        const padded = padding > 0 && !isSame ? `keras.layers.ZeroPadding2D(${padding})(${x})` : x;
        const more = [
          String(outputShape.at(-1)),
          String(numberOf(values, 'size')),
          ...(stride === 1 ? [] : [`strides=${stride}`]),
          ...(isSame ? ['padding="same"'] : []),
          ...(parameter('b') ? [] : ['use_bias=False']),
          common,
        ];
        return `keras.layers.Conv2D(${more.join(', ')})(${padded})`;
      },
      weights: (call) => asTheyAre(call, 'W', 'b'),
    },
  },
};

import torch
import torch.nn.functional as F

from . import activations
from .graph import Layer


class Identity(Layer):
    def call(self, x, training):
        return x


class Activation(Layer):
    def __init__(self, activation, name=None):
        super().__init__(name)
        self.activation = activations.get(activation)

    def call(self, x, training):
        return self.activation(x)


class Dense(Activation):
    def __init__(self, units, activation=None, use_bias=True, name=None):
        super().__init__(activation, name)
        self.units, self.use_bias = units, use_bias

    def build(self, shape):
        self.kernel = self.add(shape[-1], self.units)
        self.bias = self.add(self.units) if self.use_bias else None

    def call(self, x, training):
        z = x @ self.kernel.value
        return self.activation(z + self.bias.value if self.bias else z)


class Conv2D(Activation):
    def __init__(self, filters, kernel_size, strides=1, padding="valid", activation=None, use_bias=True, name=None):
        super().__init__(activation, name)
        self.filters, self.size, self.strides, self.padding, self.use_bias = filters, kernel_size, strides, padding, use_bias

    def build(self, shape):
        self.kernel = self.add(self.size, self.size, shape[-1], self.filters)
        self.bias = self.add(self.filters) if self.use_bias else None

    def call(self, x, training):
        sides = [0, 0, 0, 0]
        if self.padding == "same":  # TensorFlow's: what is odd goes to the end
            for axis, at in ((2, 0), (1, 2)):
                places = -(-x.shape[axis] // self.strides)
                total = max(0, (places - 1) * self.strides + self.size - x.shape[axis])
                sides[at], sides[at + 1] = total // 2, total - total // 2
        x = F.pad(x.permute(0, 3, 1, 2), sides)
        y = F.conv2d(x, self.kernel.value.permute(3, 2, 0, 1), None, self.strides).permute(0, 2, 3, 1)
        return self.activation(y + self.bias.value if self.bias else y)


class ZeroPadding2D(Layer):
    def __init__(self, padding):
        super().__init__()
        self.padding = padding

    def call(self, x, training):
        p = self.padding
        return F.pad(x, (0, 0, p, p, p, p))


class MaxPooling2D(Layer):
    pool = staticmethod(F.max_pool2d)

    def __init__(self, pool_size, name=None):
        super().__init__(name)
        self.size = pool_size

    def call(self, x, training):
        return self.pool(x.permute(0, 3, 1, 2), self.size).permute(0, 2, 3, 1)


class AveragePooling2D(MaxPooling2D):
    pool = staticmethod(F.avg_pool2d)


class Flatten(Layer):
    def call(self, x, training):
        return x.flatten(1)


class Concatenate(Layer):
    def call(self, x, training):
        return torch.cat(x, -1)


class Dropout(Layer):
    def __init__(self, rate, name=None):
        super().__init__(name)
        self.rate = rate

    def call(self, x, training):
        return F.dropout(x, self.rate, training)


class LayerNormalization(Layer):
    def __init__(self, epsilon=1e-3, name=None):
        super().__init__(name)
        self.epsilon = epsilon

    def build(self, shape):
        self.gamma, self.beta = self.add(shape[-1]), self.add(shape[-1])

    def over(self, x):
        return (-1,)

    def call(self, x, training):
        variance, mean = torch.var_mean(x, self.over(x), unbiased=False, keepdim=True)
        return self.gamma.value * (x - mean) / torch.sqrt(variance + self.epsilon) + self.beta.value


class BatchNormalization(LayerNormalization):
    def __init__(self, momentum=0.99, epsilon=1e-3, name=None):
        super().__init__(epsilon, name)

    def build(self, shape):
        super().build(shape)
        self.add(shape[-1], trainable=False)
        self.add(shape[-1], trainable=False)

    def over(self, x):
        return tuple(range(x.dim() - 1))


class RMSNormalization(Layer):
    def __init__(self, epsilon=1e-6, name=None):
        super().__init__(name)
        self.epsilon = epsilon

    def build(self, shape):
        self.scale = self.add(shape[-1])

    def call(self, x, training):
        return x * torch.rsqrt(torch.square(x).mean(-1, keepdim=True) + self.epsilon) * self.scale.value


class SimpleRNN(Activation):
    gates, has_two_biases = 1, False

    def __init__(self, units, activation="tanh", return_sequences=False, name=None):
        super().__init__(activation, name)
        self.units, self.return_sequences = units, return_sequences

    def build(self, shape):
        columns = self.units * self.gates
        self.kernel, self.recurrent = self.add(shape[-1], columns), self.add(self.units, columns)
        self.bias = self.add(2, columns) if self.has_two_biases else self.add(columns)

    def call(self, x, training):
        h, self.c, states = x.new_zeros(len(x), self.units), 0, []
        for t in range(x.shape[1]):
            h = self.step(x[:, t], h)
            states.append(h)
        return torch.stack(states, 1) if self.return_sequences else h

    def step(self, x, h):
        return self.activation(x @ self.kernel.value + h @ self.recurrent.value + self.bias.value)


class LSTM(SimpleRNN):
    gates = 4

    def step(self, x, h):
        z = x @ self.kernel.value + h @ self.recurrent.value + self.bias.value
        i, f, c, o = z.split(self.units, 1)
        self.c = torch.sigmoid(f) * self.c + torch.sigmoid(i) * torch.tanh(c)
        return torch.sigmoid(o) * torch.tanh(self.c)


class GRU(SimpleRNN):
    gates = 3

    def __init__(self, units, reset_after=True, return_sequences=False, name=None):
        super().__init__(units, return_sequences=return_sequences, name=name)
        self.has_two_biases = reset_after

    def step(self, x, h):
        u, k = self.units, self.recurrent.value
        if self.has_two_biases:
            x_z, x_r, x_h = (x @ self.kernel.value + self.bias.value[0]).split(u, 1)
            h_z, h_r, h_h = (h @ k + self.bias.value[1]).split(u, 1)
            z, r = torch.sigmoid(x_z + h_z), torch.sigmoid(x_r + h_r)
            candidate = torch.tanh(x_h + r * h_h)
        else:
            x_z, x_r, x_h = (x @ self.kernel.value + self.bias.value).split(u, 1)
            z, r = torch.sigmoid(x_z + h @ k[:, :u]), torch.sigmoid(x_r + h @ k[:, u : 2 * u])
            candidate = torch.tanh(x_h + (r * h) @ k[:, 2 * u :])
        return z * h + (1 - z) * candidate

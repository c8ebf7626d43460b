"""The updates as the documentation of each has them; `weight_decay` is decoupled in all."""
import torch

from . import schedules


class Optimizer:
    def __init__(self, learning_rate, weight_decay=None, **settings):
        assert callable(learning_rate) or isinstance(learning_rate, float), learning_rate
        self.learning_rate, self.decay, self.iterations, self.state = learning_rate, weight_decay, 0, {}
        self.__dict__.update(settings)

    def apply(self, gradients, weights):
        rate = float(self.learning_rate(self.iterations) if callable(self.learning_rate) else self.learning_rate)
        self.iterations += 1
        with torch.no_grad():
            for g, w in zip(gradients, weights):
                p = w.value.detach()
                p = p - p * self.decay * rate if self.decay is not None else p
                w.value = (p - self.step(g.detach(), w, rate)).requires_grad_()

    def kept(self, w, name, start=0.0):
        return self.state.get((id(w), name), torch.full(w.shape, start))

    def keep(self, w, name, value):
        self.state[id(w), name] = value
        return value


class SGD(Optimizer):
    def __init__(self, learning_rate, momentum=0.0, nesterov=False):
        super().__init__(learning_rate, momentum=momentum, nesterov=nesterov)

    def step(self, g, w, rate):
        velocity = self.keep(w, "v", self.momentum * self.kept(w, "v") - rate * g)
        return -(self.momentum * velocity - rate * g if self.nesterov else velocity)


class Adam(Optimizer):
    def __init__(self, learning_rate, beta_1=0.9, beta_2=0.999, epsilon=1e-7, weight_decay=None):
        super().__init__(learning_rate, weight_decay, b1=beta_1, b2=beta_2, epsilon=epsilon)

    def step(self, g, w, rate):
        m = self.keep(w, "m", self.b1 * self.kept(w, "m") + (1 - self.b1) * g)
        v = self.keep(w, "v", self.b2 * self.kept(w, "v") + (1 - self.b2) * g * g)
        t = self.iterations
        return rate * (1 - self.b2**t) ** 0.5 / (1 - self.b1**t) * m / (v.sqrt() + self.epsilon)


class AdamW(Adam):
    pass


class RMSprop(Optimizer):
    def __init__(self, learning_rate, rho=0.9, momentum=0.0, epsilon=1e-7):
        super().__init__(learning_rate, rho=rho, momentum=momentum, epsilon=epsilon)

    def step(self, g, w, rate):
        v = self.keep(w, "v", self.rho * self.kept(w, "v") + (1 - self.rho) * g * g)
        return self.keep(w, "m", self.momentum * self.kept(w, "m") + rate * g * torch.rsqrt(v + self.epsilon))


class Adagrad(Optimizer):
    def __init__(self, learning_rate, initial_accumulator_value=0.1, epsilon=1e-7):
        super().__init__(learning_rate, start=float(initial_accumulator_value), epsilon=epsilon)

    def step(self, g, w, rate):
        s = self.keep(w, "s", self.kept(w, "s", self.start) + g * g)
        return rate * g / torch.sqrt(s + self.epsilon)

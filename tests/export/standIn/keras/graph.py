"""Symbolic tensors, layers and models: a node is computed when the model is called."""
import numpy as np
import torch


class Node:
    def __init__(self, compute, inputs, shape=None):
        self.compute, self.inputs, self.layer = compute, inputs, None
        self.shape = shape if shape is not None else tuple(self.run({}, None).shape)

    def run(self, known, x, training=False):
        """x None: with two rows of ones, to learn the shape."""
        if self not in known:
            if self.compute is None:
                known[self] = torch.ones(2, *self.shape[1:]) if x is None else x
            else:
                given = [i.run(known, x, training) if isinstance(i, Node) else i for i in self.inputs]
                known[self] = self.compute(training, *given)
        return known[self]

    def __add__(self, other):
        return node(lambda a, b: a + b, self, other)

    def __mul__(self, other):
        return node(lambda a, b: a * b, self, other)

    def __truediv__(self, other):
        return node(lambda a, b: a / b, self, other)

    def __rsub__(self, other):
        return node(lambda a, b: b - a, self, other)

    __radd__, __rmul__ = __add__, __mul__


def node(function, *inputs):
    return Node(lambda _, *given: function(*given), inputs)


def operation(function):
    """Takes symbolic tensors and others."""

    def call(*given, **named):
        flat = [g for each in given for g in (each if isinstance(each, (list, tuple)) else [each])]
        if any(isinstance(each, Node) for each in flat):
            return node(lambda *values: function(*[tensor(v) for v in values], **named), *given)
        return function(*[tensor(each) for each in given], **named)

    return call


def tensor(value):
    value = value.value if isinstance(value, Variable) else value
    if isinstance(value, (np.ndarray, np.generic)):
        return torch.from_numpy(np.array(value))
    return value


class Variable:
    def __init__(self, shape, trainable=True):
        self.shape, self.trainable = tuple(shape), trainable
        self.value = torch.full(self.shape, float("nan"))

    def __rmul__(self, other):
        return other * self.value


class Layer:
    def __init__(self, name=None):
        self.name, self.weights = name, []

    def __call__(self, x):
        inputs = x if isinstance(x, list) else [x]
        shape = inputs[0].shape
        self.build(shape)
        made = Node(lambda training, *given: self.call(given if isinstance(x, list) else given[0], training), inputs)
        made.layer = self
        return made

    def build(self, shape):
        pass

    def add(self, *shape, trainable=True):
        self.weights.append(Variable(shape, trainable))
        return self.weights[-1]

    @property
    def trainable_weights(self):
        return [w for w in self.weights if w.trainable]

    def set_weights(self, arrays):
        assert [a.shape for a in arrays] == [w.shape for w in self.weights], (self.name, self.weights, arrays)
        for w, a in zip(self.weights, arrays):
            w.value = torch.from_numpy(a.copy()).requires_grad_(w.trainable)


def Input(shape, name):
    return Node(None, [], (None, *shape))


class Model:
    def __init__(self, x, output):
        self.output, self.layers = output, {}
        waiting, seen = [output], set()
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            waiting += [i for i in here.inputs if isinstance(i, Node)]
            if here.layer and here.layer.name:
                assert here.layer.name not in self.layers
                self.layers[here.layer.name] = here.layer

    def get_layer(self, name):
        return self.layers[name]

    @property
    def trainable_weights(self):
        return [w for each in reversed(self.layers.values()) for w in each.trainable_weights]

    def __call__(self, x, training):
        return self.output.run({}, torch.from_numpy(x.copy()), training)
